using Rota.Cluster.Machines;
using Rota.Solving;

namespace Rota.Studies.Cluster.Machines;

/// <summary>What a solver made of a case.</summary>
/// <param name="Case">The case.</param>
/// <param name="Solver">The solver's name.</param>
/// <param name="Rate">Fragment rate of its plan, executable as it stands: the referee carried it out.</param>
/// <param name="Bound">Fragment rate that it proved no plan to be below; null for none.</param>
/// <param name="Moves">Migrations.</param>
/// <param name="Seconds">Processor seconds until it stopped.</param>
/// <param name="Wall">Wall seconds.</param>
internal sealed record MachineOutcome(SnapshotCase Case, string Solver, double Rate, double? Bound, int Moves, double Seconds, double Wall)
{
    /// <summary>Lets a solver work on a case, on one thread and for so many seconds of processor time.</summary>
    public static MachineOutcome Of(SnapshotCase the, ISolver<MachineProblem, MigrationPlan> solver, double seconds, CancellationToken cancellation, ulong seed = 1)
    {
        var began = TimeProvider.System.GetTimestamp();
        var run = new Run<MigrationPlan>(Limit.Time(TimeSpan.FromSeconds(seconds)), seed, 1, null, CpuClock.Instance, cancellation);
        var solution = solver.Solve(the.Problem, MachineChecker.Instance, run);
        double free = Math.Max(1, the.Problem.FreeCores);
        return new(
            the, solver.Name, solution.Objective!.Value / free, solution.Bound == long.MinValue ? null : Math.Max(0, solution.Bound / free), solution.Answer!.Steps.Length,
            solution.Elapsed.TotalSeconds, TimeProvider.System.GetElapsedTime(began).TotalSeconds);
    }

    /// <summary>True when its own bound shows the plan to be the best.</summary>
    public bool IsProved => Bound is { } bound && Rate <= bound + 1e-9;
}
