using System.Collections.Immutable;

namespace Rota.Studies.Serving;

/// <summary>All runs of the study, as rows.</summary>
internal sealed class FastSwitchBench
{
    public static readonly double[] Rates = [0.15, 0.30];
    public static readonly double[] DispatchMicroseconds = [2, 5, 10];

    private readonly Dictionary<(string Contender, string Load), FastSwitchRow> rows = [];

    /// <summary>The rows in the order in which they were asked for.</summary>
    public List<FastSwitchRow> Rows { get; } = [];

    /// <summary>Turns of the loads, for curves: time to the first token, sorted.</summary>
    public Dictionary<(string Contender, string Load), double[]> Tails { get; } = [];

    /// <summary>Runs every contender under every load on <paramref name="seeds"/> seeds.</summary>
    public static FastSwitchBench Run(int conversations, int seeds, TextWriter? progress, CancellationToken cancellation)
    {
        var bench = new FastSwitchBench();
        foreach (var markov in new[] { false, true })
        {
            foreach (var rate in Rates)
            {
                ImmutableArray<FastSwitchContender> contenders = markov ? FastSwitchContender.Ladder : [.. FastSwitchContender.Ladder, .. FastSwitchContender.Others, .. Links(rate)];
                FastSwitchCell[] cells = [.. contenders.SelectMany(contender => Enumerable.Range(1, seeds).Select(seed => new FastSwitchCell(contender, rate, markov, (ulong)seed, conversations)))];
                var outcomes = ServingGrid.Run(cells, FastSwitchOutcome.Of, cancellation);
                foreach (var runs in outcomes.GroupBy(outcome => outcome.Cell.Contender)) bench.Add([.. runs]);
                progress?.WriteLine($"{cells[0].Load}: {cells.Length} runs");
            }
        }
        return bench;
    }

    /// <summary>The row of a contender; null when it did not run.</summary>
    public FastSwitchRow? Find(string contender, double rate, bool markov = false) =>
        rows.GetValueOrDefault((contender, FormattableString.Invariant($"{(markov ? "Markov" : "Random")} {rate:0.00}")));

    /// <summary>The paper's and ours on other links, under the heavier load: half the bandwidth, and cheaper and dearer copies.</summary>
    private static IEnumerable<FastSwitchContender> Links(double rate)
    {
        if (rate < 0.3) yield break;
        var (baseline, paper, ours) = (FastSwitchContender.Ladder[0], FastSwitchContender.Ladder[^1], FastSwitchContender.Others[^1]);
        yield return paper.On(new(12, 5));
        yield return ours.On(new(12, 5));
        foreach (var dispatch in DispatchMicroseconds)
        {
            if (dispatch == 5) continue;
            yield return baseline.On(new(24, dispatch));
            yield return paper.On(new(24, dispatch));
            yield return ours.On(new(24, dispatch));
        }
    }

    private void Add(FastSwitchOutcome[] runs)
    {
        var row = FastSwitchRow.Of(runs);
        Rows.Add(row);
        rows[(row.Contender, row.Load)] = row;
        Tails[(row.Contender, row.Load)] = [.. runs.SelectMany(run => run.Turns).Select(turn => turn.Ttft).Order()];
    }
}
