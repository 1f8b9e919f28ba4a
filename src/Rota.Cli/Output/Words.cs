using System.Globalization;
using Rota.Shop;

namespace Rota.Cli.Output;

/// <summary>Names of things as the tool prints and reads them.</summary>
internal static class Words
{
    public static IReadOnlyList<(string Name, ShopObjective Objective)> Objectives { get; } =
    [
        ("makespan", ShopObjective.Makespan),
        ("total-flow", ShopObjective.TotalFlow),
        ("total-tardiness", ShopObjective.TotalTardiness),
        ("total-weighted-tardiness", ShopObjective.TotalWeightedTardiness),
    ];

    public static string Of(ShopObjective objective) => Objectives.First(o => o.Objective == objective).Name;

    /// <summary>The objective in a sentence: "total weighted tardiness".</summary>
    public static string Spoken(ShopObjective objective) => Of(objective).Replace('-', ' ');

    /// <summary>A share as a percentage with one digit: 0.0123 is "1.2 %".</summary>
    public static string Percent(double? share, int digits = 1) =>
        share is { } value ? (value * 100).ToString("F" + digits, CultureInfo.InvariantCulture) + " %" : "-";

    public static string Number(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "-";

    public static string Seconds(double seconds) => seconds.ToString(seconds < 10 ? "F2" : "F1", CultureInfo.InvariantCulture) + " s";

    public static string Count(int count, string one, string? many = null) => count == 1 ? $"1 {one}" : $"{count} {many ?? one + "s"}";

    /// <summary>The shop in words: "ta21: 20 jobs on 20 machines, 400 operations".</summary>
    public static string Of(ShopProblem problem)
    {
        var kind = problem.IsFlexible ? ", with a choice of machines" : "";
        return $"{problem.Name}: {Count(problem.Jobs.Length, "job")} on {Count(problem.MachineCount, "machine")}, "
            + $"{Count(problem.OperationCount, "operation")}{kind}";
    }
}
