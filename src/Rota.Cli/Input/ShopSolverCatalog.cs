using Rota.CpSat.Shop;
using Rota.Shop;
using Rota.Shop.Learning;
using Rota.Solving;

namespace Rota.Cli.Input;

/// <summary>The solvers the tool offers, by name.</summary>
internal static class ShopSolverCatalog
{
    public const string Default = "portfolio";

    /// <summary>What stands before the file of a user's own policy: <c>learned:my.safetensors</c>.</summary>
    public const string OwnPolicy = "learned:";

    public static IReadOnlyList<ISolver<ShopProblem, ShopSchedule>> All => CpSatShopSolvers.All;

    public static IEnumerable<string> Names => All.Select(solver => solver.Name);

    /// <exception cref="RotaException">No solver has this name; the nearest is named.</exception>
    public static ISolver<ShopProblem, ShopSchedule> Find(string name) => name.StartsWith(OwnPolicy, StringComparison.OrdinalIgnoreCase)
        ? Own(name[OwnPolicy.Length..])
        : All.FirstOrDefault(solver => solver.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new RotaException($"unknown solver '{name}'{Suggestion.Of(name, Names)}");

    /// <summary>Several names with commas between them.</summary>
    public static IReadOnlyList<ISolver<ShopProblem, ShopSchedule>> FindAll(string names)
    {
        var found = CommaList.Of(names).Select(Find).Distinct().ToList();
        return found.Count > 0 ? found : throw new RotaException($"'{names}' names no solver");
    }

    // Read at once: a wrong file is a mistake on the command line, not one of the run.
    private static LearntDispatching Own(string path)
    {
        var policy = ShopModels.Read(path);
        return new(policy.ForThread, name: OwnPolicy + path);
    }
}
