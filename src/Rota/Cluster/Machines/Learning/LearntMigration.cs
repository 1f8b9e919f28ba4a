using Rota.Learning.Networks;
using Rota.Randomness;
using Rota.Solving;

namespace Rota.Cluster.Machines.Learning;

/// <summary>
/// The learnt policy of two stages with risk-seeking evaluation: it plays many trajectories in simulation and the best moment of the best is the plan. The first trajectory is greedy, the
/// others are drawn above the source's thresholds. Ding et al., EuroSys 2025. A thread a worker; at its limits it stops with the best so far.
/// </summary>
/// <param name="resumes">True to play every second trajectory on from somewhere in the best plan so far, which the source does not do.</param>
/// <param name="network">The policy; null for the one that comes with the library.</param>
/// <param name="most">Most trajectories; null for as many as time allows.</param>
/// <param name="share">Share of the time left that it takes. Default all.</param>
public sealed class LearntMigration(bool resumes = false, PolicyNetwork? network = null, int? most = null, double share = 1) : ISolver<MachineProblem, MigrationPlan>
{
    /// <summary>Trajectories of one worker when nothing else ends the run.</summary>
    private const int MostAlone = 2000;

    /// <inheritdoc/>
    public string Name => resumes ? "vmr2l-resumed" : "vmr2l";

    /// <inheritdoc/>
    public string Description => resumes
        ? "the learnt policy, whose trajectories also go on from parts of the best plan so far"
        : "the learnt policy of two stages, VM and then place: the best of many trajectories";

    /// <inheritdoc/>
    public void Improve(MachineProblem problem, Run<MigrationPlan> run)
    {
        var player = new ReschedulePlayer(problem, network?.ForThread() ?? MachineModels.Rescheduling);
        run.Offer(MigrationPlan.Empty, player.Fragments, Name);
        var streams = new RandomStream(run.Seed).Split(Name);
        var until = run.Remaining is { } left && share < 1 ? run.Elapsed + (left * share) : TimeSpan.MaxValue;
        var walkers = Enumerable.Range(0, run.Workers).Select(i => new Walker(this, streams.Split(i), i, until)).ToArray();
        if (walkers.Length == 1) walkers[0].Improve(problem, run);
        else new SideBySide<MachineProblem, MigrationPlan>(Name, Description, walkers).Improve(problem, run);
    }

    private void Walk(MachineProblem problem, Run<MigrationPlan> run, RandomStream random, int worker, TimeSpan until)
    {
        var player = new ReschedulePlayer(problem, network?.ForThread() ?? MachineModels.Rescheduling);
        var count = most is { } all ? (all + run.Workers - 1 - worker) / run.Workers : MostAlone;
        for (var trajectory = 0; trajectory < count && !run.ShouldStop && run.Elapsed < until; trajectory++)
        {
            var own = random.Split(trajectory);
            var first = worker == 0 && trajectory == 0;
            if (resumes && trajectory % 2 == 1 && run.Best is { Answer.Steps: { Length: > 0 } steps }) player.Reset(steps.AsSpan(0, own.Next(steps.Length)));
            else player.Reset();
            while (player.Step(own, first ? 0 : 1))
            {
                if (player.Fragments < run.Objective) run.Offer(player.Plan, player.Fragments, Name);
                if (run.ShouldStop || run.Elapsed >= until) return;
            }
        }
    }

    private sealed class Walker(LearntMigration outside, RandomStream random, int number, TimeSpan until) : ISolver<MachineProblem, MigrationPlan>
    {
        public string Name => outside.Name;

        public string Description => outside.Description;

        public void Improve(MachineProblem problem, Run<MigrationPlan> run) => outside.Walk(problem, run, random, number, until);
    }
}
