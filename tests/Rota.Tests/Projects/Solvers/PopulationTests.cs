using Rota.Projects.Solvers.Flat;
using Rota.Randomness;
using Xunit;

namespace Rota.Tests.Projects.Solvers;

public sealed class PopulationTests
{
    private readonly RandomStream random = new(1);

    [Fact]
    public void A_child_takes_the_place_of_the_worst_unless_it_is_worse_or_there_already()
    {
        var people = new Population(3, 3);
        foreach (var cost in (int[])[7, 9, 8]) people.Add(One(cost, cost));
        Assert.Equal(12, people.Enter(One(12, 12), random).Cost);
        Assert.Equal(8, people.Enter(One(8, 8), random).Cost);
        Assert.Equal(9, people.Enter(One(6, 6), random).Cost);
        Assert.Equal(8, people.Enter(One(8, 5), random).Cost);
        Assert.Equal([6, 7, 8], people.Elite(5).Select(one => one.Cost));
    }

    [Fact]
    public void The_same_list_in_other_modes_is_another_individual()
    {
        var people = new Population(3, 2);
        people.Add(One(5, 1));
        people.Add(One(9, 2));
        var twin = One(5, 1);
        twin.Modes[2] = 1;
        Assert.Equal(9, people.Enter(twin, random).Cost);
    }

    /// <summary>An individual of three tasks; its list is told by <paramref name="list"/>.</summary>
    private static Individual One(int cost, int list)
    {
        var one = new Individual(3) { Cost = cost };
        (one.List[0], one.List[1], one.List[2]) = (list, list + 1, list + 2);
        return one;
    }
}
