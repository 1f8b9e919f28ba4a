using System.Text.Json;
using Rota.Shop.Learning.Clock;

namespace Rota.Tests.Shop.Learning.Clock;

/// <summary>The published checkpoint, which lies beside the checkout and is never part of it.</summary>
internal static class ReleasedCheckpoint
{
    public const string Absent = "shared/data/shop/e2e_cp_rl_weights.json is not here";

    /// <summary>The network, null when its weights are absent.</summary>
    public static ClockNetwork? Read()
    {
        if (SharedData.Find("shop/e2e_cp_rl_weights.json") is not { } path) return null;
        using var json = JsonDocument.Parse(File.ReadAllText(path));
        var tensors = json.RootElement.GetProperty("tensors").EnumerateObject()
            .ToDictionary(t => t.Name, t => t.Value.GetProperty("data").EnumerateArray().Select(x => x.GetSingle()).ToArray());
        return new(tensors);
    }
}
