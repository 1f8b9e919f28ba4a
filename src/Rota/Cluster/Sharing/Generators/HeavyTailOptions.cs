namespace Rota.Cluster.Sharing.Generators;

/// <summary>What heavy-tailed workloads are drawn from.</summary>
public sealed record HeavyTailOptions
{
    /// <summary>Users, at least 1. A few of them send most of the jobs. Default 25.</summary>
    public int Users { get; init; } = 25;

    /// <summary>Jobs, at least 1. Default 120.</summary>
    public int Jobs { get; init; } = 120;

    /// <summary>Work over what the cores can do in <see cref="Seconds"/>, more than 0. Default 0.8.</summary>
    public double Load { get; init; } = 0.8;

    /// <summary>Length of the window in which jobs are submitted. Default 500.</summary>
    public double Seconds { get; init; } = 500;

    /// <summary>Cores. Default 32.</summary>
    public int Cores { get; init; } = 32;

    /// <summary>Deviation of the logarithm of a job's work within its kind, at least 0. Default 0.7.</summary>
    public double WithinKind { get; init; } = 0.7;

    /// <summary>Deviation of the logarithm of the median from kind to kind, at least 0. Default 1.5.</summary>
    public double BetweenKinds { get; init; } = 1.5;

    /// <summary>Kinds of jobs a user sends, at least 1. Default 2.</summary>
    public int Kinds { get; init; } = 2;

    /// <summary>Draws everything. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The options themselves when all are in range.</summary>
    /// <exception cref="RotaException">They are not.</exception>
    public HeavyTailOptions Validated()
    {
        if (Users is < 1 or > 100_000) throw new RotaException($"users {Users}, expected 1 to 100000");
        if (Jobs is < 1 or > 1_000_000) throw new RotaException($"jobs {Jobs}, expected 1 to 1000000");
        if (!(Load > 0 && Load <= 100)) throw new RotaException($"load {Load}, expected more than 0 and at most 100");
        if (!(Seconds > 0 && Seconds <= 1e9)) throw new RotaException($"seconds {Seconds}, expected more than 0 and at most 1e9");
        if (Cores is < 1 or > 100_000) throw new RotaException($"cores {Cores}, expected 1 to 100000");
        if (Kinds is < 1 or > 1000) throw new RotaException($"kinds {Kinds}, expected 1 to 1000");
        if (!(WithinKind >= 0 && BetweenKinds >= 0 && WithinKind + BetweenKinds <= 10)) throw new RotaException("deviations of work are at least 0 and at most 10 together");
        return this;
    }
}
