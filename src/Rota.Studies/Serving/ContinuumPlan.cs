using System.Collections.Immutable;
using System.Globalization;
using Rota.Serving;
using Rota.Serving.Engine;
using Rota.Serving.Generators;
using Rota.Serving.Policies;

namespace Rota.Studies.Serving;

/// <summary>Which rehearsals the Continuum study makes at a scale.</summary>
internal static class ContinuumPlan
{
    /// <summary>The simplest hold behind our admission.</summary>
    public const string SimplestAdmitted = "pin-until-pressure, whole contexts";

    /// <summary>The ladder from plain vLLM to the paper's rule, then what else there is.</summary>
    public static readonly ImmutableArray<string> Ladder =
        ["vllm", "program-fcfs", "static-ttl", "continuum", "continuum-preview", "plas", "infercept", "pin-until-pressure", "resident-programs"];

    private static readonly string[] Four = ["vllm", "continuum", "pin-until-pressure", "resident-programs"];
    // As in the paper's own test, with host memory behind the cache.
    private static readonly string[] TurnPolicies = ["vllm+offload", "continuum+offload", "resident-programs+offload"];

    private static readonly string[] Offload = ["vllm+offload", "continuum-preview+offload", "continuum+offload", "pin-until-pressure+offload", "resident-programs+offload"];

    /// <summary>Seeds that our policy was not tuned on: those were 101 to 103.</summary>
    public static IReadOnlyList<ulong> Seeds(StudyScale scale) => [.. Enumerable.Range(21, scale switch { StudyScale.Smoke => 1, StudyScale.Short => 3, _ => 10 }).Select(i => (ulong)i)];

    /// <summary>All rehearsals.</summary>
    public static IReadOnlyList<ContinuumCell> Cells(StudyScale scale)
    {
        var cells = new List<ContinuumCell>();
        var smoke = scale == StudyScale.Smoke;
        foreach (var seed in Seeds(scale))
        {
            Add(cells, "W1", seed, Ladder, ContinuumWorkloads.A100, () => ContinuumWorkloads.Paper(seed, 0.04));
            cells.AddRange(Ablations().Select(policy => new ContinuumCell("W1", seed, policy, ContinuumWorkloads.A100, () => ContinuumWorkloads.Paper(seed, 0.04))));
            Add(cells, "W1 alone", seed, ["pin-until-pressure"], ContinuumWorkloads.A100, () => ContinuumWorkloads.Alone(ContinuumWorkloads.Paper(seed, 0.04)));
            if (!smoke) Add(cells, "W1", seed, Offload, ContinuumWorkloads.A100, () => ContinuumWorkloads.Paper(seed, 0.04));
            foreach (var share in smoke ? [0.15] : (double[])[0, 0.05, 0.15, 0.3])
                Add(cells, Name("W4", share), seed, Four, ContinuumWorkloads.A100, () => ContinuumWorkloads.Paper(seed, 0.03, share));
            foreach (var rate in smoke ? [3] : (double[])[3, 6, 10])
                Add(cells, Name("W3", rate), seed, ["vllm", "continuum-preview", "resident-programs"], ContinuumWorkloads.H100, () => ContinuumWorkloads.ShortContexts(seed, rate));
            foreach (var times in smoke ? [1, 5] : (int[])[1, 2, 3, 4, 5])
                Add(cells, Name("turns", times), seed, TurnPolicies, ContinuumWorkloads.A100, () => ContinuumWorkloads.Paper(seed, 0.04).MultiplyTurns(times));
            Add(cells, "W3 825K", seed, ["vllm", "continuum-preview"], ContinuumWorkloads.H200, () => ContinuumWorkloads.ShortContexts(seed, 3));
        }
        if (ContinuumWorkloads.Recorded() is { } recorded) AddRecorded(cells, recorded, scale);
        return cells;
    }

    /// <summary>A table's name: group and level.</summary>
    public static string Name(string group, double level) => string.Create(CultureInfo.InvariantCulture, $"{group}@{level}");

    /// <summary>What each part of our policy does alone: the paper's rule and the simplest one behind our admission.</summary>
    private static ServingPolicy[] Ablations() =>
    [
        ServingPolicies.Find("continuum") with { Name = "continuum, whole contexts", Admission = new WholeContext() },
        ServingPolicies.Find("pin-until-pressure") with { Name = SimplestAdmitted, Admission = new WholeContext() },
        ServingPolicies.Find("resident-programs") with { Name = "resident-programs, chunks", Admission = new BlocksAvailable() },
    ];

    private static void AddRecorded(List<ContinuumCell> cells, ServingTrace recorded, StudyScale scale)
    {
        var heldBack = recorded.Split(0.5).HeldBack;
        foreach (var rate in scale == StudyScale.Smoke ? [0.1] : (double[])[0.05, 0.1, 0.2])
        {
            if (scale != StudyScale.Smoke) Add(cells, Name("W2", rate), 1, [.. Ladder], ContinuumWorkloads.A100, () => ContinuumWorkloads.Played(recorded, 2, rate, 1));
            foreach (var seed in Seeds(scale))
                Add(cells, Name("W2 held back", rate), seed, Four, ContinuumWorkloads.A100, () => ContinuumWorkloads.Played(heldBack, 4, rate, seed));
        }
    }

    private static void Add(List<ContinuumCell> cells, string group, ulong seed, IEnumerable<string> policies, Func<ServingPolicy, InstanceSpec> engine, Func<ServingTrace> trace) =>
        cells.AddRange(policies.Select(name => new ContinuumCell(group, seed, ServingPolicies.Find(name), engine, trace)));
}
