using System.Globalization;
using System.Text;
using Rota.Schedules;
using static Rota.Rendering.Markup;

namespace Rota.Rendering;

/// <summary>One Gantt chart being drawn.</summary>
internal sealed class GanttDrawing
{
    private const double Margin = 16;
    private const double Top = 48;
    private const double FontSize = 12;
    private const double LabelSize = 11;

    private readonly Schedule schedule;
    private readonly GanttOptions options;
    private readonly LaneLayout layout;
    private readonly StringBuilder svg = new();
    private readonly double rowHeight;
    private readonly double left;
    private readonly double right;
    private readonly double bottom;
    private readonly long origin;
    private readonly double scale;

    public GanttDrawing(Schedule schedule, GanttOptions options)
    {
        this.schedule = schedule;
        this.options = options;
        layout = new(schedule);
        var rows = layout.FirstRow[^1];
        rowHeight = rows switch { <= 40 => 24, <= 100 => 16, <= 250 => 8, _ => Math.Max(2, 2000.0 / rows) };
        var widest = schedule.Resources.Select(resource => Width(resource.Name, FontSize)).DefaultIfEmpty(0).Max();
        left = Margin + Math.Min(widest, options.Width / 5) + 10;
        right = options.Width - Margin;
        bottom = Top + rows * rowHeight;
        origin = GanttText.Origin(schedule);
        var span = (double)schedule.End - origin;
        scale = (right - left) / (span > 0 ? span : 1);
    }

    public string Draw()
    {
        var (width, height) = (Number(options.Width), Number(bottom + 42));
        var title = options.Title ?? schedule.Name;
        var extent = GanttText.Extent(schedule);
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"rota\" role=\"img\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" ")
            .Append(CultureInfo.InvariantCulture, $"aria-label=\"{Escape($"Gantt chart of {title}: {extent}, {GanttText.Size(schedule)}")}\">\n{SvgStyle.Element}\n")
            .Append(CultureInfo.InvariantCulture, $"<rect class=\"paper\" width=\"{width}\" height=\"{height}\"/>\n")
            .Append(CultureInfo.InvariantCulture, $"<text class=\"ink title\" x=\"{Margin}\" y=\"27\">{Escape(Fit(title, 15, right - Margin - Width(extent, FontSize) - 24))}</text>\n")
            .Append(CultureInfo.InvariantCulture, $"<text class=\"soft\" x=\"{Number(right)}\" y=\"27\" text-anchor=\"end\">{Escape(extent)}</text>\n");
        DrawLanes();
        DrawAxis();
        var shapes = Shapes();
        DrawBlocks(shapes);
        if (options.Labels && rowHeight >= 14) DrawLabels(shapes);
        return svg.Append("</svg>\n").ToString();
    }

    private double X(long time) => left + ((double)time - origin) * scale;

    private double Y(int resource, int row) => Top + (layout.FirstRow[resource] + row) * rowHeight;

