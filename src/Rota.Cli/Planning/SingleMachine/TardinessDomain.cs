using System.Collections.Immutable;
using System.CommandLine;
using Rota.Formats;
using Rota.SingleMachine;
using Rota.SingleMachine.Formats;

namespace Rota.Cli.Planning.SingleMachine;

/// <summary>Jobs on one machine, total (weighted) tardiness.</summary>
internal sealed class TardinessDomain : IPlanDomain
{
    private TardinessDomain()
    {
    }

    public static TardinessDomain Instance { get; } = new();

    public string Name => "tardiness";

    public string Title => "One machine, total tardiness";

    public IReadOnlyList<string> Solvers { get; } = [.. TardinessInstance.Catalog.Select(solver => solver.Name)];

    public string DefaultSolver => "portfolio";

    public IReadOnlyList<string> Contenders { get; } = ["mdd", "mddc", "exact", "portfolio"];

    public IReadOnlyList<string> Objectives => [];

    public bool CanBeInfeasible => false;

    public IReadOnlyList<PlanFormat> Formats { get; } = [.. TardinessFormats.All.Select(format => new PlanFormat(format.Name, format.Description, Writes(format)))];

    public IReadOnlyList<string> Names => [];

    public IPlanInstance? Named(string name) => null;

    public FormatFit Fit(TextInput input, PlanReading reading) => TardinessFiles.Catalog.Fit(input, Options(reading));

    public ImmutableArray<IPlanInstance> Read(TextInput input, PlanReading reading) =>
        [.. TardinessFiles.Read(input, Options(reading)).Select(problem => new TardinessInstance(problem))];

    public IEnumerable<Command> Generators(Terminal terminal) => [TardinessGeneration.Command(terminal)];

    private static TardinessReadOptions Options(PlanReading reading) => new() { FormatName = reading.Format, InstanceName = reading.Instance };

    private static bool Writes(IInstanceFormat<TardinessProblem, TardinessReadOptions> format) => format.Refusal(new TardinessProblem("plain", [new("1", 1, 1)])) is null;
}
