using Xunit;

namespace Rota.Tests.Architecture;

/// <summary>The rules, on arrows made up to break them.</summary>
public sealed class HouseRulesTests
{
    [Theory]
    [InlineData("Rota.Shop.Solvers", "Rota.Solving")]
    [InlineData("Rota.Shop.Solvers", "Rota.Simulation")]
    [InlineData("Rota.Shop.Solvers", "Rota.Shop.Policies")]
    [InlineData("Rota.Rendering", "Rota.Schedules")]
    [InlineData("Rota.Solving", "Rota")]
    [InlineData("Rota.Solving", "System.Collections.Generic")]
    public void Arrows_that_point_down_or_stay_in_the_room_are_fine(string from, string to) =>
        Assert.Empty(HouseRules.UpwardArrows([Arrow(from, to)]));

    [Theory]
    [InlineData("Rota.Formats", "Rota.Shop", "Formats (ground) imports Shop (domains) above it")]
    [InlineData("Rota.Solving", "Rota.Simulation", "Solving (ground) imports Simulation (tools) above it")]
    [InlineData("Rota.Search.Deep", "Rota.Serving.Model", "Search (tools) imports Serving (domains) above it")]
    public void An_arrow_that_points_up_is_named(string from, string to, string expected) =>
        Assert.StartsWith(expected, Assert.Single(HouseRules.UpwardArrows([Arrow(from, to)])), StringComparison.Ordinal);

    [Fact]
    public void A_domain_that_imports_a_domain_is_named() =>
        Assert.StartsWith(
            "domain Projects imports domain Shop",
            Assert.Single(HouseRules.UpwardArrows([Arrow("Rota.Projects.Solvers", "Rota.Shop")])),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("Rota.Attic", "Rota.Solving")]
    [InlineData("Rota.Shop", "Rota.Attic")]
    public void A_room_on_no_floor_is_named(string from, string to) =>
        Assert.Contains("room Attic is on no floor", Assert.Single(HouseRules.UpwardArrows([Arrow(from, to)])), StringComparison.Ordinal);

    [Fact]
    public void The_entrance_may_import_no_room()
    {
        Assert.Single(HouseRules.EntranceArrows([Arrow("Rota", "Rota.Formats")]));
        Assert.Empty(HouseRules.EntranceArrows([Arrow("Rota", "System"), Arrow("Rota", "Rota")]));
    }

    [Fact]
    public void A_circle_of_neighbours_is_found_once_and_spelt_out()
    {
        Reference[] arrows =
        [
            Arrow("Rota.Solving", "Rota.Schedules"), Arrow("Rota.Schedules", "Rota.Formats"), Arrow("Rota.Formats", "Rota.Solving"),
            Arrow("Rota.Shop", "Rota.Solving"),
        ];
        Assert.Equal(["circle: Formats -> Solving -> Schedules -> Formats"], HouseRules.Circles(arrows));
        Assert.Empty(HouseRules.Circles(arrows[1..]));
    }

    [Theory]
    [InlineData("Rota.Shop", "ShopChecker", "Rota.Shop.Solvers.Tabu")]
    [InlineData("Rota.Shop", "ShopChecker", "Rota.Shop.Policies")]
    [InlineData("Rota.Dag.Checker", "Precedence", "Rota.Dag.Solvers")]
    public void A_referee_that_knows_a_solver_is_named(string home, string name, string to) =>
        Assert.Single(HouseRules.PartialReferees([new(new("Rota", home, name), new("Rota", to, "Any"))]));

    [Fact]
    public void A_referee_may_know_the_model_and_a_solver_may_know_solvers() =>
        Assert.Empty(HouseRules.PartialReferees(
        [
            new(new("Rota", "Rota.Shop", "ShopChecker"), new("Rota", "Rota.Shop", "ShopProblem")),
            new(new("Rota", "Rota.Shop", "ShopChecker"), new("Rota", "Rota.Solving", "Verdict")),
            new(new("Rota", "Rota.Shop.Solvers", "LocalSearch"), new("Rota", "Rota.Shop.Solvers.Tabu", "Node")),
        ]));

    [Theory]
    [InlineData("Rota", "Newtonsoft.Json", "Rota references the package Newtonsoft.Json")]
    [InlineData("Rota", "Rota.CpSat", "Rota imports Rota.CpSat, which is not below it")]
    [InlineData("Rota.Studies", "Rota.Cli", "Rota.Studies imports Rota.Cli, which is not below it")]
    [InlineData("Rota.CpSat", "Rota.Torch", "Rota.CpSat imports Rota.Torch, which is not below it")]
    [InlineData("Rota.Cli", "Google.OrTools", "Rota.Cli references Google.OrTools, which only Rota.CpSat may know")]
    [InlineData("Rota.Studies", "TorchSharp", "Rota.Studies references TorchSharp, which only Rota.Torch may know")]
    public void An_assembly_that_imports_what_it_must_not_is_named(string assembly, string use, string expected) =>
        Assert.Equal([expected], HouseRules.ForeignAssemblies(new(assembly, [use], [], []), BuiltAssemblies.IsFramework));

    [Fact]
    public void An_assembly_nobody_planned_is_named() =>
        Assert.Single(HouseRules.ForeignAssemblies(new("Rota.Attic", [], [], []), BuiltAssemblies.IsFramework));

    [Theory]
    [InlineData("Rota", "System.Runtime")]
    [InlineData("Rota.CpSat", "Google.OrTools")]
    [InlineData("Rota.Cli", "Rota.Studies")]
    [InlineData("Rota.Cli", "Spectre.Console")]
    public void An_assembly_may_import_the_framework_its_packages_and_floors_below(string assembly, string use) =>
        Assert.Empty(HouseRules.ForeignAssemblies(new(assembly, [use], [], []), BuiltAssemblies.IsFramework));

    private static Reference Arrow(string from, string to) => new(new("Rota", from, "One"), new("Rota", to, "Other"));
}
