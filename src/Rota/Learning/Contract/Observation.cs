using System.Numerics;

namespace Rota.Learning;

/// <summary>One decision as flat arrays: rows of sets, edges, globals, candidates. Filled again and again without allocation once it is large enough.</summary>
public sealed class Observation
{
    private readonly Growable<float>[] sets;
    private readonly Growable<float>[] edges;
    private readonly Growable<int>[] from;
    private readonly Growable<int>[] to;
    private readonly float[] globals;
    private readonly Growable<float> candidates = new();
    private readonly Growable<int> candidateRows = new();
    private readonly Growable<bool> legal = new();

    /// <summary>An empty observation of a schema.</summary>
    public Observation(Schema schema)
    {
        Schema = schema;
        sets = [.. schema.Sets.Select(_ => new Growable<float>())];
        edges = [.. schema.Edges.Select(_ => new Growable<float>())];
        from = [.. schema.Edges.Select(_ => new Growable<int>())];
        to = [.. schema.Edges.Select(_ => new Growable<int>())];
        globals = new float[schema.Globals];
    }

    /// <summary>What it looks like.</summary>
    public Schema Schema { get; }

    /// <summary>Number of candidates.</summary>
    public int CandidateCount => candidateRows.Count;

    /// <summary>Numbers of the decision as a whole, to be filled or read.</summary>
    public Span<float> Globals => globals;

    /// <summary>Candidates' features, row by row.</summary>
    public ReadOnlySpan<float> Candidates => candidates.Span;

    /// <summary>The row each candidate points at in the schema's candidate set; -1 for none.</summary>
    public ReadOnlySpan<int> CandidateRows => candidateRows.Span;

    /// <summary>Which candidates may be chosen.</summary>
    public ReadOnlySpan<bool> Legal => legal.Span;

    /// <summary>Looks at an environment: empties this, has it write, notes what is legal, and holds it to its word.</summary>
    /// <exception cref="InvalidOperationException">The environment wrote a number that is not finite, other candidates than it says, or has none that is legal.</exception>
    public void Capture(IEnvironment environment)
    {
        Clear();
        environment.Observe(this);
        var count = environment.CandidateCount;
        if (CandidateCount != count) throw new InvalidOperationException($"{Schema.Environment} has {count} candidates and wrote {CandidateCount}");
        var any = false;
        for (var i = 0; i < count; i++)
        {
            var may = environment.IsLegal(i);
            legal.Span[i] = may;
            any |= may;
        }
        if (!any) throw new InvalidOperationException($"{Schema.Environment} has no legal candidate among {count}");
        CheckFinite();
    }

    /// <summary>Empties it.</summary>
    public void Clear()
    {
        foreach (var set in sets) set.Clear();
        for (var e = 0; e < edges.Length; e++)
        {
            edges[e].Clear();
            from[e].Clear();
            to[e].Clear();
        }
        Array.Clear(globals);
        candidates.Clear();
        candidateRows.Clear();
        legal.Clear();
    }

    /// <summary>Adds a row to a set; the zeroed row is to be filled at once.</summary>
    public Span<float> AddRow(int set) => sets[set].Append(Schema.Sets[set].Features);

    /// <summary>Adds an edge between two rows; its zeroed features are to be filled at once.</summary>
    public Span<float> AddEdge(int kind, int source, int target)
    {
        from[kind].Add(source);
        to[kind].Add(target);
        return edges[kind].Append(Schema.Edges[kind].Features);
    }

    /// <summary>Adds a candidate, legal until <see cref="Capture"/> asks; its zeroed features are to be filled at once.</summary>
    /// <param name="row">The row of the candidate set that it points at; -1 for none.</param>
    public Span<float> AddCandidate(int row = -1)
    {
        candidateRows.Add(row);
        legal.Add(true);
        return candidates.Append(Schema.CandidateFeatures);
    }

    /// <summary>Rows of a set.</summary>
    public int Rows(int set) => sets[set].Count / Schema.Sets[set].Features;

    /// <summary>A set's features, row by row.</summary>
    public ReadOnlySpan<float> Set(int set) => sets[set].Span;

    /// <summary>Features of a kind of edges, edge by edge.</summary>
    public ReadOnlySpan<float> Edges(int kind) => edges[kind].Span;

    /// <summary>Rows a kind of edges starts at.</summary>
    public ReadOnlySpan<int> From(int kind) => from[kind].Span;

    /// <summary>Rows a kind of edges ends at.</summary>
    public ReadOnlySpan<int> To(int kind) => to[kind].Span;

    private void CheckFinite()
    {
        Check(globals, "globals");
        Check(candidates.Span, "candidates");
        for (var s = 0; s < sets.Length; s++) Check(sets[s].Span, Schema.Sets[s].Name);
        for (var e = 0; e < edges.Length; e++) Check(edges[e].Span, Schema.Edges[e].Name);
    }

    private void Check(ReadOnlySpan<float> values, string where)
    {
        // x - x is 0 for every finite number and not a number for the others: a vector at a time, and the culprit only when there is one.
        var (off, at) = (Vector<float>.Zero, 0);
        for (; at <= values.Length - Vector<float>.Count; at += Vector<float>.Count)
        {
            var some = new Vector<float>(values[at..]);
            off += some - some;
        }
        var rest = 0f;
        for (; at < values.Length; at++) rest += values[at] - values[at];
        if (rest == 0 && Vector.EqualsAll(off, Vector<float>.Zero)) return;
        for (var i = 0; i < values.Length; i++)
            if (!float.IsFinite(values[i])) throw new InvalidOperationException($"{Schema.Environment} wrote {values[i]} as number {i} of its {where}");
    }
}
