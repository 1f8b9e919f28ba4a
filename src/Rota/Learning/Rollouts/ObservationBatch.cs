namespace Rota.Learning.Rollouts;

/// <summary>
/// Many decisions of one schema, packed: sets and candidates of all decisions one after another, with offsets; nothing is padded. Indices of rows (ends of
/// edges, what candidates point at) count through the whole batch.
/// </summary>
public sealed class ObservationBatch
{
    private readonly Block[] sets;
    private readonly Block[] edges;
    private readonly Growable<int>[] from;
    private readonly Growable<int>[] to;
    private readonly Block candidates;
    private readonly Growable<int> candidateRows = new();
    private readonly Growable<bool> legal = new();
    private readonly Growable<float> globals = new();

    /// <summary>An empty batch.</summary>
    public ObservationBatch(Schema schema)
    {
        Schema = schema;
        sets = [.. schema.Sets.Select(s => new Block(s.Features))];
        edges = [.. schema.Edges.Select(e => new Block(e.Features))];
        from = [.. schema.Edges.Select(_ => new Growable<int>())];
        to = [.. schema.Edges.Select(_ => new Growable<int>())];
        candidates = new(schema.CandidateFeatures);
    }

    /// <summary>What the decisions look like.</summary>
    public Schema Schema { get; }

    /// <summary>Number of decisions.</summary>
    public int Count => candidates.Decisions;

    /// <summary>Features of each decision as a whole, one after another.</summary>
    public ReadOnlySpan<float> Globals => globals.Span;

    /// <summary>Features of all candidates.</summary>
    public ReadOnlySpan<float> Candidates => candidates.Data;

    /// <summary>Where each decision's candidates begin, and the total at the end.</summary>
    public ReadOnlySpan<int> CandidateOffsets => candidates.Offsets;

    /// <summary>The row of the candidate set each candidate points at, through the whole batch; -1 for none.</summary>
    public ReadOnlySpan<int> CandidateRows => candidateRows.Span;

    /// <summary>Which candidates may be chosen.</summary>
    public ReadOnlySpan<bool> Legal => legal.Span;

    /// <summary>Features of a set's rows.</summary>
    public ReadOnlySpan<float> Set(int set) => sets[set].Data;

    /// <summary>Where each decision's rows of a set begin, and the total at the end.</summary>
    public ReadOnlySpan<int> SetOffsets(int set) => sets[set].Offsets;

    /// <summary>Features of the edges of a kind.</summary>
    public ReadOnlySpan<float> Edges(int kind) => edges[kind].Data;

    /// <summary>Rows the edges of a kind start at.</summary>
    public ReadOnlySpan<int> From(int kind) => from[kind].Span;

    /// <summary>Rows the edges of a kind end at.</summary>
    public ReadOnlySpan<int> To(int kind) => to[kind].Span;

    /// <summary>Empties it.</summary>
    public void Clear()
    {
        foreach (var block in sets.Concat(edges).Append(candidates)) block.Clear();
        foreach (var ends in from.Concat(to).Append(candidateRows)) ends.Clear();
        legal.Clear();
        globals.Clear();
    }

    /// <summary>Appends a decision.</summary>
    public void Add(Observation decision)
    {
        for (var e = 0; e < edges.Length; e++)
        {
            Shift(decision.From(e), Schema.EdgeFrom[e], 0, from[e]);
            Shift(decision.To(e), Schema.EdgeTo[e], 0, to[e]);
            edges[e].Add(decision.Edges(e), decision.From(e).Length);
        }
        Shift(decision.CandidateRows, Schema.CandidateSet, 0, candidateRows);
        for (var s = 0; s < sets.Length; s++) sets[s].Add(decision.Set(s), decision.Rows(s));
        candidates.Add(decision.Candidates, decision.CandidateCount);
        legal.AddRange(decision.Legal);
        globals.AddRange(decision.Globals);
    }

    /// <summary>Appends a decision of another batch of the same schema.</summary>
    public void Add(ObservationBatch other, int decision)
    {
        for (var e = 0; e < edges.Length; e++)
        {
            var (first, end) = other.edges[e].Range(decision);
            Shift(other.From(e)[first..end], Schema.EdgeFrom[e], other.FirstRow(Schema.EdgeFrom[e], decision), from[e]);
            Shift(other.To(e)[first..end], Schema.EdgeTo[e], other.FirstRow(Schema.EdgeTo[e], decision), to[e]);
            edges[e].Add(other.edges[e].Slice(decision), end - first);
        }
        var (low, high) = other.candidates.Range(decision);
        Shift(other.CandidateRows[low..high], Schema.CandidateSet, other.FirstRow(Schema.CandidateSet, decision), candidateRows);
        for (var s = 0; s < sets.Length; s++)
        {
            var (first, end) = other.sets[s].Range(decision);
            sets[s].Add(other.sets[s].Slice(decision), end - first);
        }
        candidates.Add(other.candidates.Slice(decision), high - low);
        legal.AddRange(other.Legal[low..high]);
        globals.AddRange(other.Globals.Slice(decision * Schema.Globals, Schema.Globals));
    }

    /// <summary>Bytes of all its numbers, about: what a cap on memory counts.</summary>
    public long Bytes =>
        sizeof(float) * (sets.Concat(edges).Append(candidates).Sum(b => (long)b.Data.Length) + globals.Count + (2L * from.Sum(f => f.Count)) + candidateRows.Count) + legal.Count;

    private int FirstRow(int set, int decision) => set < 0 ? 0 : sets[set].Offsets[decision];

    private void Shift(ReadOnlySpan<int> rows, int set, int origin, Growable<int> into)
    {
        var shift = set < 0 ? 0 : sets[set].Rows - origin;
        var added = into.Append(rows.Length);
        for (var i = 0; i < rows.Length; i++) added[i] = rows[i] < 0 ? -1 : rows[i] + shift;
    }

    /// <summary>Rows of numbers, some for each decision.</summary>
    private sealed class Block
    {
        private readonly int width;
        private readonly Growable<float> data = new();
        private readonly Growable<int> offsets = new();

        public Block(int width)
        {
            this.width = width;
            offsets.Add(0);
        }

        public int Decisions => offsets.Count - 1;

        public int Rows => offsets.Span[^1];

        public ReadOnlySpan<float> Data => data.Span;

        public ReadOnlySpan<int> Offsets => offsets.Span;

        public (int First, int End) Range(int decision) => (offsets.Span[decision], offsets.Span[decision + 1]);

        public ReadOnlySpan<float> Slice(int decision)
        {
            var (first, end) = Range(decision);
            return data.Span[(first * width)..(end * width)];
        }

        public void Add(ReadOnlySpan<float> rows, int count)
        {
            data.AddRange(rows);
            offsets.Add(Rows + count);
        }

        public void Clear()
        {
            data.Clear();
            offsets.Clear();
            offsets.Add(0);
        }
    }
}
