using System.Collections.Immutable;
using Rota.Solving;

namespace Rota.Shop;

/// <summary>
/// The referee of the shop. Checks completeness, modes, releases, the order of a job's operations and that no machine runs two operations at
/// once, and measures the objective anew. An empty block [s, s) occupies nothing and overlaps nothing. Shares no code with any solver.
/// </summary>
public sealed class ShopChecker : IReferee<ShopProblem, ShopSchedule>
{
    private ShopChecker() { }

    /// <summary>The one referee; it has no state.</summary>
    public static ShopChecker Instance { get; } = new();

    /// <inheritdoc/>
    /// <remarks>
    /// A job without operations is complete at its release. When the answer's shape is wrong (operations missing, a mode that does not exist) there
    /// is nothing to measure and the objective is <see cref="long.MaxValue"/>; an objective beyond 64 bits is reported as that, too.
    /// </remarks>
    public Verdict Check(ShopProblem problem, ShopSchedule answer)
    {
        var violations = ImmutableArray.CreateBuilder<string>();
        CheckShape(problem, answer, violations);
        if (violations.Count > 0) return new(long.MaxValue, violations.DrainToImmutable());

        var completions = CheckJobs(problem, answer, violations);
        CheckMachines(problem, answer, violations);
        var objective = Measure(problem, completions);
        return new(objective > long.MaxValue ? long.MaxValue : (long)objective, violations.DrainToImmutable());
    }

    private static void CheckShape(ShopProblem problem, ShopSchedule answer, ImmutableArray<string>.Builder violations)
    {
        var expected = problem.OperationCount;
        var starts = answer.Starts.IsDefault ? 0 : answer.Starts.Length;
        var modes = answer.Modes.IsDefault ? 0 : answer.Modes.Length;
        if (starts != expected) violations.Add($"the schedule has {starts} starts, expected one for each of {expected} operations");
        if (modes != expected) violations.Add($"the schedule has {modes} modes, expected one for each of {expected} operations");
        if (violations.Count > 0) return;

        var id = 0;
        foreach (var job in problem.Jobs)
            for (var k = 0; k < job.Operations.Length; k++, id++)
            {
                var choices = job.Operations[k].Modes.Length;
                if ((uint)answer.Modes[id] >= (uint)choices)
                    violations.Add($"job {job.Name} operation {k} runs in mode {answer.Modes[id]}, expected 0 to {choices - 1}");
            }
    }

    private static Int128[] CheckJobs(ShopProblem problem, ShopSchedule answer, ImmutableArray<string>.Builder violations)
    {
        var completions = new Int128[problem.Jobs.Length];
        var id = 0;
        for (var j = 0; j < problem.Jobs.Length; j++)
        {
            var job = problem.Jobs[j];
            Int128 ready = job.Release;
            for (var k = 0; k < job.Operations.Length; k++, id++)
            {
                var start = answer.Starts[id];
                if (start < job.Release)
                    violations.Add($"job {job.Name} operation {k} starts at {start}, before the job's release at {job.Release}");
                else if (start < ready)
                    violations.Add($"job {job.Name} operation {k} starts at {start}, before operation {k - 1} ends at {ready}");
                ready = Int128.Max(ready, (Int128)start + job.Operations[k].Modes[answer.Modes[id]].Duration);
            }
            completions[j] = ready;
        }
        return completions;
    }

    private static void CheckMachines(ShopProblem problem, ShopSchedule answer, ImmutableArray<string>.Builder violations)
    {
        var lanes = new List<Use>[problem.MachineCount];
        for (var m = 0; m < lanes.Length; m++) lanes[m] = [];
        var id = 0;
        for (var j = 0; j < problem.Jobs.Length; j++)
            for (var k = 0; k < problem.Jobs[j].Operations.Length; k++, id++)
            {
                var mode = problem.Jobs[j].Operations[k].Modes[answer.Modes[id]];
                if (mode.Duration > 0) lanes[mode.Machine].Add(new(answer.Starts[id], (Int128)answer.Starts[id] + mode.Duration, j, k));
            }

        for (var m = 0; m < lanes.Length; m++)
        {
            lanes[m].Sort(static (a, b) => a.Start.CompareTo(b.Start));
            for (var i = 1; i < lanes[m].Count; i++)
            {
                var (before, after) = (lanes[m][i - 1], lanes[m][i]);
                if (after.Start < before.End)
                    violations.Add($"machine {m} runs {Describe(problem, before)} and {Describe(problem, after)} at once");
                // The one that ends last is the one the next may clash with.
                if (before.End > after.End) lanes[m][i] = before;
            }
        }
    }

    private static Int128 Measure(ShopProblem problem, Int128[] completions)
    {
        Int128 sum = 0;
        for (var j = 0; j < completions.Length; j++)
        {
            var job = problem.Jobs[j];
            var tardiness = job.Due is { } due ? Int128.Max(0, completions[j] - due) : 0;
            sum = problem.Objective switch
            {
                ShopObjective.Makespan => Int128.Max(sum, completions[j]),
                ShopObjective.TotalFlow => sum + completions[j] - job.Release,
                ShopObjective.TotalTardiness => sum + tardiness,
                ShopObjective.TotalWeightedTardiness => sum + (job.Weight * tardiness),
                _ => throw new InvalidOperationException($"no measure for objective {problem.Objective}"),
            };
        }
        return sum;
    }

    private static string Describe(ShopProblem problem, Use use) =>
        $"job {problem.Jobs[use.Job].Name} operation {use.Operation} [{use.Start}, {use.End})";

    private readonly record struct Use(long Start, Int128 End, int Job, int Operation);
}
