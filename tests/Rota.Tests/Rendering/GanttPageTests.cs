using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using Rota.Rendering;
using Rota.Schedules;
using Rota.Tests.Schedules;
using Xunit;

namespace Rota.Tests.Rendering;

public sealed class GanttPageTests
{
    private static readonly Schedule Two = new(
        "two", "min", [new("lathe"), new("room", 2)], ["axle", "bolt"],
        [new(1, 1, 0, 10, 60), new(0, 0, 0, 0, 40), new(1, 0, 1, 40, 100)]);

    private static JsonElement Data(string page)
    {
        const string opening = "<script type=\"application/json\" id=\"rota-data\">";
        var start = page.IndexOf(opening, StringComparison.Ordinal) + opening.Length;
        return JsonDocument.Parse(page[start..page.IndexOf("</script>", start, StringComparison.Ordinal)]).RootElement;
    }

    private static int Count(string text, string part) => Regex.Count(text, Regex.Escape(part));

    [Fact]
    public void The_data_are_the_blocks_by_start()
    {
        var data = Data(GanttPage.Render(Two, new() { Critical = [2, 1] }));
        Assert.Equal([0, 0, 0, 0, 0, 40, 1, 0, 1, 0, 10, 60, 1, 1, 0, 1, 40, 100], data.GetProperty("blocks").EnumerateArray().Select(n => n.GetInt32()));
        Assert.Equal([0, 2], data.GetProperty("critical").EnumerateArray().Select(n => n.GetInt32()));
        Assert.Equal(100, data.GetProperty("horizon").GetInt32());
        Assert.Equal([0.4, 0.55], data.GetProperty("resources").EnumerateArray().Select(r => r.GetProperty("busy").GetDouble()));
        Assert.Equal([1, 2], data.GetProperty("resources").EnumerateArray().Select(r => r.GetProperty("rows").GetInt32()));
    }

    [Fact]
    public void The_data_hold_every_block_whatever_the_schedule()
    {
        RandomSchedules.Any.Sample(
            schedule =>
            {
                var data = Data(GanttPage.Render(schedule));
                var origin = long.Parse(data.GetProperty("base").GetString()!, CultureInfo.InvariantCulture);
                var blocks = data.GetProperty("blocks").EnumerateArray().Select(n => n.GetInt64()).Chunk(6)
                    .Select(n => new Block((int)n[0], (int)n[2], (int)n[3], origin + n[4], origin + n[5])).ToHashSet();
                Assert.Equal(schedule.Blocks.ToHashSet(), blocks);
                Assert.Equal(schedule.Works, data.GetProperty("works").EnumerateArray().Select(w => w.GetString()!));
            },
            iter: 100);
    }

    [Fact]
    public void Nothing_is_fetched()
    {
        var page = GanttPage.Render(Two, new() { Sections = [PageSection.Svg("curve", new LineChart("t", "x", "y", []).ToSvg())] });
        Assert.Contains("default-src 'none'", page);
        Assert.DoesNotMatch("src=|<link|@import|url\\(", page);
        Assert.Equal(["http://www.w3.org/2000/svg"], Regex.Matches(page, "https?://[^\"' ]+").Select(m => m.Value).Distinct());
    }

    [Fact]
    public void No_name_can_break_the_page()
    {
        const string nasty = "</script><img src=x onerror=alert(1)><!--";
        var schedule = new Schedule(nasty, nasty, [new(nasty)], [nasty], [new(0, 0, 0, 0, 5)]);
        var page = GanttPage.Render(schedule, new()
        {
            Title = nasty,
            Subtitle = nasty,
            Sections = [PageSection.Table(nasty, [nasty], [[nasty]]) with { Note = nasty }, PageSection.Text(nasty, nasty)],
        });
        Assert.DoesNotContain("<img", page);
        Assert.DoesNotContain("<!--", page);
        Assert.Equal(2, Count(page, "</script>"));
        Assert.Equal(nasty, Data(page).GetProperty("works")[0].GetString());
    }

    [Fact]
    public void Sections_stand_above_and_below_the_chart()
    {
        var page = GanttPage.Render(Two, new()
        {
            Title = "demo",
            Sections = [PageSection.Text("after", "one\ntwo"), PageSection.Html("before", "<i>as it is</i>") with { AboveGantt = true, Note = "why" }],
        });
        var places = new[] { "<h1>demo</h1>", "<h2>before</h2>\n<i>as it is</i>\n<p class=\"note\">why</p>", "id=\"gantt\"", "<h2>after</h2>\n<p>one</p><p>two</p>", "<details>" }
            .Select(part => page.IndexOf(part, StringComparison.Ordinal)).ToArray();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public void Columns_of_numbers_are_set_to_the_right()
    {
        var table = PageSection.Table("t", ["solver", "gap", "verdict"], [["tabu", "0.4 %", "1 of 2 beaten"], ["cp-sat", "-", "3"]]).Body;
        Assert.Contains("<th>solver</th><th class=\"number\">gap</th><th>verdict</th>", table);
        Assert.Contains("<td>tabu</td><td class=\"number\">0.4 %</td><td>1 of 2 beaten</td>", table);
    }

    [Fact]
    public void A_row_of_the_wrong_length_is_refused() =>
        Assert.Throws<ArgumentException>(() => PageSection.Table("t", ["a", "b"], [["only one"]]));

    [Fact]
    public void The_table_of_blocks_is_plain_and_limited()
    {
        var whole = GanttPage.Render(Two);
        Assert.Contains("All blocks as a table (3)", whole);
        Assert.Contains("<tr><td>bolt</td><td class=\"number\">0</td><td>room</td><td class=\"number\">10</td><td class=\"number\">60</td><td class=\"number\">50</td></tr>", whole);
        Assert.Contains("All blocks as a table (the first 2 of 3)", GanttPage.Render(Two, new() { MostTableRows = 2 }));
        Assert.Contains("<td>room</td><td class=\"number\">2</td><td class=\"number\">55.0 %</td>", whole);
    }

    [Fact]
    public void The_choice_of_critical_blocks_is_there_only_when_there_are_some()
    {
        Assert.DoesNotContain("id=\"critical\"", GanttPage.Render(Two));
        Assert.Contains("id=\"critical\"", GanttPage.Render(Two, new() { Critical = [0] }));
    }

    [Fact]
    public void Every_element_the_script_asks_for_is_on_the_page()
    {
        var page = GanttPage.Render(Two, new() { Critical = [0] });
        var asked = Regex.Matches(page, "(?:find|box)\\(\"([a-z-]+)\"").Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.True(asked.Count >= 12);
        Assert.All(asked, id => Assert.Contains($"id=\"{id}\"", page));
    }
}
