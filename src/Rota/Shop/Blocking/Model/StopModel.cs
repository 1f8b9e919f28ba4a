using System.Collections.Immutable;
using Rota.Randomness;

namespace Rota.Shop.Blocking;

/// <summary>
/// How machines stop. Chance is bound to operations, never to the clock: policies that are compared on one seed meet the same stops, whatever they do.
/// </summary>
/// <param name="Mode">What a stop does.</param>
/// <param name="Probability">That an operation brings a stop, from 0 to below 1.</param>
/// <param name="ShortestRepair">Shortest repair, at least 1; repairs are whole numbers, all alike.</param>
/// <param name="LongestRepair">Longest repair.</param>
public sealed record StopModel(StopMode Mode = StopMode.After, double Probability = 0, int ShortestRepair = 1, int LongestRepair = 99)
{
    /// <summary>No stops.</summary>
    public static StopModel Never { get; } = new();

    /// <summary>Length of the stop each operation brings, 0 for none: explicit, in place of chance; empty otherwise.</summary>
    public ImmutableArray<int> Given { get; init; } = [];

    /// <summary>Windows in which machines are down by the clock, as a trace recorded them; empty otherwise.</summary>
    public ImmutableArray<DownTime> Windows { get; init; } = [];

    /// <summary>The stops of a seed: a length an operation, 0 for none.</summary>
    /// <remarks>Two draws an operation, used or not: at a higher probability the same operations stop, and more.</remarks>
    public ImmutableArray<int> Draw(int operations, ulong seed)
    {
        if (!Given.IsEmpty) return Given;
        var lengths = new int[operations];
        if (Probability > 0)
        {
            var random = new RandomStream(seed).Split("stops");
            for (var o = 0; o < operations; o++)
            {
                var (chance, repair) = (random.NextDouble(), random.Next(ShortestRepair, LongestRepair));
                if (chance < Probability) lengths[o] = repair;
            }
        }
        return ImmutableArray.Create(lengths);
    }

    /// <summary>Every mistake in one line; null when there is none.</summary>
    public string? Mistake()
    {
        var faults = new List<string>();
        if (!(Probability >= 0 && Probability < 1)) faults.Add(FormattableString.Invariant($"probability {Probability}, expected from 0 to below 1"));
        if (ShortestRepair < 1) faults.Add($"shortest repair {ShortestRepair}, expected at least 1");
        if (LongestRepair < ShortestRepair) faults.Add($"longest repair {LongestRepair}, expected at least the shortest, {ShortestRepair}");
        return faults.Count == 0 ? null : string.Join("; ", faults);
    }
}
