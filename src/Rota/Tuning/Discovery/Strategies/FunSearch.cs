using Rota.Randomness;

namespace Rota.Tuning.Discovery.Strategies;

/// <summary>
/// Islands of rules; a prompt shows two rules of one island, the worse first, and asks for a third that is better still (FunSearch, Romera-Paredes et al. 2024, with
/// the figures of arXiv 2510.24013). Rules of equal cost form a cluster; clusters are drawn by cost, rules inside one by shortness. From time to time the weaker
/// half of the islands is founded anew from the others.
/// </summary>
public sealed class FunSearch : DiscoveryStrategy
{
    private const int IslandCount = 10;
    private const int SamplesPerPrompt = 4;
    private const int EvaluationsBetweenResets = 500;
    private const double FirstTemperature = 0.1;
    private const int TemperaturePeriod = 30_000;

    private readonly Island[] islands = [.. Enumerable.Range(0, IslandCount).Select(_ => new Island())];
    private int nextReset = EvaluationsBetweenResets;

    /// <inheritdoc/>
    public override string Name => "funsearch";

    /// <inheritdoc/>
    public override string Description => "10 islands; two rules of one, the better last, ask for a third; weak islands are founded anew";

    /// <inheritdoc/>
    public override IEnumerable<IEnumerable<Candidate>> Groups => islands.Select(island => island.Members);

    /// <inheritdoc/>
    public override void Begin(DiscoveryRun run)
    {
        foreach (var island in islands) island.Add(run.Seed);
    }

    /// <inheritdoc/>
    public override void Step(DiscoveryRun run)
    {
        if (run.Evaluations >= nextReset)
        {
            nextReset = run.Evaluations + EvaluationsBetweenResets;
            Reset(run.Random);
        }
        var island = islands[run.Random.Next(IslandCount)];
        var (first, second) = (island.Draw(run.Random), island.Draw(run.Random));
        if (first.Cost < second.Cost) (first, second) = (second, first);
        var question = DiscoveryPrompts.Rules(first, second)
            + "Rule 2 is an improved version of rule 1. Write rule 3, an improved version of rule 2. Mind how the quantities relate; be concise.";
        for (var sample = 0; sample < SamplesPerPrompt; sample++) island.Add(run.Propose("improve", question, first, second));
    }

    private void Reset(RandomStream random)
    {
        // The noise breaks ties between islands that found the same.
        var order = islands.Select((island, i) => (Cost: island.Best.Gap + (1e-6 * random.NextDouble()), Island: i)).Order().Select(entry => entry.Island).ToArray();
        var survivors = order[..(IslandCount - (IslandCount / 2))];
        foreach (var weak in order[survivors.Length..])
        {
            var founder = islands[survivors[random.Next(survivors.Length)]].Best;
            islands[weak] = new();
            islands[weak].Add(founder);
        }
    }

    private sealed class Island
    {
        private readonly List<Candidate> members = [];
        private readonly SortedDictionary<double, List<Candidate>> clusters = [];

        public IReadOnlyList<Candidate> Members => members;

        public Candidate Best => clusters.First().Value[0];

        public void Add(Candidate? candidate)
        {
            if (candidate is not { IsScored: true } || members.Contains(candidate)) return;
            members.Add(candidate);
            if (!clusters.TryGetValue(candidate.Cost, out var cluster)) clusters.Add(candidate.Cost, cluster = []);
            cluster.Add(candidate);
        }

        public Candidate Draw(RandomStream random)
        {
            var temperature = FirstTemperature * (1 - (members.Count % TemperaturePeriod / (double)TemperaturePeriod));
            double[] scores = [.. clusters.Values.Select(cluster => -cluster[0].Gap)];
            var drawn = clusters.Values.ElementAt(Choice.Softmax(random, scores, temperature));
            var (shortest, longest) = (drawn.Min(rule => rule.Size), drawn.Max(rule => rule.Size));
            return drawn[Choice.Softmax(random, [.. drawn.Select(rule => -(rule.Size - shortest) / (double)longest)], 1)];
        }
    }
}
