using System.Collections.Immutable;
using System.CommandLine;
using Rota.Cli.Input;
using Rota.Formats;
using Rota.Shop.Blocking;
using Rota.Shop.Blocking.Formats;

namespace Rota.Cli.Planning.Blocking;

/// <summary>Job shops without room between machines.</summary>
internal sealed class BlockingDomain : IPlanDomain
{
    private BlockingDomain()
    {
    }

    public static BlockingDomain Instance { get; } = new();

    public string Name => "blocking";

    public string Title => "Job shops without room between machines (blocking)";

    public IReadOnlyList<string> Solvers { get; } = [.. BlockingInstance.Catalog.Select(solver => solver.Name)];

    public string DefaultSolver => "portfolio";

    public IReadOnlyList<string> Contenders { get; } = ["rules", "rollout", "tabu", "iterated-greedy", "cp-sat", "windows", "portfolio"];

    public IReadOnlyList<string> Objectives => [];

    public bool CanBeInfeasible => false;

    public IReadOnlyList<PlanFormat> Formats { get; } =
        [new("blocking", "JSON beside a job-shop file: {\"format\": \"rota-blocking\", \"shop\": FILE, \"swap\": true, \"stops\": {...}}", false)];

    public IReadOnlyList<string> Names => [];

    public IPlanInstance? Named(string name) => null;

    public FormatFit Fit(TextInput input, PlanReading reading) => BlockingFiles.Recognises(input) ? FormatFit.Whole : FormatFit.None;

    public ImmutableArray<IPlanInstance> Read(TextInput input, PlanReading reading) => [new BlockingInstance(Problem(input, BlockingFiles.Read(input), null))];

    public IEnumerable<Command> Generators(Terminal terminal) => [];

    /// <summary>The shop of a sidecar.</summary>
    /// <param name="input">The sidecar's text, for messages.</param>
    /// <param name="setup">What it says.</param>
    /// <param name="shop">A file or name given beside it; null for the one it names.</param>
    public static BlockingProblem Problem(TextInput input, BlockingSetup setup, string? shop)
    {
        var source = shop ?? setup.Shop ?? throw new InputException(input.Name, "names no shop: add \"shop\": FILE, or give the file before --blocking");
        if (shop is null && !Path.Exists(source) && Rota.Shop.Generators.TaillardShops.Knows(Path.GetFileName(source))) source = Path.GetFileName(source);
        var instance = Instances.One(source, null, setup.Instance).Instance;
        return instance is Shop.ShopInstance { Problem: var problem } ? setup.Apply(problem, input.Name)
            : throw new RotaException($"{source} is no shop, but {(instance.Domain.Name == "blocking" ? "a sidecar itself" : "of another kind: " + instance.Domain.Name)}");
    }
}
