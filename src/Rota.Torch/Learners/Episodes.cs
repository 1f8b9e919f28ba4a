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
