using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Rota.CpSat.Shop;
using Rota.Shop.Transfer;
using Rota.Shop.Transfer.Generators;
using Rota.Shop.Transfer.Learning;
using Rota.Shop.Transfer.Policies;
using Rota.Shop.Transfer.Simulation;

namespace Rota.Studies.Shop.Transfer;

/// <summary>The six lines of the specification, one arm and two, without noise and with 20 %.</summary>
internal static class ReferenceRows
{
    public const string Learnt = "learned";
    public const string Both = "portfolio+learned";

    /// <summary>Rules of the specification's table.</summary>
    private static readonly string[] Named = ["fifo", "pull", "push", "near", "est"];
    private static readonly string[] Cycles = ["cycle", "swap"];
    private static readonly string[] All = [.. Named, .. Cycles, "est-oldest", "push-ahead", "portfolio", Learnt, Both];

    /// <summary>Figures of the specification: LB1, FIFO, PULL, PUSH, NEAR, EST, LB2, SWAP.</summary>
    private static readonly double[][] Given =
    [
        [95, 100, 100, 100, 100, 95, 72, 72], [125, 130, 130, 130, 130, 125, 102, 102], [80, 80, 80, 80, 80, 80, 71, 71],
        [95, 100, 100, 100, 100, 95, 72, 72], [100, 100, 106.9, 100, 106.9, 105.6, 88, 88], [120, 120, 129.9, 120, 129.9, 124.9, 105, 105],
    ];

    public static ImmutableArray<ReferenceRow> Measure(GlassFlowScale scale, TextWriter? progress, CancellationToken cancellation)
    {
        var rows = ImmutableArray.CreateBuilder<ReferenceRow>();
        foreach (var noise in (double[])[0, 0.2])
            foreach (var arms in (int[])[1, 2])
                for (var row = 0; row < ReferenceLines.Count; row++)
                {
                    var line = ReferenceLines.Create(row, arms, noise);
                    var tacts = All.ToImmutableDictionary(name => name, name =>
                    {
                        var policy = Policy(name);
                        return Enumerable.Range(1, noise > 0 ? scale.NoisySeeds : 1).Average(seed => LineRehearsal.Run(line, policy, (ulong)seed, noise > 0 ? scale.Plates : 400, null, cancellation).Tact);
                    });
                    double? cycle = arms == 1 && noise == 0 && CyclicLineSolver.Solve(line) is { } plan ? plan.Period / 1000.0 : null;
                    rows.Add(new(row, arms, noise, LineBounds.Of(line).Tact, cycle, tacts));
                    progress?.WriteLine($"{line.Name} measured");
                }
        return rows.ToImmutable();
    }

    public static ITransferPolicy Policy(string name) => name switch
    {
        Learnt => TransferModels.Create(),
        "portfolio" => new RulePortfolio(),
        Both => new RulePortfolio(also: TransferModels.Create()),
        _ => TransferPolicies.Find(name),
    };

