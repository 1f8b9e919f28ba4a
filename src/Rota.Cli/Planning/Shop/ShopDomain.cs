using System.CommandLine;
using Rota.Cli.Input;
using Rota.Shop;
using Rota.Shop.Formats;
using Rota.Shop.Generators;

namespace Rota.Cli.Planning.Shop;

/// <summary>Job shops, flow shops and their relatives.</summary>
internal sealed class ShopDomain : FileDomain<ShopProblem, ShopReadOptions>, IPlanDomain
{
    private ShopDomain() : base(ShopFiles.Catalog, new("plain", 1, [new("0", [new(0, 1)])]), problem => new ShopInstance(problem))
    {
    }

    public static ShopDomain Instance { get; } = new();

    public override string Name => "shop";

    public override string Title => "Instances of shops";

    public override IReadOnlyList<string> Solvers { get; } = [.. ShopSolverCatalog.Names];

    // Not by the list alone: learned:FILE is a solver with a policy of the user's own, and a wrong file is a mistake on the command line.
    public string Solver(string name) => ShopSolverCatalog.Find(name).Name;

    public override string DefaultSolver => ShopSolverCatalog.Default;

    public override IReadOnlyList<string> Contenders { get; } = ["rules", "tabu", "cp-sat", "portfolio"];

    public override IReadOnlyList<string> Objectives { get; } = [.. ShopInstance.Objectives.Select(objective => objective.Name)];

    public override IReadOnlyList<string> Names { get; } = [.. TaillardShops.Names];

    public override IPlanInstance? Named(string name) => TaillardShops.Knows(name) ? new ShopInstance(TaillardShops.Create(name)) : null;

    public override IEnumerable<Command> Generators(Terminal terminal) => ShopGeneration.Commands(terminal);

    protected override ShopReadOptions Options(PlanReading reading) => base.Options(reading) with { FirstMachine = reading.FirstMachine };
}
