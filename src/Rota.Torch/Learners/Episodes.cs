using Rota.Learning;
using Rota.Learning.Rollouts;
using Rota.Randomness;

namespace Rota.Torch.Learners;

/// <summary>Whole episodes of given cases.</summary>
internal static class Episodes
{
    /// <summary>Plays every case some times; the same bytes with any number of threads.</summary>
    public static (double Cost, Rollout Episode)[][] Play(
        LearnerContext context, IPolicy policy, ulong[] cases, int samples, RandomStream random, CancellationToken cancellation)
    {
        var played = new (double, Rollout)[cases.Length][];
        var options = new ParallelOptions { MaxDegreeOfParallelism = context.Threads, CancellationToken = cancellation };
        Parallel.For(0, cases.Length, options, () => (Environment: context.Create(), Policy: policy.ForThread()), (i, _, own) =>
        {
            played[i] = [.. Enumerable.Range(0, samples).Select(k => One(own.Environment, own.Policy, cases[i], random.Split(i).Split(k), cancellation))];
            return own;
        }, _ => { });
        return played;
    }

    /// <summary>Drives a policy through cases, one after another, and shows a share of the decisions with a choice to whoever looks at them on the way.</summary>
    /// <param name="context">Makes the environment.</param>
    /// <param name="policy">Drives.</param>
    /// <param name="random">A stream a case comes from it.</param>
    /// <param name="cases">How many.</param>
    /// <param name="share">Share of the decisions that are shown.</param>
    /// <param name="temperature">Of the driver's choices.</param>
    /// <param name="look">Sees the environment at its decision, what a policy sees of it, and the case's chance.</param>
    /// <param name="cancellation">Stops between decisions.</param>
    /// <returns>The mean cost.</returns>
    public static double Along(
        LearnerContext context, IPolicy policy, RandomStream random, int cases, double share, double temperature, Action<IEnvironment, Observation, RandomStream> look, CancellationToken cancellation)
    {
        var environment = context.Create();
        var observation = new Observation(environment.Schema);
        var mean = 0.0;
        for (var i = 0; i < cases; i++)
        {
            var chance = random.Split(i);
            environment.Reset(chance.NextBits());
            while (environment.CandidateCount > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                observation.Capture(environment);
                if (observation.CandidateCount > 1 && chance.NextDouble() < share) look(environment, observation, chance);
                if (environment.Step(policy.Choose(new(environment, observation), chance, temperature).Candidate).IsOver) break;
            }
            mean += environment.Cost / cases;
        }
        return mean;
    }

    private static (double, Rollout) One(IEnvironment environment, IPolicy policy, ulong seed, RandomStream random, CancellationToken cancellation)
    {
        var rollout = new Rollout(environment.Schema);
        var observation = new Observation(environment.Schema);
        environment.Reset(seed);
        for (var step = 0; environment.CandidateCount > 0; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            observation.Capture(environment);
            var choice = policy.Choose(new(environment, observation), random.Split(step), 1);
            var result = environment.Step(choice.Candidate);
            rollout.Add(observation, choice, result, result.IsOver);
            if (result.IsOver) break;
        }
        return (environment.Cost, rollout);
    }
}
