using System.CommandLine;
using Rota.CpSat.Projects;
using Rota.Projects;
using Rota.Projects.Formats;

namespace Rota.Cli.Planning.Projects;

/// <summary>Projects with limited resources.</summary>
internal sealed class ProjectDomain : FileDomain<ProjectProblem, ProjectReadOptions>
{
    private ProjectDomain() : base(ProjectFiles.Catalog, new("plain", [new("r", 1)], [new("a", [new(1, [])])]), problem => new ProjectInstance(problem))
    {
    }

    public static ProjectDomain Instance { get; } = new();

    public override string Name => "project";

    public override string Title => "Projects (RCPSP and its relatives)";

    public override IReadOnlyList<string> Solvers { get; } = [.. CpSatProjectSolvers.All.Select(solver => solver.Name)];

    public override string DefaultSolver => "portfolio";

    public override IReadOnlyList<string> Contenders { get; } = ["rules", "genetic", "cp-sat", "portfolio"];

    public override IReadOnlyList<string> Objectives => ["makespan"];

    public override bool CanBeInfeasible => true;

    public override IEnumerable<Command> Generators(Terminal terminal) => [ProjectGeneration.Command(terminal)];
}
