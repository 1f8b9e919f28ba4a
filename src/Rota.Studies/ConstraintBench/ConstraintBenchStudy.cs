using System.Collections.Immutable;
using Rota.CpSat.Projects;
using Rota.Projects;
using Rota.Projects.ConstraintBench;

namespace Rota.Studies.ConstraintBench;

/// <summary>
/// R-ConstraintBench (arXiv 2508.15204): feasible schedules under precedence alone and under interacting constraints. Runs without a model; with one, its curves stand beside
/// the baselines', and its proposals go through the repair that makes a plan of any answer.
/// </summary>
public sealed class ConstraintBenchStudy : IStudy
{
    private static readonly ImmutableArray<int> SpecLevels = [5, 10, 20, 30, 40];

    // Measured with an independent prototype of this generator, 40 instances a cell.
    private static readonly (string Contender, double[] Shares)[] Prototype =
    [
        ("blind", [0, 0, 0, 0, 0]),
        ("fifo", [0.07, 0.15, 0.20, 0.30, 0.15]),
        ("edf", [0.62, 0.53, 0.45, 0.55, 0.35]),
        ("restarts", [1.00, 0.97, 0.97, 1.00, 1.00]),
    ];

    /// <inheritdoc/>
    public string Name => "r-constraintbench";

    /// <inheritdoc/>
    public string Paper => "R-ConstraintBench, arXiv 2508.15204";

    /// <inheritdoc/>
    public string Description => "feasible project plans from baselines, scripted models and --model ENDPOINT; plans repaired from any answer";

    /// <inheritdoc/>
    public StudyReport Run(StudyOptions options, TextWriter? progress = null, CancellationToken cancellation = default)
    {
        var (projects, levels) = options.Scale == StudyScale.Smoke ? (6, ImmutableArray.Create(5, 20, 40)) : (40, SpecLevels);
        var bench = new BenchOptions();
        var suite = new BenchSuite(bench, projects, levels);
        var claims = ImmutableArray.CreateBuilder<Claim>();
        var tables = new List<string>();
        using var record = options.Folder is { } folder ? new StreamWriter(Path.Combine(folder, Name + ".jsonl")) : null;
        try
        {
            progress?.WriteLine("baselines");
            var phase1 = Baselines(suite, BenchFamilies.None, cancellation);
            var phase2 = Baselines(suite, BenchFamilies.All, cancellation);
            Instances(suite, claims, cancellation);
            Parity(suite, phase1, phase2, claims);
            progress?.WriteLine("interaction");
            var half = new BenchSuite(bench, Math.Max(4, projects / 2), levels);
            foreach (var name in new[] { "fifo", "edf" })
            {
                var feasible = Interaction(half, BenchContender.Baselines.Single(contender => contender.Name == name), cancellation);
                tables.Add(BenchTables.Interaction(name, feasible));
                claims.Add(Claim.Below($"interaction-{name}", $"{name}: all families together are harder than the hardest of them alone", "feasible share", "share", feasible[BenchFamilies.All], feasible.Where(f => System.Numerics.BitOperations.IsPow2((uint)f.Key)).Min(f => f.Value)));
            }
            progress?.WriteLine("plans from scripted models");
            var plans = Plans(suite, options, progress, cancellation);
            foreach (var (model, made) in plans)
                claims.Add(Claim.AtLeast($"plan-{model}", $"plan with model, {model}: feasible whatever it answers", "feasible plans", "share", 1, made.Average(plan => plan.Schedule is null ? 0 : 1.0)));
            if (options.Model is { } asked)
            {
                progress?.WriteLine($"model {asked.Name}");
                var contender = BenchContender.Of(asked.Name, _ => asked, bench.Seed);
                phase1.Add(suite.Ask(contender, BenchFamilies.None, record, cancellation));
                phase2.Add(suite.Ask(contender, BenchFamilies.All, record, cancellation));
                var dressed = new BenchSuite(bench with { Dressed = true }, projects, levels).Ask(contender, BenchFamilies.All, record, cancellation);
                tables.Insert(0, BenchTables.Curves("Phase II as a data-centre migration", [dressed]));
                claims.Add(Claim.Above("model-edf", $"{asked.Name}: more feasible plans than one pass by deadline", "WAUC, phase II", "share", phase2[^1].Metrics.Wauc.Mean, Find(phase2, "edf").Metrics.Wauc.Mean));
                claims.Add(Claim.Above("model-restarts", $"{asked.Name}: more than 200 restarts, milliseconds of work", "WAUC, phase II", "share", phase2[^1].Metrics.Wauc.Mean, Find(phase2, "restarts").Metrics.Wauc.Mean));
            }
            tables.Insert(0, BenchTables.Curves("Phase II: downtime, windows, exclusive pairs", phase2));
            tables.Insert(0, BenchTables.Curves("Phase I: precedence and capacity", phase1));
            tables.Add(BenchTables.Planning(plans));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Claims not decided yet are left out.
        }
        return new(Name, Paper, options.Scale, claims.ToImmutable(), []) { Tables = [.. tables] };
    }

