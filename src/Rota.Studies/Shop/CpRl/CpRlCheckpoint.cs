using System.Globalization;
using System.Text.Json;
using Rota.Shop;
using Rota.Shop.Learning.Clock;

namespace Rota.Studies.Shop.CpRl;

/// <summary>The released checkpoint and what was recorded with it. They lie beside a checkout and are never part of it; each is null when absent.</summary>
internal static class CpRlCheckpoint
{
    /// <summary>The network.</summary>
    public static ClockNetwork? Network()
    {
        if (StudyData.Find("shop/e2e_cp_rl_weights.json") is not { } path) return null;
        using var json = JsonDocument.Parse(File.ReadAllText(path));
        return new(json.RootElement.GetProperty("tensors").EnumerateObject()
            .ToDictionary(t => t.Name, t => t.Value.GetProperty("data").EnumerateArray().Select(x => x.GetSingle()).ToArray()));
    }

    /// <summary>Largest difference of a logit from the recorded ones over every greedy decision; infinity when clocks, legal actions or orders differ.</summary>
    public static double? LogitError(ClockNetwork? network, IReadOnlyDictionary<string, ShopProblem> problems)
    {
        if (network is null || StudyData.Find("shop/e2e_fixture_greedy.json") is not { } path) return null;
        using var json = JsonDocument.Parse(File.ReadAllText(path));
        var error = 0.0;
        foreach (var fixture in json.RootElement.EnumerateArray())
        {
            if (!problems.TryGetValue(fixture.GetProperty("instance").GetString()!, out var problem)) return null;
            var steps = fixture.GetProperty("steps").EnumerateArray().ToArray();
            var at = 0;
            new ClockRollouts(problem, network).Greedy(decision => error = Math.Max(error, at < steps.Length ? Error(steps[at++], decision) : double.PositiveInfinity));
            if (at != steps.Length) error = double.PositiveInfinity;
        }
        return error;
    }

    /// <summary>Recorded greedy makespans by instance; empty when absent.</summary>
    public static Dictionary<string, long> GreedyMakespans() =>
        StudyData.Find("shop/e2e_official_checkpoint_results.csv") is not { } path ? []
        : File.ReadLines(path).Skip(1).Select(line => line.Split(',')).ToDictionary(row => row[0], row => long.Parse(row[3], CultureInfo.InvariantCulture));

    private static double Error(JsonElement step, ClockDecision decision)
    {
        var legal = step.GetProperty("legal").EnumerateArray().Select(x => x.GetInt32()).ToArray();
        var logits = step.GetProperty("logits").EnumerateArray().Select(x => x.GetSingle()).ToArray();
        var same = step.GetProperty("now").GetInt64() == decision.Now
            && step.GetProperty("executed").EnumerateArray().Select(x => x.GetInt32()).SequenceEqual(decision.Executed)
            && legal.SequenceEqual(Enumerable.Range(0, decision.Logits.Length).Where(i => !float.IsNegativeInfinity(decision.Logits[i])));
        return same ? legal.Select((action, i) => Math.Abs((double)decision.Logits[action] - logits[i])).Max() : double.PositiveInfinity;
    }
}
