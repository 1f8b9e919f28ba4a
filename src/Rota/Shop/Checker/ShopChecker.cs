using System.Collections.Immutable;
using Rota.Solving;

namespace Rota.Shop;

/// <summary>
/// The independent referee of shop schedules: completeness, modes, releases, precedence, one operation at a time on a machine, and the
/// objective measured anew. Intervals are half-open; an operation of zero duration occupies nothing. Shares no code with any solver.
/// </summary>
public sealed class ShopChecker : IReferee<ShopProblem, ShopSchedule>
{
    private const int MostViolations = 100;

    /// <summary>The checker; it has no state.</summary>
    public static readonly ShopChecker Instance = new();

    /// <inheritdoc/>
    public Verdict Check(ShopProblem problem, ShopSchedule answer)
    {
        var violations = ImmutableArray.CreateBuilder<string>();
        if (answer.Starts.Length != problem.OperationCount || answer.Modes.Length != problem.OperationCount)
        {
            violations.Add(
                $"the answer has {answer.Starts.Length} starts and {answer.Modes.Length} modes, expected {problem.OperationCount} of each");
            return new Verdict(0, violations.ToImmutable());
        }
        var onMachine = new List<(long Start, long End, int Job, int Step)>[problem.MachineCount];
        for (var m = 0; m < onMachine.Length; m++) onMachine[m] = [];
        long objective = 0;
        for (var j = 0; j < problem.Jobs.Length; j++)
        {
            var completion = CheckJob(problem, answer, j, onMachine, violations);
            objective = Accumulate(problem, problem.Jobs[j], completion, objective);
        }
        for (var m = 0; m < onMachine.Length; m++) CheckMachine(m, onMachine[m], violations);
        return new Verdict(objective, violations.ToImmutable());
    }

    private static long CheckJob(
        ShopProblem problem,
        ShopSchedule answer,
        int j,
        List<(long Start, long End, int Job, int Step)>[] onMachine,
        ImmutableArray<string>.Builder violations)
    {
        var job = problem.Jobs[j];
        var earliest = job.Release;
        for (var k = 0; k < job.Operations.Length; k++)
        {
            var id = problem.FirstOperation[j] + k;
            var modes = job.Operations[k].Modes;
            if ((uint)answer.Modes[id] >= (uint)modes.Length)
            {
                Add(violations, $"operation {k} of {job.Name} has mode {answer.Modes[id]}, expected 0 to {modes.Length - 1}");
                continue;
            }
            var mode = modes[answer.Modes[id]];
            var start = answer.Starts[id];
            if (start < earliest)
            {
                Add(violations, k == 0
                    ? $"{job.Name} starts at {start}, before its release {earliest}"
                    : $"operation {k} of {job.Name} starts at {start}, before operation {k - 1} ends at {earliest}");
            }
            earliest = start + mode.Duration;
            onMachine[mode.Machine].Add((start, earliest, j, k));
        }
        return earliest;
    }

    private static void CheckMachine(
        int machine, List<(long Start, long End, int Job, int Step)> blocks, ImmutableArray<string>.Builder violations)
    {
        blocks.Sort();
        (long Start, long End, int Job, int Step)? before = null;
        foreach (var block in blocks)
        {
            if (block.End == block.Start) continue;
            if (before is { } other && other.End > block.Start)
            {
                Add(violations,
                    $"machine {machine} runs operation {other.Step} of job {other.Job} during [{other.Start}, {other.End}) and operation {block.Step} of job {block.Job} during [{block.Start}, {block.End})");
            }
            if (before is null || block.End > before.Value.End) before = block;
        }
    }

    private static long Accumulate(ShopProblem problem, ShopJob job, long completion, long objective) => problem.Objective switch
    {
        ShopObjective.Makespan => Math.Max(objective, job.Operations.IsEmpty ? 0 : completion),
        ShopObjective.TotalFlow => objective + completion - job.Release,
        ShopObjective.TotalTardiness => objective + Tardiness(job, completion),
        ShopObjective.TotalWeightedTardiness => objective + (job.Weight * Tardiness(job, completion)),
        _ => throw new InvalidOperationException($"no such objective: {problem.Objective}"),
    };

    private static long Tardiness(ShopJob job, long completion) => job.Due is { } due ? Math.Max(0, completion - due) : 0;

    private static void Add(ImmutableArray<string>.Builder violations, string violation)
    {
        if (violations.Count < MostViolations) violations.Add(violation);
    }
}
