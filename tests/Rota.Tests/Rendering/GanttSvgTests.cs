using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using CsCheck;
using Rota.Rendering;
using Rota.Schedules;
using Rota.Tests.Schedules;
using Xunit;

namespace Rota.Tests.Rendering;

public sealed class GanttSvgTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly Schedule Two = new(
        "two", "min", [new("lathe"), new("mill")], ["axle", "a very long name that never fits"],
        [new(0, 0, 0, 0, 40), new(1, 0, 1, 40, 100), new(1, 1, 0, 0, 4)]);

    private static XElement Draw(Schedule schedule, GanttOptions? options = null) => XDocument.Parse(GanttSvg.Render(schedule, options)).Root!;

    private static List<XElement> Blocks(XElement picture) => [.. picture.Descendants(Svg + "rect").Where(r => r.Element(Svg + "title") is not null)];

    private static string Hover(XElement block) => block.Element(Svg + "title")!.Value;

    private static List<string> Texts(XElement picture, string kind) =>
        [.. picture.Elements(Svg + "g").Where(g => (string?)g.Attribute("class") == kind).SelectMany(g => g.Elements(Svg + "text")).Select(t => t.Value)];

    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    [Fact]
    public void Each_block_is_one_rectangle_that_says_what_it_is()
    {
        var blocks = Blocks(Draw(Two)).ToDictionary(Hover);
        Assert.Equal(3, blocks.Count);
        var first = blocks["axle, part 0, on lathe [0, 40), 40 min"];
        var second = blocks["axle, part 1, on mill [40, 100), 60 min"];
        Assert.Equal(Number(second, "x"), Number(first, "x") + Number(first, "width") + 0.5, tolerance: 0.11);
        Assert.Equal(24, Number(second, "y") - Number(first, "y"));
        Assert.Equal(1184, Number(second, "x") + Number(second, "width") + 0.5, tolerance: 0.11);
    }

    [Fact]
    public void Title_makespan_lanes_and_ticks_are_written()
    {
        var picture = Draw(Two);
        Assert.Equal(["two", "makespan 100 min"], picture.Elements(Svg + "text").Select(t => t.Value));
        Assert.Equal(["lathe", "mill"], Texts(picture, "ink"));
        Assert.Equal(["0", "10", "20", "30", "40", "50", "60", "70", "80", "90", "100", "min"], Texts(picture, "soft"));
        Assert.Equal("Gantt chart of two: makespan 100 min, 2 resources, 2 works, 3 blocks", picture.Attribute("aria-label")!.Value);
    }

    [Fact]
    public void A_label_stands_only_where_it_fits()
    {
        Assert.Equal(["axle", "axle"], Texts(Draw(Two), "label"));
        Assert.Empty(Texts(Draw(Two, new() { Labels = false }), "label"));
    }

    [Fact]
    public void Blocks_of_one_work_share_a_colour_and_neighbours_differ()
    {
        var fills = Blocks(Draw(Two)).ToLookup(b => Hover(b).Split(',')[0], b => b.Parent!.Attribute("fill")!.Value);
        Assert.Single(fills["axle"].Distinct());
        Assert.NotEqual(fills["axle"].First(), fills["a very long name that never fits"].First());
        Assert.Equal(WorkPalette.Colors.Count, WorkPalette.Colors.Distinct().Count());
    }

    [Fact]
    public void Critical_blocks_are_outlined_and_drawn_last()
    {
        var blocks = Blocks(Draw(Two, new() { Critical = [0] }));
        Assert.Equal("axle, part 0, on lathe [0, 40), 40 min", Hover(blocks[^1]));
        Assert.Equal([false, false, true], blocks.Select(b => b.Parent!.Attribute("class")!.Value.Contains("critical", StringComparison.Ordinal)));
    }

    [Fact]
    public void Blocks_at_once_take_rows_of_their_own()
    {
        var blocks = Blocks(Draw(new("s", "h", [new("room", 2)], ["a", "b"], [new(0, 0, 0, 0, 5), new(0, 1, 0, 4, 6), new(0, 0, 1, 5, 7)])));
        Assert.Equal([0, 24, 0], blocks.OrderBy(b => Number(b, "x")).Select(b => Number(b, "y") - 49));
    }

    [Fact]
    public void Names_cannot_break_the_picture()
    {
        var nasty = new Schedule("<b>&\"'", "<u>", [new("</text><script>")], ["</title>\u0001\ud800"], [new(0, 0, 0, 0, 900)]);
        var picture = Draw(nasty);
        Assert.Equal("</title>\uFFFD\uFFFD, part 0, on </text><script> [0, 900), 900 <u>", Hover(Blocks(picture).Single()));
        Assert.Equal("<b>&\"'", picture.Element(Svg + "text")!.Value);
    }

    [Fact]
    public void Any_schedule_draws_well_formed_inside_its_frame()
    {
        RandomSchedules.Any.Sample(
            schedule =>
            {
                var picture = Draw(schedule);
                var blocks = Blocks(picture);
                Assert.Equal(schedule.Blocks.Length, blocks.Count);
                Assert.All(blocks, block => Assert.InRange(Number(block, "x") + Number(block, "width"), 0, 1185));
                Assert.All(blocks, block => Assert.InRange(Number(block, "y") + Number(block, "height"), 48, Number(picture, "height")));
            },
            iter: 300);
    }

    [Fact]
    public void Too_many_blocks_to_see_are_drawn_together_and_none_is_lost()
    {
        var count = GanttSvg.MergeAbove + 1;
        var many = new Schedule("many", "ms", [new("gpu")], ["w"], [.. Enumerable.Range(0, count).Select(i => new Block(0, 0, i, i, i + 1))]);
        var merged = Blocks(Draw(many)).Select(Hover).ToList();
        Assert.Equal([$"{count} blocks on gpu [0, {count})"], merged);
        var fewer = many with { Blocks = many.Blocks.RemoveAt(0) };
        Assert.Equal(count - 1, Blocks(Draw(fewer)).Count);
    }

    [Fact]
    public void A_schedule_far_from_zero_starts_its_axis_at_its_start()
    {
        var late = Two with { Blocks = [.. Two.Blocks.Select(b => b with { Start = b.Start + 10_000, End = b.End + 10_000 })] };
        var picture = Draw(late);
        Assert.Contains("from 10000 to 10100 min", picture.Elements(Svg + "text").Select(t => t.Value));
        Assert.Equal("10\u202F000", Texts(picture, "soft")[0]);
    }

    [Fact]
    public void An_empty_schedule_has_a_picture() => Assert.Empty(Blocks(Draw(new("none", "h", [], [], []))));

    [Fact]
    public void A_picture_too_narrow_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new GanttOptions { Width = 100 });

    [Fact]
    public void Every_colour_carries_dark_text_and_stands_out_on_both_pages()
    {
        Assert.All(WorkPalette.Colors, color =>
        {
            Assert.InRange(Contrast(color, "#10151c"), 4.5, 21);
            Assert.InRange(Contrast(color, "#14181f"), 4.5, 21);
            Assert.InRange(Contrast(color, "#ffffff"), 1.5, 21);
        });
    }

    private static double Contrast(string one, string other)
    {
        var (light, dark) = (Luminance(one), Luminance(other));
        if (light < dark) (light, dark) = (dark, light);
        return (light + 0.05) / (dark + 0.05);
    }

    // As the Web Content Accessibility Guidelines define it.
    private static double Luminance(string color)
    {
        var channels = new[] { 1, 3, 5 }.Select(i => int.Parse(color.AsSpan(i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToImmutableArray();
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2];
    }
}
