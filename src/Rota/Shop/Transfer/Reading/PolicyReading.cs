using System.Collections.Immutable;
using Rota.Shop.Transfer.Policies;
using Rota.Shop.Transfer.Simulation;

namespace Rota.Shop.Transfer.Reading;

/// <summary>A policy watched at work on a line, and put into words: what it does in which situations, which rules it follows how far, and a rule sheet that does nearly the same.</summary>
public sealed class PolicyReading
{
    private PolicyReading(TransferLine line, string policy, int decisions, ImmutableArray<PolicyClass> classes, ImmutableArray<(string Rule, double Agreement)> rules, ImmutableArray<SheetRow> sheet) =>
        (Line, Policy, Decisions, Classes, Rules, Sheet) = (line, policy, decisions, classes, rules, sheet);

    /// <summary>The line.</summary>
    public TransferLine Line { get; }

    /// <summary>The policy's name.</summary>
    public string Policy { get; }

    /// <summary>Decisions watched in which there was a choice.</summary>
    public int Decisions { get; }

    /// <summary>Situations, the most frequent first.</summary>
    public ImmutableArray<PolicyClass> Classes { get; }

    /// <summary>Share of the decisions in which each rule would have done the same, the closest first.</summary>
    public ImmutableArray<(string Rule, double Agreement)> Rules { get; }

    /// <summary>The rows of the sheet.</summary>
    public ImmutableArray<SheetRow> Sheet { get; }

    /// <summary>Share of the decisions in which the sheet does the same.</summary>
    public double Agreement => Decisions == 0 ? 1 : Sheet.Sum(row => row.Decisions * row.Agreement) / Decisions;

    /// <summary>The sheet as a file: what <c>sheet:FILE</c> reads.</summary>
    public string SheetText => string.Concat(Sheet.Select(row => row.Text + "\n"));

    /// <summary>Watches a policy.</summary>
    /// <param name="line">The line.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="seeds">Days.</param>
    /// <param name="plates">Plates of each day; a lot is played to its end.</param>
    /// <param name="rows">Rows of the sheet at most.</param>
    /// <param name="cancellation">Ends it.</param>
    public static PolicyReading Of(TransferLine line, ITransferPolicy policy, int seeds = 3, int plates = 60, int rows = 14, CancellationToken cancellation = default)
    {
        var seen = new List<(LineSimulation State, int Choice)>();
        var goal = line.Arrivals.Lot.IsEmpty ? plates : line.Arrivals.Lot.Length;
        for (var seed = 1; seed <= seeds; seed++)
        {
            var state = new LineSimulation(line, 0x5EED0UL + (ulong)seed);
            while (state.Advance(goal))
            {
                cancellation.ThrowIfCancellationRequested();
                var choice = policy.Choose(state);
                if (state.Candidates.Count + (state.CanWait ? 1 : 0) > 1) seen.Add((state.Fork(), choice));
                if (choice >= 0) state.Take(choice);
                else state.Wait();
            }
        }
        var classes = seen.GroupBy(decision => Words(decision.State)).Select(group =>
        {
            var most = group.GroupBy(decision => Words(decision.State, decision.Choice)).OrderByDescending(choices => choices.Count()).ThenBy(choices => choices.Key, StringComparer.Ordinal).First();
            return new PolicyClass(group.Key, most.Key, group.Count(), most.Count() / (double)group.Count());
        });
        var rules = TransferPolicies.All.Select(rule => (rule.Name, seen.Count(decision => rule.Choose(decision.State) == decision.Choice) / (double)Math.Max(1, seen.Count)));
        return new(
            line, policy.Name, seen.Count, [.. classes.OrderByDescending(row => row.Decisions).ThenBy(row => row.State, StringComparer.Ordinal)],
            [.. rules.OrderByDescending(rule => rule.Item2)], SheetInduction.Rows(line, seen, rows, cancellation));
    }

    /// <summary>What the robot may do: which steps' plates are ready, going to be, or can be changed for fresh ones.</summary>
    private static string Words(LineSimulation state)
    {
        var robot = state.Line.Robots.Length > 1 ? $"{state.Line.Robots[state.Robot].Name}: " : "";
        var moves = state.Candidates.Select(move => (RuleView.Stage(state, move), Words(state, move))).Distinct().OrderBy(move => move.Item1).ThenBy(move => move.Item2, StringComparer.Ordinal).Select(move => move.Item2);
        return robot + string.Join(", ", moves);
    }

    private static string Words(LineSimulation state, int choice)
    {
        if (choice < 0) return "wait";
        var move = state.Candidates[choice];
        var of = state.Candidates.Count(other => RuleView.Stage(state, other) == RuleView.Stage(state, move));
        return Words(state, move) + (of > 1 ? OrderOf(state, move) : "");
    }

    private static string Words(LineSimulation state, TransferCandidate move)
    {
        var step = RuleView.Stage(state, move);
        var place = step < 0 ? "input" : $"step {step + 1}";
        if (move.Source < 0) return $"on the arm from {place}{(move.Swaps ? " (swap)" : "")}";
        return $"{place}{(RuleView.IsReady(state, move) || step < 0 ? "" : state.Plates[move.Plate].Phase == PlatePhase.Ready ? " (swap later)" : " (soon)")}{(move.Swaps && RuleView.IsReady(state, move) ? " (swap)" : "")}";
    }

    private static string OrderOf(LineSimulation state, TransferCandidate move)
    {
        var rivals = state.Candidates.Where(other => RuleView.Stage(state, other) == RuleView.Stage(state, move)).ToList();
        if (rivals.TrueForAll(other => RuleView.Done(state, move) <= RuleView.Done(state, other))) return ", oldest";
        return rivals.TrueForAll(other => move.Ready <= other.Ready) ? ", soonest" : "";
    }
}
