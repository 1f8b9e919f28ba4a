using Xunit;

namespace Rota.Tests.Architecture;

public sealed class HouseTests
{
    public static TheoryData<string> Projects => [.. BuiltAssemblies.Projects];

    [Fact]
    public void Imports_between_rooms_point_down_and_no_domain_imports_another() =>
        Holds(HouseRules.UpwardArrows(BuiltAssemblies.Core.References));

    [Fact]
    public void Every_room_of_the_core_is_on_a_floor_of_the_plan()
    {
        var planned = HousePlan.Rooms.SelectMany(floor => floor.Rooms).ToHashSet();
        var found = BuiltAssemblies.Core.Types.Select(type => HouseRules.RoomOf(type.Namespace)).OfType<string>().Where(room => room.Length > 0);
        Assert.Empty(found.Distinct().Except(planned));
    }

    [Fact]
    public void No_rooms_import_each_other_in_a_circle() => Holds(HouseRules.Circles(BuiltAssemblies.Core.References));

    [Fact]
    public void The_entrance_imports_no_room() => Holds(HouseRules.EntranceArrows(BuiltAssemblies.Core.References));

    [Fact]
    public void Referees_know_no_solver_and_no_policy()
    {
        var core = BuiltAssemblies.Core;
        Assert.Contains(core.References, reference => reference.From is { Namespace: "Rota.Shop", Name: "ShopChecker" });
        Holds(HouseRules.PartialReferees(core.References));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void An_assembly_imports_only_floors_below_and_packages_that_are_its_own(string project) =>
        Holds(HouseRules.ForeignAssemblies(BuiltAssemblies.Read(project), BuiltAssemblies.IsFramework));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_namespace_of_the_house_lives_in_the_assembly_it_is_named_after(string project)
    {
        var heavier = HousePlan.Assemblies.SelectMany(floor => floor.Rooms).Where(name => name != "Rota").OrderByDescending(name => name.Length).ToList();
        string Home(string name) => heavier.Find(assembly => name == assembly || name.StartsWith(assembly + ".", StringComparison.Ordinal)) ?? "Rota";
        var assembly = BuiltAssemblies.Read(project);
        var strangers = assembly.Types.Where(type => HouseRules.RoomOf(type.Namespace) is not null && Home(type.Namespace) != assembly.Name);
        Assert.Empty(strangers);
    }

    // The whole text of every violation: xunit cuts collections short.
    private static void Holds(IEnumerable<string> violations)
    {
        var found = violations.Distinct().ToList();
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }
}
