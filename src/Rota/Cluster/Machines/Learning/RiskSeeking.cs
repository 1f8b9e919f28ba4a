using Rota.Learning;
using Rota.Randomness;
using Rota.Solving;

namespace Rota.Cluster.Machines.Learning;

/// <summary>
/// Risk-seeking evaluation: a policy plays many trajectories in simulation, and the best of them is the plan. The first is greedy, the others are drawn. Ding et al., section on risk-seeking
/// evaluation.
/// </summary>
/// <param name="policy">The policy.</param>
/// <param name="temperature">Of the draws. Default 0.5, which stands for the source's thresholds on probabilities.</param>
/// <param name="most">Most trajectories; null for as many as time allows.</param>
/// <param name="name">What it is called.</param>
public sealed class RiskSeeking(IPolicy policy, double temperature = 0.5, int? most = null, string name = "learned") : ISolver<MachineProblem, MigrationPlan>
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string Description => "a learnt policy, VM first and then place: the best of many trajectories";

    /// <inheritdoc/>
    public void Improve(MachineProblem problem, Run<MigrationPlan> run)
    {
        var environment = new RescheduleEnvironment(_ => problem);
        environment.Reset(0);
        run.Offer(MigrationPlan.Empty, environment.Fragments, Name);
        var observation = new Observation(environment.Schema);
        var random = new RandomStream(run.Seed).Split("learned");
        var own = policy.ForThread();
        for (var trajectory = 0; !run.ShouldStop && (most is null || trajectory < most); trajectory++)
        {
            environment.Reset(0);
            while (environment.CandidateCount > 0 && !run.ShouldStop)
            {
                observation.Capture(environment);
                environment.Step(own.Choose(new(environment, observation), random, trajectory == 0 ? 0 : temperature).Candidate);
                // The best moment of a trajectory counts: a half-done pair of moves at the limit does no harm.
                if (environment.Fragments < run.Objective) run.Offer(environment.Plan, environment.Fragments, Name);
            }
        }
    }
}
