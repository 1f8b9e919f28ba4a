using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Rota.Formats;
using Rota.Shop.Transfer.Formats;
using Rota.Shop.Transfer.Simulation;
using Rota.Shop.Transfer.Vehicles;

namespace Rota.Studies.Shop.Transfer;

/// <summary>The two real lab cells, with measured ways, as they are and with normal noise.</summary>
internal static class LabRows
{
    private const string Planned = "plan";

    public static ImmutableArray<LabRow> Measure(GlassFlowScale scale, TextWriter? progress, CancellationToken cancellation)
    {
        var rows = ImmutableArray.CreateBuilder<LabRow>();
        foreach (var kind in (string[])["deterministic", "stochastic"])
        {
            if (StudyData.Find($"shop/protolab_real_world_{kind}_6x6_instance.yaml") is not { } path) continue;
            var cell = LabCells.Read(TextInput.Open(path));
            var days = kind == "stochastic" ? 10 * scale.NoisySeeds : 1;
            foreach (var name in (string[])["fifo", "near", "est", "est-oldest", ReferenceRows.Learnt])
            {
                var policy = ReferenceRows.Policy(name);
                double[] minutes = [.. Enumerable.Range(1, days).Select(seed => LineRehearsal.Run(cell.Line, policy, (ulong)seed, null, null, cancellation).Makespan / 60)];
                rows.Add(new(kind, name, minutes.Average(), minutes.Max()));
            }
            var plan = TransportSearch.Solve(cell.Shop, scale.Evaluations, 1, true, cancellation);
            if (TransportChecker.Violations(plan) is [var fault, ..]) throw new InvalidOperationException($"{cell.Shop.Name}: {fault}");
            if (kind == "deterministic")
            {
                rows.Add(new(kind, Planned, plan.Makespan / 60_000.0, plan.Makespan / 60_000.0));
                rows.Add(new(kind, "bound", cell.Shop.Bound / 60_000.0, cell.Shop.Bound / 60_000.0));
            }
            progress?.WriteLine($"lab cell, {kind}, measured");
        }
        return rows.ToImmutable();
    }

    public static IEnumerable<Claim> Claims(ImmutableArray<LabRow> rows)
    {
        double? Of(string policy) => rows.FirstOrDefault(row => row.Cell == "deterministic" && row.Policy == policy)?.Minutes;
        yield return Claim.Below("lab-plan", "measured lab cell: our plan below the best rule", "makespan", "minutes", Of(Planned), rows.IsEmpty ? null : rows.Where(row => row.Cell == "deterministic" && row.Policy is not (Planned or "bound")).Min(row => row.Minutes));
    }

    public static string Table(ImmutableArray<LabRow> rows)
    {
        if (rows.IsEmpty) return "Lab cells: the data are not here\n";
        var text = new StringBuilder("Lab cells with measured ways: makespan in minutes\n\n| cell | policy | mean | worst day |\n| --- | --- | ---: | ---: |\n");
        foreach (var row in rows) text.Append(CultureInfo.InvariantCulture, $"| {row.Cell} | {row.Policy} | {row.Minutes:0.0} | {row.Worst:0.0} |\n");
        return text.ToString();
    }
}
