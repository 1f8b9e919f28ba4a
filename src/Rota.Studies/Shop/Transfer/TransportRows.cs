using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Rota.Formats;
using Rota.Shop.Transfer.Formats;
using Rota.Shop.Transfer.Policies;
using Rota.Shop.Transfer.Simulation;
using Rota.Shop.Transfer.Vehicles;

namespace Rota.Studies.Shop.Transfer;

/// <summary>Job shops with vehicles beside the published table. Our plans keep the order of arrival at machines and of completion behind them: they hold for buffers of every kind.</summary>
internal static class TransportRows
{
    public static ImmutableArray<TransportRow> Measure(GlassFlowScale scale, TextWriter? progress, CancellationToken cancellation)
    {
        if (StudyData.Find("shop/transport_jsp.jsonl.gz") is not { } path || StudyData.Find("shop/transport_published.csv") is not { } table) return [];
        var published = File.ReadLines(table).Skip(1).Select(line => line.Split(',')).ToDictionary(cells => cells[0], cells => cells.Skip(1).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray());
        var rows = ImmutableArray.CreateBuilder<TransportRow>();
        foreach (var shop in TransportShops.Read(TextInput.Open(path)).OrderBy(shop => published.ContainsKey(shop.Name) ? 0 : 1).Take(scale.Shops))
        {
            if (scale.Shops < int.MaxValue && !published.ContainsKey(shop.Name)) break;
            var plan = Plan(shop, true);
            var without = Plan(shop.WithoutWayOut(), false);
            var line = shop.ToLine();
            var dispatch = TransferPolicies.All.Min(rule => LineRehearsal.Run(line, rule, 1, null, null, cancellation).Outputs[^1]);
            var learnt = LineRehearsal.Run(line, ReferenceRows.Policy(ReferenceRows.Learnt), 1, null, null, cancellation);
            var given = published.GetValueOrDefault(shop.Name);
            rows.Add(new(shop.Name, shop.Bound, plan.Makespan, without.Makespan, dispatch, learnt.Outputs.Length == shop.Jobs.Length ? learnt.Outputs[^1] : -1, given?[3], given?[..3].Min()));
            progress?.WriteLine($"{shop.Name} planned");
        }
        return rows.ToImmutable();

        TransportPlan Plan(TransportShop shop, bool inOrder)
        {
            var plan = TransportSearch.Solve(shop, scale.Evaluations, 1, inOrder, cancellation);
            return TransportChecker.Violations(plan, inOrder) is [var fault, ..] ? throw new InvalidOperationException($"{shop.Name}: {fault}") : plan;
        }
    }

    public static IEnumerable<Claim> Claims(ImmutableArray<TransportRow> rows)
    {
        ImmutableArray<TransportRow> own = [.. rows.Where(row => row.Ppo is not null)];
        var any = own.Length > 0;
        yield return Claim.Below(
            "transport-mean", $"job shops with vehicles: mean makespan of our plans below the published PPO, {own.Length} shops", "makespan", "units", any ? own.Average(row => row.Plan) : null, any ? own.Average(row => row.Ppo!.Value) : null, any ? own.Average(row => row.Ppo!.Value) : null);
        yield return Claim.AtLeast("transport-wins", "the same: shops on which our plan is not longer", "shops", "shops", own.Length, any ? own.Count(row => row.Plan <= row.Ppo) : null);
        yield return Claim.Below(
            "transport-short", "the same when a job is finished with its last operation and buffers give out any job, as the published figures seem to count", "makespan", "units", any ? own.Average(row => row.Short) : null, any ? own.Average(row => row.Ppo!.Value) : null, any ? own.Average(row => row.Ppo!.Value) : null);
        yield return Claim.AtLeast("transport-short-wins", "of these: shops on which our plan is not longer", "shops", "shops", own.Length, any ? own.Count(row => row.Short <= row.Ppo) : null);
        yield return Claim.Below(
            "transport-dispatch", "our best dispatching rule of each shop, mean, below the best published rule of each", "makespan", "units", any ? own.Average(row => row.Dispatch) : null, any ? own.Average(row => row.BestRule!.Value) : null);
    }

    public static string Table(ImmutableArray<TransportRow> rows)
    {
        if (rows.IsEmpty) return "Job shops with vehicles: the data are not here\n";
        var text = new StringBuilder("Job shops with vehicles: makespans\n\n| shop | bound | plan | plan, way out not counted | best rule, ours | learnt on lines | PPO, published | best rule, published |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        foreach (var row in rows)
            text.Append(CultureInfo.InvariantCulture, $"| {row.Name} | {row.Bound} | {row.Plan} | {row.Short} | {row.Dispatch} | {(row.Learnt < 0 ? "locks up" : row.Learnt)} | {row.Ppo?.ToString(CultureInfo.InvariantCulture) ?? "-"} | {row.BestRule?.ToString(CultureInfo.InvariantCulture) ?? "-"} |\n");
        return text.ToString();
    }
}
