using Rota.Randomness;
using Rota.Solving;

namespace Rota.Cluster.Machines.Solvers;

/// <summary>
/// Monte Carlo tree search over migrations in order (UCT, Kocsis and Szepesvari 2006). A node's children are its most promising moves, joined one by one as it is visited; from a new node the
/// moves of the greedy rule with a little chance go on to the limit. The most visited move is carried out and the search goes on below it. The source names MCTS and no details.
/// </summary>
/// <param name="simulations">Simulations a migration when no time limit shares them out.</param>
public sealed class MonteCarloTreeSearch(int simulations = 16) : ISolver<MachineProblem, MigrationPlan>
{
    private const int MostChildren = 12, RolloutMoves = 6;
    private const double Exploration = 0.5;

    /// <inheritdoc/>
    public string Name => "mcts";

    /// <inheritdoc/>
    public string Description => "Monte Carlo tree search over moves with greedy rollouts";

    /// <inheritdoc/>
    public void Improve(MachineProblem problem, Run<MigrationPlan> run)
    {
        var random = new RandomStream(run.Seed).Split(Name);
        var state = new MachineState(problem);
        var steps = new List<Migration>();
        run.Offer(MigrationPlan.Empty, MachineCost.Of(state), Name);
        var root = new Node();
        while (steps.Count < problem.MigrationLimit && !run.ShouldStop)
        {
            var until = run.Elapsed + (run.Remaining / (problem.MigrationLimit - steps.Count) ?? TimeSpan.MaxValue - run.Elapsed);
            for (var i = 0; !run.ShouldStop && (run.Remaining is null ? i < simulations : i == 0 || run.Elapsed < until); i++) Simulate(root, state.Copy(), [.. steps], run, random);
            if (root.Children.Count == 0) return;
            root = root.Children.MaxBy(child => child.Visits)!;
            state.Move(root.Move.Vm, root.Move.To.Machine, root.Move.To.Node);
            steps.Add(root.Move);
        }
    }

    private void Simulate(Node root, MachineState state, List<Migration> steps, Run<MigrationPlan> run, RandomStream random)
    {
        var path = new List<Node> { root };
        var node = root;
        while (steps.Count < state.Problem.MigrationLimit)
        {
            node.Moves ??= [.. MoveRanking.Best(state, MostChildren).Select(entry => entry.Move).Reverse()];
            // A further child for every square of visits: the most promising first.
            var isNew = node.Children.Count < node.Moves.Length && node.Children.Count * node.Children.Count <= node.Visits;
            if (isNew) node.Children.Add(new() { Move = node.Moves[node.Children.Count] });
            if (node.Children.Count == 0) break;
            var (low, high) = (root.Low, Math.Max(root.High, root.Low + 1));
            var visits = node.Visits;
            node = isNew ? node.Children[^1] : node.Children.MaxBy(child => ((child.Total / child.Visits) - low) / (high - low) + (Exploration * Math.Sqrt(Math.Log(visits + 1) / child.Visits)))!;
            state.Move(node.Move.Vm, node.Move.To.Machine, node.Move.To.Node);
            steps.Add(node.Move);
            path.Add(node);
            Offer(state, steps, run);
            if (isNew) break;
        }
        while (steps.Count < state.Problem.MigrationLimit && !run.ShouldStop)
        {
            var moves = MoveRanking.Best(state, RolloutMoves).Where(entry => entry.Gain > 0).ToArray();
            if (moves.Length == 0) break;
            var move = moves[random.Next(4) > 0 ? moves.Length - 1 : random.Next(moves.Length)].Move;
            state.Move(move.Vm, move.To.Machine, move.To.Node);
            steps.Add(move);
            Offer(state, steps, run);
        }
        var worth = MoveRanking.Worth(state);
        foreach (var passed in path)
        {
            passed.Visits++;
            passed.Total += worth;
        }
        (root.Low, root.High) = (Math.Min(root.Low, worth), Math.Max(root.High, worth));
    }

    private void Offer(MachineState state, List<Migration> steps, Run<MigrationPlan> run)
    {
        if (MachineCost.Of(state) < run.Objective) run.Offer(new([.. steps]), MachineCost.Of(state), Name);
    }

    private sealed class Node
    {
        public Migration Move { get; init; }

        public Migration[]? Moves { get; set; }

        public List<Node> Children { get; } = [];

        public int Visits { get; set; }

        public double Total { get; set; }

        public double Low { get; set; } = double.PositiveInfinity;

        public double High { get; set; } = double.NegativeInfinity;
    }
}
