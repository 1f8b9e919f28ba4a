using System.Collections.Immutable;

namespace Rota.Studies.Projects;

/// <summary>What <see cref="ProjectsBenchmark"/> runs.</summary>
public sealed record ProjectsBenchmarkOptions
{
    /// <summary>Sets by name, of <see cref="ProjectSets.All"/>. Default: the single-mode sets of PSPLIB.</summary>
    public ImmutableArray<string> Sets { get; init; } = ["j30", "j60", "j120"];

    /// <summary>Solvers by name. The first is the one the targets speak of; the others are what it is compared with.</summary>
    public ImmutableArray<string> Solvers { get; init; } = ["portfolio", "cp-sat-cold"];

    /// <summary>Wall time of each run, above 0. Default 60 s.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Threads of each run, at least 1. CP-SAT runs eight workers on them whatever this says.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Instances of each set, spread evenly over it; null takes all.</summary>
    public int? PerSet { get; init; }

    /// <summary>Seed of every run.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// Measures time by the processor time of this program divided by the threads, instead of by the wall: what a quiet machine would give, on a busy one. Runs take as long as they
    /// take. Solvers that keep more threads busy than <see cref="Workers"/> are charged for all of them.
    /// </summary>
    public bool ProcessorTime { get; init; }

    /// <summary>True to print the tables of priority rules and of sampling and genetic search by number of schedules, too.</summary>
    public bool Rules { get; init; } = true;

    /// <summary>File to which each result is added at once; results it already holds are not measured again. Null keeps nothing.</summary>
    public string? Results { get; init; }

    /// <summary>The short mode: 12 instances a set, 5 s each.</summary>
    public static ProjectsBenchmarkOptions Short { get; } = new() { Time = TimeSpan.FromSeconds(5), PerSet = 12 };
}
