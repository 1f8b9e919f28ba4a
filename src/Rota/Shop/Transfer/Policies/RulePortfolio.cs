using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Rota.Shop.Transfer.Simulation;

namespace Rota.Shop.Transfer.Policies;

/// <summary>
/// Rehearses every rule on the line, in futures of its own, before the first decision, and then keeps to the best: what a planner with a simulator does, and the strongest baseline for
/// whatever learns. Some milliseconds to a second a line.
/// </summary>
/// <param name="plates">Plates of each rehearsal.</param>
/// <param name="samples">Rehearsals a rule.</param>
/// <param name="also">A further candidate beside the rules, a learnt policy say.</param>
public sealed class RulePortfolio(int plates = 60, int samples = 3, ITransferPolicy? also = null) : ITransferPolicy
{
    /// <summary>The rules it chooses from.</summary>
    internal static ImmutableArray<ITransferPolicy> Rules { get; } =
        [new EarliestStartOldest(), new SwapCycle(), new FirstInFirstOut(), new Push(), new Pull(), new EarliestStart(), new PullCycle(), new NearestPlate(), new PushAhead()];

    private readonly ConditionalWeakTable<TransferLine, Choice> chosen = [];

    /// <inheritdoc/>
    public string Name => also is null ? "portfolio" : $"portfolio+{also.Name}";

    /// <inheritdoc/>
    public int Choose(LineSimulation line) => BestFor(line.Line).Choose(line);

    /// <summary>The rule that does best on a line.</summary>
    public ITransferPolicy BestFor(TransferLine line) => chosen.GetValue(line, Best).Rule;

    /// <summary>True when the best rule is at the line's bound already.</summary>
    public bool IsAtBound(TransferLine line) => line.Arrivals.Lot.IsEmpty && chosen.GetValue(line, Best).Seconds <= 1.001 * LineBounds.Of(line).Tact;

    private Choice Best(TransferLine line)
    {
        var costs = Rehearse(line);
        return new((also is null ? Rules : Rules.Add(also))[Array.IndexOf(costs, costs.Min())], costs.Min());
    }

    /// <summary>Mean seconds of every candidate on a line, in order: between plates, or until the lot is done; huge where it locks up.</summary>
    internal double[] Rehearse(TransferLine line)
    {
        var certain = line.Noise.Kind == NoiseKind.None && line.TravelNoise.Kind == NoiseKind.None && line.Stations.All(s => s.MeanUp == 0) && (line.Recipes.Length == 1 || !line.Arrivals.Lot.IsEmpty);
        var (runs, count) = (certain ? 1 : samples, line.Arrivals.Lot.IsEmpty ? plates : line.Arrivals.Lot.Length);
        return [.. (also is null ? Rules : Rules.Add(also)).Select(rule => Enumerable.Range(0, runs).Sum(sample =>
        {
            var result = LineRehearsal.Run(line, rule, 0xB0A7UL + (ulong)sample, count);
            return result.Deadlocked || result.Outputs.IsEmpty ? double.MaxValue / 1000 : line.Arrivals.Lot.IsEmpty && count >= 8 ? result.Tact : result.Makespan;
        }) / runs)];
    }

    private sealed record Choice(ITransferPolicy Rule, double Seconds);
}
