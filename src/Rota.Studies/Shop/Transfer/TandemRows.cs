using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Rota.Shop.Transfer;
using Rota.Shop.Transfer.Generators;
using Rota.Shop.Transfer.Policies;
using Rota.Shop.Transfer.Simulation;
using Rota.Statistics;

namespace Rota.Studies.Shop.Transfer;

/// <summary>Two robots, eight stations that stop, a buffer of four, two recipes: the line of the study (<see cref="TandemOptions"/> as they are).</summary>
internal static class TandemRows
{
    private static readonly string[] Rules = ["fifo", "pull", "push", "near", "est", "cycle", "est-oldest"];
    private static readonly string[] All = [.. Rules, "push-ahead", "portfolio", ReferenceRows.Learnt, "rollout", "rollout-told"];

    public static ImmutableDictionary<string, ImmutableArray<double>> Measure(GlassFlowScale scale, TextWriter? progress, CancellationToken cancellation)
    {
        var line = TandemLine.Create(new());
        return All.ToImmutableDictionary(name => name, name =>
        {
            var policy = name switch { "rollout" => LookAhead.WithBestRule(), "rollout-told" => LookAhead.WithBestRule(1, 6, told: true), _ => ReferenceRows.Policy(name) };
            ImmutableArray<double> rates = [.. Enumerable.Range(1, scale.TandemSeeds).Select(seed => LineRehearsal.Run(line, policy, (ulong)seed, scale.TandemPlates, null, cancellation).Throughput)];
            progress?.WriteLine($"tandem line, {name} measured");
            return rates;
        });
    }

    public static IEnumerable<Claim> Claims(ImmutableDictionary<string, ImmutableArray<double>> rates)
    {
        var best = Rules.MaxBy(rule => rates[rule].Average())!;
        foreach (var own in (string[])[ReferenceRows.Learnt, "push-ahead", "rollout"])
            yield return Claim.AtLeast(
                $"tandem-{own}", $"two robots with stops: gain in throughput of {own} over the best rule of the specification and est-oldest ({best}), {rates[best].Length} days; strongest: of looking ahead when told every stop", "throughput", "%", 5, Gain(own), null, Gain("rollout-told"));

        double Gain(string policy) => 100 * ((rates[policy].Average() / rates[best].Average()) - 1);
    }

    public static string Table(ImmutableDictionary<string, ImmutableArray<double>> rates)
    {
        var bounds = LineBounds.Of(TandemLine.Create(new()));
        var best = Rules.MaxBy(rule => rates[rule].Average())!;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Two robots, stops: plates an hour, bound {3600 / bounds.Tact:0.0} if nothing ever stopped a robot\n\n| policy | plates/h | against {best}, same days |\n| --- | ---: | --- |\n");
        foreach (var name in All)
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {rates[name].Average():0.00} | {(name == best || rates[name].Length < 2 ? "-" : PairedComparison.Of([.. rates[name].Select(rate => -rate)], [.. rates[best].Select(rate => -rate)]).Sentence(name, best))} |\n");
        return text.ToString();
    }
}
