using Rota.Learning.Networks;
using Rota.Randomness;

namespace Rota.Learning.Tuning;

/// <summary>
/// Tree search on forks of the true environment, guided by a policy (PUCT as in AlphaZero and MuZero, for one player). Values in the tree are scaled by the
/// least and the largest seen; an unvisited candidate is worth what its parent is. With a network as guide its probabilities are the priors, else all
/// candidates are alike. It plays the root candidate of the best line it met if that is better than the average of the most visited one: the model is
/// exact, so a line once found can be had.
/// </summary>
/// <param name="guide">Plays out, and gives priors and values when it is a network.</param>
/// <param name="options">Settings.</param>
public sealed class PuctSearch(IPolicy guide, PuctOptions options) : IPolicy
{
    /// <inheritdoc/>
    public string Name => $"search {options.Simulations} with {guide.Name}";

    /// <inheritdoc/>
    public bool NeedsObservation => false;

    /// <inheritdoc/>
    public IPolicy ForThread() => new PuctSearch(guide.ForThread(), options);

    /// <inheritdoc/>
    /// <exception cref="RotaException">The environment cannot be forked, or an option is out of range.</exception>
    public Choice Choose(in Decision decision, RandomStream random, double temperature)
    {
        var root = new Node();
        var best = Search(root, new(), decision.Environment, random);
        if (temperature <= 0) return new(best.Taken[0], 0, (float)best.Return);
        var logits = new float[root.Visits.Length];
        for (var i = 0; i < logits.Length; i++) logits[i] = root.Visits[i] == 0 ? float.NegativeInfinity : MathF.Log(root.Visits[i]);
        return new(Sampling.Draw(logits, random, temperature), 0, (float)root.Value);
    }

    /// <summary>
    /// The best episode found from here to the end: searches at every step, and follows the best line met until a better one turns up. The product where an
    /// exact model makes one good episode all that is wanted.
    /// </summary>
    /// <param name="environment">Where it begins; stepped to the end.</param>
    /// <param name="random">Its chance.</param>
    /// <param name="cancellation">Stops searching; what is known is played to the end.</param>
    /// <returns>The candidates chosen.</returns>
    /// <exception cref="RotaException">The environment cannot be forked, or an option is out of range.</exception>
    public IReadOnlyList<int> Play(IEnvironment environment, RandomStream random, CancellationToken cancellation = default)
    {
        var played = new List<int>();
        var (line, left) = (new List<int>(), double.NegativeInfinity);
        var (root, range) = (new Node(), new Range());
        while (environment.CandidateCount > 0)
        {
            if (line.Count == 0 || !cancellation.IsCancellationRequested)
            {
                var best = Search(root, range, environment, random.Split(played.Count));
                if (line.Count == 0 || best.Return > left) (line, left) = (best.Taken, best.Return);
            }
            var candidate = line[0];
            line = line[1..];
            var result = environment.Step(candidate);
            played.Add(candidate);
            left = (left - result.Reward) / options.Discount.Over(result.Elapsed);
            if (result.IsOver) break;
            // What is known of the way ahead stays.
            root = root.Priors.Length == 0 ? new() : root.Child(candidate);
        }
        return played;
    }

    private Line Search(Node root, Range range, IEnvironment from, RandomStream random)
    {
        options.Validate();
        var best = new Line(double.NegativeInfinity, []);
        for (var simulation = 0; simulation < options.Simulations; simulation++)
        {
            var environment = from.Fork() ?? throw new RotaException($"search needs an environment that can be forked; {from.Schema.Environment} cannot");
            var line = Simulate(root, environment, range, random.Split(simulation));
            if (line.Return > best.Return) best = line;
        }
        return best;
    }

