using System.Globalization;
using System.Text.Json;
using Rota.Shop;
using Rota.Shop.Learning.Clock;
using Rota.Tests.Shop.Solvers;
using Xunit;

namespace Rota.Tests.Shop.Learning.Clock;

public sealed class ClockParityTests
{
    [Fact]
    public void Every_greedy_decision_of_the_released_checkpoint_agrees_in_clock_legal_actions_logits_and_order()
    {
        var network = ReleasedCheckpoint.Read();
        var path = SharedData.Find("shop/e2e_fixture_greedy.json");
        if (network is null || path is null) Assert.Skip(ReleasedCheckpoint.Absent);
        using var json = JsonDocument.Parse(File.ReadAllText(path));
        foreach (var fixture in json.RootElement.EnumerateArray())
        {
            var steps = fixture.GetProperty("steps").EnumerateArray().ToArray();
            var at = 0;
            var rollouts = new ClockRollouts(Shop(fixture.GetProperty("instance").GetString()!), network);
            var (_, makespan) = rollouts.Greedy(decision =>
            {
                var step = steps[at++];
                Assert.Equal(step.GetProperty("now").GetInt64(), decision.Now);
                Assert.Equal(step.GetProperty("next_distinct").GetInt64(), decision.WaitUntil ?? -1);
                var legal = step.GetProperty("legal").EnumerateArray().Select(x => x.GetInt32()).ToArray();
                Assert.Equal(legal, Enumerable.Range(0, decision.Logits.Length).Where(i => !float.IsNegativeInfinity(decision.Logits[i])));
                var logits = step.GetProperty("logits").EnumerateArray().Select(x => x.GetSingle()).ToArray();
                for (var i = 0; i < legal.Length; i++) Assert.Equal(logits[i], decision.Logits[legal[i]], 1e-3f);
                Assert.Equal(step.GetProperty("executed").EnumerateArray().Select(x => x.GetInt32()), decision.Executed);
            });
            Assert.Equal(steps.Length, at);
            Assert.Equal(fixture.GetProperty("makespan").GetInt64(), makespan);
        }
    }

    [Fact]
    public void Greedy_makespans_of_the_released_checkpoint_are_those_of_the_published_file_and_the_referee_accepts_them()
    {
        var network = ReleasedCheckpoint.Read();
        var path = SharedData.Find("shop/e2e_official_checkpoint_results.csv");
        if (network is null || path is null) Assert.Skip(ReleasedCheckpoint.Absent);
        var (checkedRows, sets) = (0, new Dictionary<string, Dictionary<string, ShopProblem>>());
        foreach (var row in File.ReadLines(path).Skip(1).Select(line => line.Split(',')))
        {
            // The largest take minutes; the study measures them.
            if (int.Parse(row[1], CultureInfo.InvariantCulture) * int.Parse(row[2], CultureInfo.InvariantCulture) > 300) continue;
            var set = row[0].StartsWith("tai", StringComparison.Ordinal) ? "tai" : string.Concat(row[0].TakeWhile(char.IsLetter));
            if (!sets.TryGetValue(set, out var shops)) sets[set] = shops = SharedShops.Read(set) ?? [];
            if (!shops.TryGetValue(row[0], out var problem)) continue;
            var (schedule, makespan) = new ClockRollouts(problem, network).Greedy();
            Assert.Equal((row[0], long.Parse(row[3], CultureInfo.InvariantCulture)), (row[0], makespan));
            var verdict = ShopChecker.Instance.Check(problem, schedule);
            Assert.Empty(verdict.Violations);
            Assert.Equal(makespan, verdict.Objective);
            checkedRows++;
        }
        Assert.True(checkedRows > 60, $"{checkedRows} rows");
    }

    private static ShopProblem Shop(string name) => SharedShops.Read(string.Concat(name.TakeWhile(char.IsLetter)))![name];
}