    public static IEnumerable<Claim> Claims(ImmutableArray<ReferenceRow> rows)
    {
        ImmutableArray<ReferenceRow> certain = [.. rows.Where(row => row.Noise == 0)];
        yield return Claim.AtMost("table", "all 48 figures of the specification's table (bounds, rules, swap cycle), largest distance", "tact", "s", 0.11, Distance(certain));
        yield return Claim.AtMost("cycle", "pull cycle on one arm and swap cycle on two, noise-free: worst over the bound", "tact", "%", 0.1, certain.Max(row => Over(row.Arms == 1 ? row.Of("cycle") : row.Of("swap"), row.Bound)));
        yield return Claim.AtMost("cp-sat", "shortest 1-unit cycle by CP-SAT, one arm: worst over the bound", "tact", "%", 0.1, certain.Where(row => row.Cycle is not null).Select(row => Over(row.Cycle!.Value, row.Bound)).DefaultIfEmpty(double.NaN).Max());
        yield return Claim.AtMost(
            "learnt-bound", "learnt policy, noise-free: worst row over the bound; baseline FIFO, strongest the best rule of each row", "tact", "%", 1, certain.Max(row => Over(row.Of(Learnt), row.Bound)),
            certain.Max(row => Over(row.Of("fifo"), row.Bound)), certain.Max(row => Over(row.Best(Everyone), row.Bound)));
        yield return Claim.AtMost("both-bound", "portfolio of rules and learnt policy, noise-free: worst row over the bound", "tact", "%", 1, certain.Max(row => Over(row.Of(Both), row.Bound)));
        yield return Claim.AtMost("both-rows", "portfolio of rules and learnt policy over the best rule of each of 24 rows, worst row", "tact", "%", 0.5, rows.Max(row => Over(row.Of(Both), row.Best(Everyone))));
        yield return Claim.AtMost("learnt-rows", "learnt policy over the best rule of each of 24 rows, worst row (asked to reproduce: 0.5)", "tact", "%", 0.5, rows.Max(row => Over(row.Of(Learnt), row.Best(Everyone))));
        yield return Claim.AtMost("learnt-rows-beaten", "the same (asked to beat: 1.5)", "tact", "%", 1.5, rows.Max(row => Over(row.Of(Learnt), row.Best(Everyone))));
        foreach (var (id, own) in ((string, ImmutableArray<ReferenceRow>)[])[("all", rows), ("single", [.. rows.Where(row => row.Arms == 1)])])
        {
            var best = Named.Concat(id == "all" ? Cycles : ["cycle"]).MinBy(rule => own.Average(row => Over(row.Of(rule), row.Bound)))!;
            yield return Claim.AtLeast(
                $"learnt-{id}", $"learnt policy, mean of {own.Length} rows{(id == "all" ? "" : " with one arm")}: gain over the best single rule of the specification ({best}); strongest: gain of the bound itself", "tact", "%", 2, Gain(own, Learnt, best), null, Gain(own, null, best));
        }
        foreach (var own in (string[])[Learnt, Both])
            yield return Claim.AtLeast($"{own}-named", $"{own}: gain over the best of FIFO, PULL, PUSH, NEAR, EST (cycles left out), 24 rows", "tact", "%", 2, Named.Min(rule => Gain(rows, own, rule)));
        yield return Claim.AtLeast("both-all", "portfolio of rules and learnt policy, mean of 24 rows: gain over swap (cycle on one arm), the best single rule; strongest: gain of the bound itself", "tact", "%", 2, Gain(rows, Both, "swap"), null, Gain(rows, null, "swap"));
    }

    public static string Table(ImmutableArray<ReferenceRow> rows)
    {
        var text = new StringBuilder("Seconds between plates; bound: LB1 or LB2; cp-sat: the shortest cycle\n\n| row | bound | cp-sat |");
        foreach (var name in All) text.Append(CultureInfo.InvariantCulture, $" {name} |");
        text.Append("\n| --- | ---: | ---: |").Insert(text.Length, " ---: |", All.Length).Append('\n');
        foreach (var row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.Name} | {row.Bound:0.0} | {(row.Cycle is { } cycle ? cycle.ToString("0.0", CultureInfo.InvariantCulture) : "-")} |");
            foreach (var name in All) text.Append(CultureInfo.InvariantCulture, $" {row.Of(name):0.0} |");
            text.Append('\n');
        }
        return text.ToString();
    }

    private static string[] Everyone => [.. Named, .. Cycles];

    private static double Over(double value, double bound) => 100 * ((value / bound) - 1);

    /// <summary>How much lower the mean of tact over bound is than a rule's, in percent; null for the bound itself.</summary>
    private static double Gain(ImmutableArray<ReferenceRow> rows, string? own, string rule) =>
        100 * (1 - (rows.Average(row => own is null ? 1 : row.Of(own) / row.Bound) / rows.Average(row => row.Of(rule) / row.Bound)));

    private static double Distance(ImmutableArray<ReferenceRow> rows)
    {
        var worst = 0.0;
        foreach (var row in rows)
        {
            var given = Given[row.Row];
            double[] own = row.Arms == 1 ? [row.Bound, row.Of("fifo"), row.Of("pull"), row.Of("push"), row.Of("near"), row.Of("est")] : [row.Bound, row.Of("swap")];
            for (var i = 0; i < own.Length; i++) worst = Math.Max(worst, Math.Abs(own[i] - given[row.Arms == 1 ? i : 6 + i]));
        }
        return worst;
    }
}
