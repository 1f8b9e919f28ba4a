using Rota.Schedules;

namespace Rota.Rendering;

/// <summary>
/// One HTML page with a Gantt chart to explore: zoom, drag, squeeze idle gaps, hover, search, click a work. Self-contained: nothing is fetched, the page
/// forbids it itself. Light and dark. Its address takes a view: <c>page.html#theme=dark&amp;squeeze=1&amp;labels=0&amp;work=NAME&amp;from=0&amp;to=500</c>.
/// </summary>
public static class GanttPage
{
    /// <summary>The page.</summary>
    /// <param name="schedule">A schedule whose blocks name existing resources and works and run forward.</param>
    /// <param name="options">What else stands on the page; by default nothing.</param>
    public static string Render(Schedule schedule, GanttPageOptions? options = null) => new GanttPageWriter(schedule, options ?? new()).Write();
}
