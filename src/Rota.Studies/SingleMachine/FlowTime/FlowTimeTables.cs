using System.Globalization;

namespace Rota.Studies.SingleMachine.FlowTime;

/// <summary>The study's tables: ratio, local ratio in brackets, the published figure behind a stroke where there is one.</summary>
internal static class FlowTimeTables
{
    public static string Of(string title, IReadOnlyList<FlowTimeOutcome> outcomes)
    {
        using var output = new StringWriter { NewLine = "\n" };
        output.WriteLine(title);
        if (outcomes.Count == 0) return output.ToString();
        output.WriteLine();
        output.WriteLine($"| instance | {string.Join(" | ", outcomes[0].Policies)} |");
        output.WriteLine($"| --- |{string.Concat(Enumerable.Repeat(" ---: |", outcomes[0].Policies.Count))}");
        foreach (var outcome in outcomes)
        {
            var cells = outcome.Policies.Select((policy, p) =>
            {
                var at = IndexOf(FlowTimeRows.Columns, policy);
                var published = at >= 0 && outcome.Published.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $" / {outcome.Published[at]:0.00}") : "";
                return string.Create(CultureInfo.InvariantCulture, $"{outcome.Ratios[p]:0.00} [{outcome.Locals[p]:0.0}]{published}");
            });
            output.WriteLine($"| {outcome.Row} | {string.Join(" | ", cells)} |");
        }
        return output.ToString();
    }

    private static int IndexOf(IReadOnlyList<string> list, string item)
    {
        for (var i = 0; i < list.Count; i++)
            if (list[i] == item) return i;
        return -1;
    }
}
