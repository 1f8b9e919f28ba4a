using System.Collections.Immutable;

namespace Rota.Cluster.Sharing;

/// <summary>Jobs of several users for one pool of cores, validated when made.</summary>
public sealed class PoolWorkload
{
    /// <summary>A workload.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="jobs">In order of submission; of equal times the earlier goes first.</param>
    /// <param name="weights">Users' weights where they are not 1.</param>
    /// <exception cref="RotaException">No job, a figure out of range, or a stage or job that waits for a later one.</exception>
    public PoolWorkload(string name, IEnumerable<PoolJob> jobs, IEnumerable<KeyValuePair<string, double>>? weights = null)
    {
        Name = name;
        Jobs = [.. jobs];
        Weights = weights?.ToImmutableDictionary(StringComparer.Ordinal) ?? ImmutableDictionary<string, double>.Empty;
        if (Jobs.IsEmpty) throw new RotaException($"{name} has no jobs");
        Users = [.. Jobs.Select(job => job.User).Distinct(StringComparer.Ordinal)];
        foreach (var (user, weight) in Weights)
            if (!(weight > 0 && double.IsFinite(weight))) throw new RotaException($"weight {weight} of user '{user}', expected a number greater than 0");
        for (var j = 0; j < Jobs.Length; j++) Check(Jobs[j], j);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The jobs.</summary>
    public ImmutableArray<PoolJob> Jobs { get; }

    /// <summary>The users, in the order of their first jobs.</summary>
    public ImmutableArray<string> Users { get; }

    /// <summary>Weights where they are not 1.</summary>
    public ImmutableDictionary<string, double> Weights { get; }

    /// <summary>What a reader changed or doubted.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>Core-seconds of all jobs.</summary>
    public double Work => Jobs.Sum(job => job.Work);

    /// <summary>A user's weight.</summary>
    public double WeightOf(string user) => Weights.GetValueOrDefault(user, 1);

    private static void Check(PoolJob job, int place)
    {
        if (!(job.Submit >= 0 && double.IsFinite(job.Submit))) throw new RotaException($"job '{job.Id}': submit {job.Submit}, expected at least 0 s");
        if (job.Stages.IsDefaultOrEmpty) throw new RotaException($"job '{job.Id}' has no stages");
        if (job.Follows is { } follows && (follows < 0 || follows >= place)) throw new RotaException($"job '{job.Id}' follows job {follows}, expected an earlier one");
        for (var s = 0; s < job.Stages.Length; s++)
        {
            var stage = job.Stages[s];
            if (!(stage.Work >= 0 && double.IsFinite(stage.Work))) throw new RotaException($"job '{job.Id}', stage {s}: work {stage.Work}, expected at least 0 core-seconds");
            if (stage.Tasks is < 1 or > 1_000_000) throw new RotaException($"job '{job.Id}', stage {s}: {stage.Tasks} tasks, expected 1 to 1000000");
            foreach (var before in stage.After)
                if (before < 0 || before >= s) throw new RotaException($"job '{job.Id}', stage {s} comes after stage {before}, expected an earlier one");
        }
    }
}
