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

/// <summary>CP-SAT over the next moves at every decision, on reference lines without noise and on the line of two robots; short runs, for a plan takes a tenth of a second.</summary>
internal static class HorizonRows
{
    public static ImmutableArray<HorizonRow> Measure(GlassFlowScale scale, TextWriter? progress, CancellationToken cancellation)
    {
        var lines = Enumerable.Range(0, ReferenceLines.Count).SelectMany(row => new[] { ReferenceLines.Create(row), ReferenceLines.Create(row, arms: 2) });
        if (scale.HorizonLines < 12) lines = [ReferenceLines.Create(0), ReferenceLines.Create(4, arms: 2)];
        var rows = ImmutableArray.CreateBuilder<HorizonRow>();
        foreach (var line in lines.Append(TandemLine.Create(new())))
        {
            double Tact(ITransferPolicy policy) => LineRehearsal.Run(line, policy, 1, scale.HorizonPlates, null, cancellation).Tact;
            var horizon = new RollingHorizon(new() { Moves = 10, Effort = 0.02, Seconds = 60 });
            var before = Environment.CpuUsage.TotalTime;
            var tact = Tact(horizon);
            // Next to the plans the simulation takes nothing.
            var spent = Environment.CpuUsage.TotalTime - before;
            rows.Add(new(
                line.Name, LineBounds.Of(line).Tact, tact, TransferPolicies.All.Min(Tact), Tact(TransferModels.Create()),
                spent.TotalMilliseconds / Math.Max(1, horizon.Planned), horizon.FellBack / (double)Math.Max(1, horizon.Planned)));
            progress?.WriteLine($"{line.Name} planned");
        }
        return rows.ToImmutable();
    }

    public static IEnumerable<Claim> Claims(ImmutableArray<HorizonRow> rows)
    {
        yield return Claim.AtMost("horizon-bound", "rolling horizon by CP-SAT, noise-free reference lines: worst over the bound", "tact", "%", 1, rows[..^1].Max(row => 100 * ((row.Tact / row.Bound) - 1)));
        yield return Claim.AtMost("horizon-time", "rolling horizon by CP-SAT: processor time of a plan of at least 10 moves, worst line", "time", "ms", 2000, rows.Max(row => row.Milliseconds));
    }

    public static string Table(ImmutableArray<HorizonRow> rows)
    {
        var text = new StringBuilder("Planned anew at every decision (CP-SAT, at least 10 moves ahead): seconds between plates, one day\n\n| line | bound | rolling-horizon | best rule of the day | learned | ms a plan | left to the rule |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        foreach (var row in rows)
            text.Append(CultureInfo.InvariantCulture, $"| {row.Line} | {row.Bound:0.0} | {row.Tact:0.0} | {row.Rule:0.0} | {row.Learnt:0.0} | {row.Milliseconds:0} | {100 * row.FellBack:0} % |\n");
        return text.ToString();
    }
}
