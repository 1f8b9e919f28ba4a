using System.Collections.Immutable;
using Rota.Shop.Transfer.Generators;
using Rota.Shop.Transfer.Policies;
using Rota.Shop.Transfer.Simulation;

namespace Rota.Studies.Shop.Transfer;

/// <summary>
/// Transfer robots in a glass flow (arXiv 2310.07981). The article's layouts, parameters and figures are not public: lines, bounds and rule figures are those of the specification, measured
/// there by other code; the vehicle shops' figures are JobShopLab's published ones.
/// </summary>
public sealed class GlassFlowStudy : IStudy
{
    /// <inheritdoc/>
    public string Name => "glass-flow";

    /// <inheritdoc/>
    public string Paper => "Lee, Kim, Kim 2023 (arXiv 2310.07981); robotic-cell bounds: Dawande and others 2005; vehicle shops: JobShopLab";

    /// <inheritdoc/>
    public string Description => "transfer robots: rules, cycles and a learnt policy against bounds on six lines, two robots with stops, job shops with vehicles";

    /// <inheritdoc/>
    public StudyReport Run(StudyOptions options, TextWriter? progress = null, CancellationToken cancellation = default)
    {
        var scale = options.Scale switch
        {
            StudyScale.Smoke => new GlassFlowScale(3, 200, 10, 200, 20_000, 6, 2, 12),
            StudyScale.Short => new GlassFlowScale(10, 400, 10, 400, 100_000, int.MaxValue, 12, 16),
            _ => new GlassFlowScale(30, 400, 30, 400, 3_000_000, int.MaxValue, 12, 100),
        };
        var rows = ReferenceRows.Measure(scale, progress, cancellation);
        var tandem = TandemRows.Measure(scale, progress, cancellation);
        var horizon = HorizonRows.Measure(scale, progress, cancellation);
        var shops = TransportRows.Measure(scale, progress, cancellation);
        var labs = LabRows.Measure(scale, progress, cancellation);
        ImmutableArray<Claim> claims = [.. ReferenceRows.Claims(rows), .. TandemRows.Claims(tandem), .. HorizonRows.Claims(horizon), .. TransportRows.Claims(shops), .. LabRows.Claims(labs), Speed()];
        return new(Name, Paper, options.Scale, claims, []) { Tables = [ReferenceRows.Table(rows), TandemRows.Table(tandem), HorizonRows.Table(horizon), TransportRows.Table(shops), LabRows.Table(labs)] };
    }

    /// <summary>Transfers a second of processor time, under the earliest start on the fifth line.</summary>
    private static Claim Speed()
    {
        var line = ReferenceLines.Create(4);
        var rule = TransferPolicies.Find("est");
        LineRehearsal.Run(line, rule, 1, 2000);
        var began = Environment.CpuUsage.TotalTime;
        LineRehearsal.Run(line, rule, 1, 20_000);
        var seconds = (Environment.CpuUsage.TotalTime - began).TotalSeconds;
        return Claim.AtLeast("speed", "the simulation's speed, one thread, a second of processor time", "transfers a second", "1/s", 100_000, 20_000.0 * (line.Recipes[0].Steps.Length + 1) / seconds);
    }
}
