using Rota.Formats;

namespace Rota.SingleMachine.FlowTime.Formats;

/// <summary>Spans by parent, and the chains that come of them.</summary>
internal sealed class SpanForest
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<(string Id, string Parent, decimal Start, decimal Duration)> spans = [];

    /// <summary>Adds a span; false when its id came before.</summary>
    public bool Add(string id, string parent, decimal start, decimal duration)
    {
        if (!numbers.TryAdd(id, spans.Count)) return false;
        spans.Add((id, parent, start, duration));
        return true;
    }

    /// <summary>A job a root.</summary>
    /// <exception cref="InputException">No root, or spans that are their own ancestors.</exception>
    public FlowProblem Jobs(TextInput input)
    {
        var builder = new ChainBuilder(input);
        var (parents, busy) = (new int[spans.Count], new bool[spans.Count]);
        var lost = 0;
        for (var s = 0; s < spans.Count; s++)
        {
            parents[s] = -1;
            if (spans[s].Parent.Length == 0) continue;
            if (numbers.TryGetValue(spans[s].Parent, out var above)) busy[parents[s] = above] = true;
            else lost++;
        }
        if (lost > 0) builder.Note($"{lost} spans name a parent that is not in the file and were taken as roots");
        var chains = new Dictionary<int, List<int>>();
        for (var s = 0; s < spans.Count; s++)
        {
            var root = RootOf(parents, s, input);
            if (!chains.TryGetValue(root, out var chain)) chains.Add(root, chain = []);
            if (!busy[s]) chain.Add(s);
        }
        var first = spans.Count == 0 ? 0 : chains.Keys.Min(root => spans[root].Start);
        if (first > 0) builder.Note($"the first root starts at {first.ToString(System.Globalization.CultureInfo.InvariantCulture)}, which became time 0");
        var (empty, dropped) = (0, 0);
        foreach (var (root, chain) in chains.OrderBy(pair => spans[pair.Key].Start).ThenBy(pair => pair.Key))
        {
            var operations = chain.OrderBy(s => spans[s].Start).ThenBy(s => s).Select(s => spans[s].Duration).Where(duration => duration > 0).ToArray();
            empty += chain.Count - operations.Length;
            if (operations.Length == 0) dropped++;
            else builder.Add(spans[root].Id, spans[root].Start - first, operations);
        }
        if (empty > 0) builder.Note($"{empty} spans without duration were left out");
        if (dropped > 0) builder.Note($"{dropped} roots without any work were left out");
        return builder.Build();
    }

    /// <summary>The root above a span; what was walked is shortened on the way, so that deep trees cost no more than flat ones.</summary>
    private int RootOf(int[] parents, int span, TextInput input)
    {
        var (root, steps) = (span, 0);
        while (parents[root] >= 0)
        {
            root = parents[root];
            if (++steps > parents.Length) throw new InputException(input.Name, $"span {FieldNumber.Quote(System.Text.Encoding.UTF8.GetBytes(spans[span].Id))} is its own ancestor");
        }
        while (span != root) (span, parents[span]) = (parents[span], root);
        return root;
    }
}
