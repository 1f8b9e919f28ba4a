using System.Collections.Immutable;

namespace Rota.Studies.Shop.Blocking;

/// <summary>What <see cref="BlockingBenchmark"/> runs.</summary>
public sealed record BlockingBenchmarkOptions
{
    /// <summary>Solvers by name. The first is the one the target speaks of.</summary>
    public ImmutableArray<string> Solvers { get; init; } = ["portfolio", "iterated-greedy", "tabu", "rollout"];

    /// <summary>Time of each run, above 0. Default 30 s.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Threads of each run, at least 1. CP-SAT runs eight workers on them whatever this says.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Seed of every run.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Set of job shops beside the checkout: la, the default; abz, dmu, ft, orb, swv, ta, yn.</summary>
    public string Set { get; init; } = "la";

    /// <summary>Every so manieth shop of the set; 1 takes all.</summary>
    public int Every { get; init; } = 1;

    /// <summary>False for shops without swaps; then there is no best makespan known, and the table shows the gap to the best of the run.</summary>
    public bool Swap { get; init; } = true;

    /// <summary>Measures time by the processor time of this program divided by the threads, instead of by the wall: what a quiet machine would give, on a busy one.</summary>
    public bool ProcessorTime { get; init; }

    /// <summary>File to which each result is added at once; results it already holds are not measured again. Null keeps nothing.</summary>
    public string? Results { get; init; }
}
