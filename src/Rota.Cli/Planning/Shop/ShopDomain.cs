using System.Collections.Immutable;
using System.CommandLine;
using Rota.Cli.Input;
using Rota.Formats;
using Rota.Shop;
using Rota.Shop.Formats;
using Rota.Shop.Generators;

namespace Rota.Cli.Planning.Shop;

/// <summary>Job shops, flow shops and their relatives.</summary>
internal sealed class ShopDomain : IPlanDomain
{
    private ShopDomain()
    {
    }

    public static ShopDomain Instance { get; } = new();

    public string Name => "shop";

    public string Title => "Instances of shops";

    public IReadOnlyList<string> Solvers { get; } = [.. ShopSolverCatalog.Names];

    // Not by the list alone: learned:FILE is a solver with a policy of the user's own, and a wrong file is a mistake on the command line.
    public string Solver(string name) => ShopSolverCatalog.Find(name).Name;

    public string DefaultSolver => ShopSolverCatalog.Default;

    public IReadOnlyList<string> Contenders { get; } = ["rules", "tabu", "cp-sat", "portfolio"];

    public IReadOnlyList<string> Objectives { get; } = [.. ShopInstance.Objectives.Select(objective => objective.Name)];

    public bool CanBeInfeasible => false;

    public IReadOnlyList<PlanFormat> Formats { get; } = [.. ShopFormats.All.Select(format => new PlanFormat(format.Name, format.Description, Writes(format)))];

    public IReadOnlyList<string> Names { get; } = [.. TaillardShops.Names];

    public IPlanInstance? Named(string name) => TaillardShops.Knows(name) ? new ShopInstance(TaillardShops.Create(name)) : null;

    public FormatFit Fit(TextInput input, PlanReading reading) => ShopFiles.Catalog.Fit(input, Options(reading));

    public ImmutableArray<IPlanInstance> Read(TextInput input, PlanReading reading) =>
        [.. ShopFiles.Read(input, Options(reading)).Select(problem => new ShopInstance(problem))];

    public IEnumerable<Command> Generators(Terminal terminal) => ShopGeneration.Commands(terminal);

    private static ShopReadOptions Options(PlanReading reading) =>
        new() { FormatName = reading.Format, InstanceName = reading.Instance, FirstMachine = reading.FirstMachine };

    /// <summary>Whether the format can hold the plainest shop there is.</summary>
    private static bool Writes(IShopFormat format) => format.Refusal(new ShopProblem("plain", 1, [new("0", [new(0, 1)])])) is null;
}
