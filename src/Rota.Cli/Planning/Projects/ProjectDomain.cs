using System.Collections.Immutable;
using System.CommandLine;
using Rota.CpSat.Projects;
using Rota.Formats;
using Rota.Projects;
using Rota.Projects.Formats;

namespace Rota.Cli.Planning.Projects;

/// <summary>Projects with limited resources.</summary>
internal sealed class ProjectDomain : IPlanDomain
{
    private ProjectDomain()
    {
    }

    public static ProjectDomain Instance { get; } = new();

    public string Name => "project";

    public string Title => "Projects (RCPSP and its relatives)";

    public IReadOnlyList<string> Solvers { get; } = [.. CpSatProjectSolvers.All.Select(solver => solver.Name)];

    public string DefaultSolver => "portfolio";

    public IReadOnlyList<string> Contenders { get; } = ["rules", "genetic", "cp-sat", "portfolio"];

    public IReadOnlyList<string> Objectives => ["makespan"];

    public bool CanBeInfeasible => true;

    public IReadOnlyList<PlanFormat> Formats { get; } = [.. ProjectFormats.All.Select(format => new PlanFormat(format.Name, format.Description, Writes(format)))];

    public IReadOnlyList<string> Names => [];

    public IPlanInstance? Named(string name) => null;

    public FormatFit Fit(TextInput input, PlanReading reading) => ProjectFiles.Catalog.Fit(input, Options(reading));

    public ImmutableArray<IPlanInstance> Read(TextInput input, PlanReading reading) =>
        [.. ProjectFiles.Read(input, Options(reading)).Select(problem => new ProjectInstance(problem))];

    public IEnumerable<Command> Generators(Terminal terminal) => [ProjectGeneration.Command(terminal)];

    private static ProjectReadOptions Options(PlanReading reading) => new() { FormatName = reading.Format, InstanceName = reading.Instance };

    private static bool Writes(IProjectFormat format) => format.Refusal(new ProjectProblem("plain", [new("r", 1)], [new("a", [new(1, [])])])) is null;
}
