using Rota.Learning;
using Rota.Learning.Networks;
using Rota.Randomness;
using Rota.Shop.Blocking.Policies;
using Rota.Shop.Blocking.Simulation;

namespace Rota.Shop.Blocking.Learning;

/// <summary>A network that dispatches a blocking shop, its likeliest choice each time. Not for two threads at once.</summary>
public sealed class NetworkDispatcher : IBlockingPolicy
{
    private readonly PolicyNetwork network;
    private readonly Observation observation;
    private readonly bool graph;
    private float[] logits = new float[64];

    /// <summary>A dispatcher of its own.</summary>
    /// <param name="network">Trained on the schema of <see cref="BlockingEnvironment"/>, with or without the graph.</param>
    /// <param name="name">Its name.</param>
    public NetworkDispatcher(PolicyNetwork network, string name)
    {
        this.network = network.ForThread();
        graph = network.Layout.Schema.Hash == BlockingEnvironment.SchemaOf(true).Hash;
        observation = new(network.Layout.Schema);
        Name = name;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public void Begin(BlockingState state, ulong seed) => (state.Waiting, state.EntryLimit) = (WaitChoice.BeforeEntry, int.MaxValue);

    /// <inheritdoc/>
    public int Choose(BlockingState state)
    {
        var choice = Sampling.Greedy(Score(state));
        return choice == state.CandidateCount ? -1 : state.Candidates[choice];
    }

    /// <summary>Scores of the choices of a decision, waiting last where it is one.</summary>
    public ReadOnlySpan<float> Score(BlockingState state)
    {
        var count = state.CandidateCount + (state.MayWait ? 1 : 0);
        if (logits.Length < count) logits = new float[2 * count];
        observation.Clear();
        BlockingEnvironment.Observe(state, observation, graph);
        network.Evaluate(observation, logits.AsSpan(0, count));
        return logits.AsSpan(0, count);
    }

    /// <summary>Plays a state to its end.</summary>
    /// <param name="state">The state; a machine that may be left empty is one's choice here.</param>
    /// <param name="random">Chance; null for the likeliest choices.</param>
    /// <param name="temperature">How daring chance is.</param>
    /// <returns>The makespan; the largest number there is when the run ends in a deadlock.</returns>
    public int Finish(BlockingState state, RandomStream? random = null, double temperature = 0)
    {
        state.Waiting = WaitChoice.BeforeEntry;
        while (state.Advance())
        {
            var scores = Score(state);
            var choice = random is null ? Sampling.Greedy(scores) : Sampling.Draw(scores, random, temperature);
            if (choice == state.CandidateCount) state.Wait();
            else state.Load(state.Candidates[choice]);
        }
        return state.IsDeadlocked ? int.MaxValue : state.Makespan;
    }
}
