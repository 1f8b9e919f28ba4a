using Rota.Randomness;
using Rota.Shop;
using Rota.Shop.Policies;
using Rota.Shop.Solvers;
using Xunit;

namespace Rota.Tests.Shop.Solvers;

/// <summary>Golden: makespans of every rule on the shared instances, computed independently.</summary>
public class RuleParityTests
{
    [Theory]
    [InlineData("pdr_makespans.csv", 210)]
    [InlineData("pdr_makespans_tai.csv", 12)]
    public void Every_rule_has_the_makespans_of_the_reference(string table, int expected)
    {
        if (SharedData.Find("shop/" + table) is not { } path) { Assert.Skip("shared data is absent"); return; }
        var rows = File.ReadLines(path).Select(line => line.Split(',')).ToArray();
        var header = rows[0];
        var sets = new Dictionary<string, Dictionary<string, ShopProblem>>();
        var wrong = new List<string>();
        var compared = 0;
        foreach (var row in rows.Skip(1))
        {
            if (Find(sets, row[0]) is not { } problem) continue;
            compared++;
            var simulation = new NonDelaySimulation(problem);
            var active = new GifflerThompson(problem);
            for (var column = 3; column < header.Length; column++)
            {
                if (header[column].StartsWith("RND", StringComparison.Ordinal)) continue;
                var (isActive, rule) = Rule(header[column]);
                var schedule = isActive ? active.Dispatch(rule) : simulation.Dispatch(rule);
                var verdict = ShopChecker.Instance.Check(problem, schedule);
                if (!verdict.Accepted || verdict.Objective.ToString() != row[column])
                    wrong.Add($"{row[0]} {header[column]}: {verdict.Objective}, expected {row[column]}{verdict.Violations.FirstOrDefault()}");
            }
        }
        Assert.Equal([], wrong);
        Assert.Equal(expected, compared);
    }

    [Fact]
    public void Random_order_is_as_good_as_the_reference_on_average()
    {
        if (SharedData.Find("shop/pdr_makespans.csv") is not { } path) { Assert.Skip("shared data is absent"); return; }
        var shops = SharedShops.Read("la")!;
        double ours = 0, reference = 0;
        foreach (var row in File.ReadLines(path).Select(line => line.Split(',')).Where(row => shops.ContainsKey(row[0])))
        {
            var simulation = new NonDelaySimulation(shops[row[0]]);
            for (var seed = 0; seed < 10; seed++)
                ours += JobCost.Of(shops[row[0]], simulation.Dispatch(new RandomOrder(), new RandomStream((ulong)seed))) / 10.0;
            reference += double.Parse(row[12]);
        }
        Assert.InRange(ours / reference, 0.98, 1.02);
    }

    private static ShopProblem? Find(Dictionary<string, Dictionary<string, ShopProblem>> sets, string name)
    {
        var set = new string([.. name.TakeWhile(char.IsLetter)]);
        if (!sets.TryGetValue(set, out var shops)) sets[set] = shops = SharedShops.Read(set) ?? [];
        return shops.GetValueOrDefault(name);
    }

    private static (bool Active, PriorityRule Rule) Rule(string column)
    {
        var active = column.StartsWith("GT_", StringComparison.Ordinal);
        var name = active ? column[3..] : column;
        return (active, PriorityRules.All.Single(rule => rule.Name.Replace("/", "", StringComparison.Ordinal) == name));
    }
}
