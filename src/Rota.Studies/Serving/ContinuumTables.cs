using System.Globalization;

namespace Rota.Studies.Serving;

/// <summary>The tables of the Continuum study, as Markdown.</summary>
internal static class ContinuumTables
{
    public static void Write(TextWriter output, ContinuumFigures figures)
    {
        foreach (var group in figures.Groups.Where(g => !g.EndsWith("alone", StringComparison.Ordinal)))
        {
            output.WriteLine();
            output.WriteLine($"{group}: mean over {figures.Of(group, figures.PoliciesOf(group).First()).Count()} seeds");
            output.WriteLine();
            output.WriteLine("| policy | mean JCT s | / first row | P95 s | max s | prefilled M tokens | preemptions | slowdown short / middle / long |");
            output.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |");
            var longest = figures.Slowdowns(group, "vllm");
            foreach (var policy in figures.PoliciesOf(group)) output.WriteLine(Row(figures, group, policy, longest));
        }
    }

    private static string Row(ContinuumFigures figures, string group, string policy, double[] plain)
    {
        var slowdowns = figures.Slowdowns(group, policy);
        // Gaining on the whole while some class is served worse than plain vLLM serves it is marked.
        var starves = slowdowns.Zip(plain, (ours, theirs) => ours > theirs).Any(worse => worse) && figures.Ratio(group, policy, "vllm") < 1;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {policy} | {figures.Jct(group, policy):0} | {figures.Ratio(group, policy, figures.PoliciesOf(group).First()):0.00} | {figures.Mean(group, policy, o => o.P95):0} | {figures.Mean(group, policy, o => o.Max):0} | {figures.Mean(group, policy, o => o.PrefillTokens / 1e6):0.0} | {figures.Mean(group, policy, o => o.Preemptions):0} | {(slowdowns.Length == 0 ? "-" : string.Join(" / ", slowdowns.Select(s => s.ToString("0.0", CultureInfo.InvariantCulture))))}{(starves ? " starves a class" : "")} |");
    }
}