    /// <summary>One way down the tree, one new node, and back. Returns what was earned and the candidates taken.</summary>
    private Line Simulate(Node root, IEnvironment environment, Range range, RandomStream random)
    {
        var path = new List<(Node Node, double Reward, double Factor)>();
        var taken = new List<int>();
        var node = root;
        var value = 0.0;
        while (true)
        {
            if (node.Priors.Length == 0)
            {
                Expand(node, environment);
                if (path.Count > 0)
                {
                    value = options.PlayOut ? PlayOut(environment, random, taken) : node.Estimate;
                    break;
                }
            }
            var candidate = Select(node, range);
            var result = environment.Step(candidate);
            path.Add((node, result.Reward, options.Discount.Over(result.Elapsed)));
            taken.Add(candidate);
            if (result.IsOver) break;
            node = node.Child(candidate);
        }
        for (var i = path.Count - 1; i >= 0; i--)
        {
            var (at, reward, factor) = path[i];
            value = reward + (factor * value);
            at.Visits[taken[i]]++;
            at.Sums[taken[i]] += value;
            at.Total++;
            range.Add(value);
        }
        return new(value, taken);
    }

    private int Select(Node node, Range range)
    {
        var weight = Math.Log((node.Total + options.PriorBase + 1) / options.PriorBase) + options.PriorWeight;
        var root = Math.Sqrt(Math.Max(1, node.Total));
        var parent = range.Scale(node.Value);
        var (best, highest) = (-1, double.NegativeInfinity);
        for (var i = 0; i < node.Priors.Length; i++)
        {
            if (node.Priors[i] <= 0) continue;
            var q = node.Visits[i] == 0 ? parent : range.Scale(node.Sums[i] / node.Visits[i]);
            var score = q + (node.Priors[i] * weight * root / (1 + node.Visits[i]));
            if (score > highest) (best, highest) = (i, score);
        }
        return best;
    }

    private void Expand(Node node, IEnvironment environment)
    {
        var count = environment.CandidateCount;
        var priors = new double[count];
        if (guide is NetworkPolicy network)
        {
            var observation = new Observation(environment.Schema);
            observation.Capture(environment);
            var logProbabilities = new float[count];
            node.Estimate = network.Probabilities(observation, logProbabilities);
            // A prior of 0 would never be looked at, however good: the smallest one is left to every legal candidate.
            for (var i = 0; i < count; i++) priors[i] = observation.Legal[i] ? Math.Max(1e-9, Math.Exp(logProbabilities[i])) : 0;
        }
        else
        {
            var legal = Enumerable.Range(0, count).Count(environment.IsLegal);
            for (var i = 0; i < count; i++) priors[i] = environment.IsLegal(i) ? 1.0 / legal : 0;
        }
        node.Open(priors);
    }

    private double PlayOut(IEnvironment environment, RandomStream random, List<int> taken)
    {
        var observation = new Observation(environment.Schema);
        var (value, factor) = (0.0, 1.0);
        for (var step = 0; ; step++)
        {
            if (guide.NeedsObservation) observation.Capture(environment);
            var candidate = guide.Choose(new(environment, observation), random.Split(step), 1).Candidate;
            var result = environment.Step(candidate);
            taken.Add(candidate);
            value += factor * result.Reward;
            factor *= options.Discount.Over(result.Elapsed);
            if (result.IsOver) return value;
        }
    }

    private sealed record Line(double Return, List<int> Taken);

    private sealed class Node
    {
        private Node?[] children = [];

        public double[] Priors { get; private set; } = [];

        public int[] Visits { get; private set; } = [];

        public double[] Sums { get; private set; } = [];

        public int Total { get; set; }

        public double Estimate { get; set; }

        public double Value => Total == 0 ? Estimate : Sums.Sum() / Total;

        public void Open(double[] priors)
        {
            Priors = priors;
            Visits = new int[priors.Length];
            Sums = new double[priors.Length];
            children = new Node?[priors.Length];
        }

        public Node Child(int candidate) => children[candidate] ??= new();
    }

    /// <summary>The least and the largest value met: what scales values to [0, 1].</summary>
    private sealed class Range
    {
        private double least = double.PositiveInfinity;
        private double largest = double.NegativeInfinity;

        public void Add(double value)
        {
            least = Math.Min(least, value);
            largest = Math.Max(largest, value);
        }

        public double Scale(double value) => largest > least ? (value - least) / (largest - least) : 0;
    }
}
