namespace Rota.Learning.Rollouts;

/// <summary>
/// Runs many environments with one policy and keeps what happened. Every environment, episode and decision has randomness of its own and rollouts are
/// joined in the order of environments: with any number of threads the same bytes come out.
/// </summary>
public sealed class VectorRunner
{
    private readonly Worker[] workers;
    private readonly int threads;

    /// <summary>Prepares the environments; each starts its first episode.</summary>
    /// <param name="create">Makes environment i.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="seeds">The randomness.</param>
    /// <param name="threads">Threads, at least 1.</param>
    public VectorRunner(Func<int, IEnvironment> create, int count, Seeds seeds, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        this.threads = threads;
        workers = [.. Enumerable.Range(0, count).Select(i => new Worker(create(i), i, seeds))];
        Schema = workers[0].Schema;
    }

    /// <summary>What the environments' observations look like.</summary>
    public Schema Schema { get; }

    /// <summary>Where every environment stands.</summary>
    public IReadOnlyList<RunnerState> State => [.. workers.Select(worker => worker.State)];

    /// <summary>Puts every environment where it stood.</summary>
    /// <exception cref="RotaException">Another number of environments.</exception>
    public void Restore(IReadOnlyList<RunnerState> state)
    {
        if (state.Count != workers.Length) throw new RotaException($"the checkpoint has {state.Count} environments, this training {workers.Length}");
        for (var i = 0; i < workers.Length; i++) workers[i].Restore(state[i]);
    }

    /// <summary>So many decisions of every environment, episode after episode; the last segment is cut and bootstrapped.</summary>
    public void Steps(IPolicy policy, int steps, Rollout into, double temperature = 1, CancellationToken cancellation = default) =>
        Collect(policy, into, (worker, own) => worker.Steps(own, steps, temperature, cancellation), cancellation);

    /// <summary>So many whole episodes of every environment; one that is under way is begun anew.</summary>
    public void Episodes(IPolicy policy, int episodes, Rollout into, double temperature = 1, CancellationToken cancellation = default) =>
        Collect(policy, into, (worker, own) => worker.Episodes(own, episodes, temperature, cancellation), cancellation);

    private void Collect(IPolicy policy, Rollout into, Action<Worker, IPolicy> work, CancellationToken cancellation)
    {
        if (threads == 1 || workers.Length == 1)
        {
            foreach (var worker in workers) work(worker, policy);
        }
        else
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
            Parallel.ForEach(workers, options, policy.ForThread, (worker, _, own) => { work(worker, own); return own; }, _ => { });
        }
        foreach (var worker in workers) into.Add(worker.Rollout);
    }

    private sealed class Worker
    {
        private const int Patience = 1000;

        private readonly IEnvironment environment;
        private readonly int index;
        private readonly Seeds seeds;
        private readonly Observation observation;
        private readonly Observation after;
        private readonly List<int> choices = [];
        private long episode;
        private double sum;

        public Worker(IEnvironment environment, int index, Seeds seeds)
        {
            (this.environment, this.index, this.seeds) = (environment, index, seeds);
            observation = new(environment.Schema);
            after = new(environment.Schema);
            Rollout = new(environment.Schema);
            Begin();
        }

        public Schema Schema => environment.Schema;

        public Rollout Rollout { get; }

        public RunnerState State => new(episode, [.. choices]);

        public void Restore(RunnerState state)
        {
            episode = state.Episode;
            Begin();
            foreach (var candidate in state.Choices)
            {
                sum += environment.Step(candidate).Reward;
                choices.Add(candidate);
            }
        }

        public void Steps(IPolicy policy, int steps, double temperature, CancellationToken cancellation)
        {
            Rollout.Clear();
            for (var i = 1; i <= steps; i++) Step(policy, temperature, cut: i == steps, cancellation);
        }

        public void Episodes(IPolicy policy, int episodes, double temperature, CancellationToken cancellation)
        {
            Rollout.Clear();
            if (choices.Count > 0) Begin();
            for (var i = 0; i < episodes; i++)
                while (!Step(policy, temperature, cut: false, cancellation)) { }
        }

        private bool Step(IPolicy policy, double temperature, bool cut, CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            observation.Capture(environment);
            var choice = policy.Choose(new(environment, observation), seeds.Choices(index, episode).Split(choices.Count), temperature);
            var result = environment.Step(choice.Candidate);
            choices.Add(choice.Candidate);
            sum += result.Reward;
            var bootstrap = 0f;
            if (!result.Terminated && (result.Truncated || cut))
            {
                after.Capture(environment);
                bootstrap = policy.Value(new(environment, after));
            }
            Rollout.Add(observation, choice, result, result.IsOver || cut, bootstrap);
            if (!result.IsOver) return false;
            Rollout.Costs.Add(environment.Cost);
            Rollout.Returns.Add(sum);
            episode++;
            Begin();
            return true;
        }

        private void Begin()
        {
            choices.Clear();
            sum = 0;
            environment.Reset(seeds.Episode(index, episode));
            // An episode without any choice teaches nothing.
            for (var tries = 0; environment.CandidateCount == 0; tries++)
            {
                if (tries == Patience) throw new RotaException($"{Schema.Environment}: {Patience} episodes in a row have no decision to make");
                environment.Reset(seeds.Episode(index, ++episode));
            }
        }
    }
}
