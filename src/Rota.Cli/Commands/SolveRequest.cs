using Rota.Cli.Planning;
using Rota.Solving;

namespace Rota.Cli.Commands;

/// <summary>What solve was asked.</summary>
internal sealed record SolveRequest(SourcedInstance Instance, string Solver, TimeSpan Time)
{
    public int Workers { get; init; } = 1;

    public ulong Seed { get; init; } = 1;

    public long? Target { get; init; }

    public TimeSpan? NoImprovement { get; init; }

    public Limit Limit
    {
        get
        {
            var limit = Limit.Time(Time);
            if (Target is { } target) limit |= Limit.Target(target);
            if (NoImprovement is { } patience) limit |= Limit.NoImprovement(patience);
            return limit;
        }
    }
}
