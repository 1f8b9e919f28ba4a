using Rota.Randomness;

namespace Rota.Serving.Kv;

/// <summary>
/// Plain paging after some hours of service: free pages stand on a stack in no order, the one given back last is taken first. A context's pages lie wherever; that
/// two of them are neighbours is chance.
/// </summary>
internal sealed class ScatteredPages : PageLayout
{
    private readonly Stack<int> free;
    private readonly Dictionary<int, List<int>> contexts = [];

    public ScatteredPages(int pages, RandomStream random)
        : base(pages)
    {
        var order = Enumerable.Range(0, pages).ToArray();
        random.Shuffle(order.AsSpan());
        free = new Stack<int>(order);
    }

    public override int Pages(int context) => contexts.TryGetValue(context, out var pages) ? pages.Count : 0;

    public override void Check()
    {
        var seen = new bool[Total];
        var count = 0;
        foreach (var page in contexts.Values.SelectMany(p => p).Concat(free))
        {
            if (seen[page]) throw new InvalidOperationException($"page {page} is used twice");
            (seen[page], count) = (true, count + 1);
        }
        if (count != Total) throw new InvalidOperationException($"{Total - count} pages are lost");
        if (free.Count != Free) throw new InvalidOperationException($"{Free} pages are said to be free, {free.Count} are");
    }

    protected override void Grow(int context, int more)
    {
        if (!contexts.TryGetValue(context, out var pages)) contexts[context] = pages = [];
        for (var i = 0; i < more; i++) pages.Add(free.Pop());
    }

    protected override void Shrink(int context, int fewer)
    {
        var pages = contexts[context];
        for (var i = 0; i < fewer; i++)
        {
            free.Push(pages[^1]);
            pages.RemoveAt(pages.Count - 1);
        }
        if (pages.Count == 0) contexts.Remove(context);
    }

    protected override void Collect(int context, int from, int to, List<PageRun> runs)
    {
        var pages = contexts[context];
        for (var i = from; i < to; i++) Append(runs, new(pages[i], 1));
    }
}
