using System.Globalization;
using Rota.Formats;

namespace Rota.Cluster.Sharing.Formats;

/// <summary>Gathers the rows of a file into jobs: rows of one user and name are stages of one job.</summary>
internal sealed class PoolBuilder(TextInput input)
{
    /// <summary>Most core-seconds of a stage, as in the table of jobs.</summary>
    public const double MostWork = 1e12;

    private readonly List<Rows> order = [];
    private readonly Dictionary<(string User, string Id), Rows> jobs = [];
    private readonly Dictionary<string, double> weights = new(StringComparer.Ordinal);
    private readonly List<string> notes = [];

    public void Note(string note) => notes.Add(note);

    /// <summary>The weight of a user; false when another was given before.</summary>
    public bool Weigh(string user, double weight) => weights.TryAdd(user, weight) || weights[user] == weight;

    /// <summary>The weight that was given before.</summary>
    public double WeightOf(string user) => weights[user];

    /// <summary>Adds a stage; returns the job's submission as its first row has it.</summary>
    public double Add(string user, string id, double submit, PoolStage stage, double? total = null, string kind = "")
    {
        if (!jobs.TryGetValue((user, id), out var rows))
        {
            jobs.Add((user, id), rows = new(user, id, submit, kind) { Total = total });
            order.Add(rows);
        }
        rows.Stages.Add(stage);
        return rows.Submit;
    }

    public PoolWorkload Build(double origin = 0)
    {
        if (order.Count == 0) throw new InputException(input.Name, "has no jobs");
        var sorted = order.OrderBy(rows => rows.Submit).ToList();
        if (!sorted.SequenceEqual(order)) notes.Add("jobs do not stand in order of submission and were sorted");
        var off = sorted.Where(rows => rows.Total is { } total && Math.Abs(total - rows.Work) > 0.01 * Math.Max(total, rows.Work)).ToList();
        if (off.Count > 0)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{off.Count} groups have another total than the sum of their stages, which counts: group '{off[0].Id}' {off[0].Total:0.###} against {off[0].Work:0.###}"));
        try
        {
            return new(input.Name, sorted.Select(rows => new PoolJob(rows.User, rows.Id, rows.Submit - origin, [.. rows.Stages]) { Kind = rows.Kind }), weights) { Notes = [.. notes] };
        }
        catch (RotaException fault) when (fault is not InputException)
        {
            throw new InputException(input.Name, fault.Message);
        }
    }

    private sealed record Rows(string User, string Id, double Submit, string Kind)
    {
        public double? Total { get; init; }

        public List<PoolStage> Stages { get; } = [];

        public double Work => Stages.Sum(stage => stage.Work);
    }
}