    private void DrawLanes()
    {
        svg.Append("<g class=\"zebra\">");
        for (var r = 0; r < schedule.Resources.Length; r += 2)
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Margin}\" y=\"{Number(Y(r, 0))}\" width=\"{Number(right - Margin)}\" height=\"{Number(layout.Rows[r] * rowHeight)}\"/>");
        svg.Append("</g>\n<g class=\"ink\" text-anchor=\"end\">");
        var free = double.NegativeInfinity;
        for (var r = 0; r < schedule.Resources.Length; r++)
        {
            var middle = Y(r, 0) + layout.Rows[r] * rowHeight / 2;
            if (middle - free < FontSize + 1) continue;
            free = middle;
            var name = Fit(schedule.Resources[r].Name, FontSize, left - Margin - 10);
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Number(left - 10)}\" y=\"{Number(middle + 4)}\">{Escape(name)}</text>");
        }
        svg.Append("</g>\n");
    }

    private void DrawAxis()
    {
        var widest = Math.Max(Width(NiceTicks.Label(origin), FontSize), Width(NiceTicks.Label(schedule.End), FontSize));
        var ticks = NiceTicks.Linear(origin, schedule.End, (right - left) / Math.Max(64, widest + 24), smallest: 1);
        svg.Append("<g class=\"grid\">");
        foreach (var tick in ticks)
        {
            var x = Number(left + (tick - origin) * scale);
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{x} {Top}V{Number(bottom + 4)}\"/>");
        }
        svg.Append("</g>\n<g class=\"soft\" text-anchor=\"middle\">");
        foreach (var tick in ticks)
        {
            var label = NiceTicks.Label(tick);
            var half = Width(label, FontSize) / 2;
            var x = Math.Min(left + (tick - origin) * scale, options.Width - half - 2);
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Number(x)}\" y=\"{Number(bottom + 18)}\">{label}</text>");
        }
        var unit = Escape(Fit(schedule.TimeUnit, FontSize, right - left));
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Number(right)}\" y=\"{Number(bottom + 34)}\" text-anchor=\"end\">{unit}</text></g>\n");
    }

    private List<GanttShape> Shapes()
    {
        var shapes = new List<GanttShape>(schedule.Blocks.Length);
        var critical = options.Critical.ToHashSet();
        var merge = schedule.Blocks.Length > GanttSvg.MergeAbove;
        var open = new int[layout.FirstRow[^1]];
        Array.Fill(open, -1);
        foreach (var b in layout.ByTime)
        {
            var block = schedule.Blocks[b];
            var shape = new GanttShape(b, 1, layout.RowOfBlock[b], block.Start, block.End, critical.Contains(b));
            var lane = layout.FirstRow[block.Resource] + shape.Row;
            if (merge && open[lane] >= 0 && CanJoin(shapes[open[lane]], shape))
            {
                var first = shapes[open[lane]];
                shapes[open[lane]] = first with { Count = first.Count + 1, End = Math.Max(first.End, block.End) };
                continue;
            }
            open[lane] = (block.End - block.Start) * scale < 1 ? shapes.Count : -1;
            shapes.Add(shape);
        }
        return shapes;
    }

    // Joined shapes grow; only what is added must be too narrow to see, and next to what is there.
    private bool CanJoin(GanttShape first, GanttShape next) =>
        first.Critical == next.Critical && (next.End - next.Start) * scale < 1 && (next.Start - first.End) * scale < 0.5;

    private void DrawBlocks(List<GanttShape> shapes)
    {
        // Critical blocks last, so that no neighbour hides their outline.
        var groups = shapes.GroupBy(shape => (shape.Critical, Work: shape.Count > 1 ? -1 : schedule.Blocks[shape.Block].Work));
        foreach (var group in groups.OrderBy(group => group.Key))
        {
            var fill = group.Key.Work < 0 ? "class=\"merged" : $"fill=\"{WorkPalette.Of(group.Key.Work)}\" class=\"";
            svg.Append("<g ").Append(fill).Append(group.Key.Critical ? " critical\">" : "\">");
            foreach (var shape in group) DrawBlock(shape);
            svg.Append("</g>\n");
        }
    }

    private void DrawBlock(GanttShape shape)
    {
        var block = schedule.Blocks[shape.Block];
        var (x, width) = (X(shape.Start), X(shape.End) - X(shape.Start));
        if (width >= 2.5) width -= 0.5;
        var gap = rowHeight >= 8 ? 1 : 0.2;
        var (y, height) = (Y(block.Resource, shape.Row) + gap, rowHeight - 2 * gap);
        if (shape.Critical && width > 3) (x, y, width, height) = (x + 0.8, y + 0.8, width - 1.6, height - 1.6);
        var hover = shape.Count == 1 ? GanttText.Hover(schedule, block)
            : $"{shape.Count} blocks on {schedule.Resources[block.Resource].Name} [{shape.Start}, {shape.End})";
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(Math.Max(width, 0.4))}\" height=\"{Number(Math.Max(height, 0.6))}\"><title>{Escape(hover)}</title></rect>");
    }

    private void DrawLabels(List<GanttShape> shapes)
    {
        svg.Append("<g class=\"label\">");
        foreach (var shape in shapes)
        {
            if (shape.Count > 1) continue;
            var block = schedule.Blocks[shape.Block];
            var name = schedule.Works[block.Work];
            var width = X(shape.End) - X(shape.Start);
            if (name.Length == 0 || Width(name, LabelSize) + 4 > width) continue;
            var y = Y(block.Resource, shape.Row) + rowHeight / 2 + 4;
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Number(X(shape.Start) + width / 2)}\" y=\"{Number(y)}\">{Escape(name)}</text>");
        }
        svg.Append("</g>\n");
    }
}