    private static List<BenchRun> Baselines(BenchSuite suite, BenchFamilies families, CancellationToken cancellation) =>
        [.. BenchContender.Baselines.Select(contender => suite.Ask(contender, families, null, cancellation))];

    private static BenchRun Find(List<BenchRun> runs, string name) => runs.Find(run => run.Contender == name)!;

    private static void Instances(BenchSuite suite, ImmutableArray<Claim>.Builder claims, CancellationToken cancellation)
    {
        var (all, sound) = (0, 0);
        foreach (var families in new[] { BenchFamilies.None, BenchFamilies.All })
            foreach (var instance in suite.Instances(families))
            {
                cancellation.ThrowIfCancellationRequested();
                all++;
                var feasible = ProjectChecker.Violations(instance.Problem, ProjectSchedule.FromStarts(instance.Witness.AsSpan())).IsEmpty;
                if (feasible && instance.Problem.Links.Length == instance.Level) sound++;
            }
        claims.Add(Claim.Reproduce("witness", "every instance: the witness is feasible and level k has k constraints", "sound instances", "share", 1, (double)sound / all));
    }

    private static void Parity(BenchSuite suite, List<BenchRun> phase1, List<BenchRun> phase2, ImmutableArray<Claim>.Builder claims)
    {
        claims.Add(Claim.Reproduce("cp-sat", "CP-SAT plans every instance of both phases", "feasible share", "share", 1, (Find(phase1, "cp-sat").Feasible + Find(phase2, "cp-sat").Feasible) / 2));
        claims.Add(Claim.Reproduce("greedy-1", "phase I: any serial scheme is feasible", "feasible share", "share", 1, Find(phase1, "fifo").Feasible));
        claims.Add(Claim.Reproduce("asap", "as early as precedence allows is never feasible in phase II", "feasible share", "share", 0, Find(phase2, "precedence").Feasible));
        // Two standard errors of the mean over the cells, ours and the prototype's 40 a cell.
        foreach (var (name, shares) in Prototype)
        {
            var expected = suite.Levels.Select(level => shares[SpecLevels.IndexOf(level)]).Average();
            var spread = Math.Sqrt(0.25 / (suite.Projects * suite.Levels.Length)) + Math.Sqrt(0.25 / (40 * suite.Levels.Length));
            claims.Add(Claim.Reproduce($"phase2-{name}", $"phase II, {name}: as in the prototype, mean over levels", "feasible share", "share", expected, Find(phase2, name).Feasible, 2 * spread));
        }
    }

    private static Dictionary<BenchFamilies, double> Interaction(BenchSuite suite, BenchContender contender, CancellationToken cancellation)
    {
        var feasible = new Dictionary<BenchFamilies, double>();
        for (var families = BenchFamilies.None; families <= BenchFamilies.All; families++) feasible[families] = suite.Ask(contender, families, null, cancellation).Feasible;
        return feasible;
    }

    private static List<(string Model, ImmutableArray<ModelPlan> Plans)> Plans(BenchSuite suite, StudyOptions options, TextWriter? progress, CancellationToken cancellation)
    {
        var planning = new ModelPlanOptions { Seed = 5 };
        // Repairs cost up to a second each: a third of the projects says enough.
        var some = suite.Instances(BenchFamilies.All).Where(instance => instance.Base % 3 == 0).ToList();
        var plans = new List<(string, ImmutableArray<ModelPlan>)>();
        foreach (var (name, _, make) in ScriptedPlanners.All)
        {
            progress?.WriteLine($"  {name}");
            plans.Add((name, [.. some.Select(instance => ModelPlanner.Plan(instance.Problem, make(instance), planning, cancellation))]));
        }
        if (options.Model is { } model)
            plans.Add((model.Name, [.. some.Select(instance => ModelPlanner.Plan(instance.Problem, model, planning with { Rounds = 3 }, cancellation))]));
        return plans;
    }
}
