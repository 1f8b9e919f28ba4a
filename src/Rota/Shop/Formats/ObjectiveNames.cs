using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Shop.Formats;

/// <summary>Names of the objectives as files have them.</summary>
internal static class ObjectiveNames
{
    /// <summary>Name and objective.</summary>
    public static ImmutableArray<(string Name, ShopObjective Objective)> All { get; } =
    [
        ("makespan", ShopObjective.Makespan),
        ("total-flow", ShopObjective.TotalFlow),
        ("total-tardiness", ShopObjective.TotalTardiness),
        ("total-weighted-tardiness", ShopObjective.TotalWeightedTardiness),
    ];

    /// <summary>The name.</summary>
    public static string Of(ShopObjective objective) => All.First(entry => entry.Objective == objective).Name;

    /// <summary>The objective of a name in a file.</summary>
    public static ShopObjective Read(JsonValue value)
    {
        var text = value.AsText("an objective");
        foreach (var (name, objective) in All)
            if (name == text) return objective;
        var names = All.Select(entry => entry.Name);
        throw value.Error($"unknown objective {FieldNumber.Quote(value.Raw[1..^1])}, expected {string.Join(", ", names)}{Nearest.Hint(text, names)}");
    }
}
