using System.Collections.Immutable;
using Rota.Learning.Rollouts;
using Rota.Randomness;

namespace Rota.Learning;

/// <summary>Plays policies on given seeds: the same seed is the same case for every policy, so that they can be compared in pairs.</summary>
public static class Evaluator
{
    /// <summary>Plays a policy on every seed.</summary>
    /// <param name="create">Makes an environment; called once a thread.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="seeds">The cases.</param>
    /// <param name="mode">How it is played. A policy that uses no chance is played once whatever the mode says.</param>
    /// <param name="clock">For the time it took.</param>
    /// <param name="threads">Threads, at least 1; the costs do not depend on it.</param>
    /// <param name="cancellation">Stops between decisions.</param>
    public static EvaluationResult Run(
        Func<IEnvironment> create, IPolicy policy, ReadOnlySpan<ulong> seeds, EvaluationMode mode, TimeProvider clock, int threads = 1,
        CancellationToken cancellation = default)
    {
        var began = clock.GetTimestamp();
        var cases = seeds.ToArray();
        var costs = new double[cases.Length];
        var samples = policy.UsesChance ? mode.Samples : 1;
        long decisions = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Parallel.For(0, cases.Length, options, () => new Player(create(), policy.ForThread()), (i, _, player) =>
        {
            costs[i] = double.PositiveInfinity;
            for (var sample = 0; sample < samples; sample++)
                costs[i] = Math.Min(costs[i], player.Play(cases[i], sample, mode.Temperature(sample), cancellation));
            return player;
        }, player => Interlocked.Add(ref decisions, player.Decisions));
        return new(policy.Name, mode, ImmutableArray.Create(costs), decisions, clock.GetElapsedTime(began));
    }

    /// <summary>Numbered seeds of a set that training never draws from.</summary>
    public static ulong[] HeldOut(int count, ulong master = 1)
    {
        var random = new Seeds(master).For("held out");
        return [.. Enumerable.Range(0, count).Select(i => random.Split(i).NextBits())];
    }

    private sealed class Player(IEnvironment environment, IPolicy policy)
    {
        private readonly Observation observation = new(environment.Schema);

        public long Decisions { get; private set; }

        public double Play(ulong seed, int sample, double temperature, CancellationToken cancellation)
        {
            var random = new RandomStream(seed).Split("evaluation").Split(sample);
            environment.Reset(seed);
            for (var step = 0; environment.CandidateCount > 0; step++)
            {
                cancellation.ThrowIfCancellationRequested();
                if (policy.NeedsObservation) observation.Capture(environment);
                var choice = policy.Choose(new(environment, observation), random.Split(step), temperature);
                Decisions++;
                if (environment.Step(choice.Candidate).IsOver) break;
            }
            return environment.Cost;
        }
    }
}
