using System.CommandLine;
using Rota.Cluster.Machines;
using Rota.Cluster.Machines.Formats;

namespace Rota.Cli.Planning.Machines;

/// <summary>VMs on physical machines, and the migrations that leave fewer fragments.</summary>
internal sealed class MachineDomain : FileDomain<MachineProblem, MachineReadOptions>
{
    private MachineDomain() : base(MachineFiles.Catalog, new("plain", [], [], 0), problem => new MachineInstance(problem))
    {
    }

    public static MachineDomain Instance { get; } = new();

    public override string Name => "machines";

    public override string Title => "VMs on physical machines";

    public override IReadOnlyList<string> Solvers { get; } = [.. MachineInstance.Catalog.Select(solver => solver.Name)];

    public override string DefaultSolver => "prices";

    public override IReadOnlyList<string> Contenders { get; } = ["filter", "joint-greedy", "beam", "prices"];

    public override IReadOnlyList<string> Objectives { get; } = [.. MachineInstance.SlotSizes.Select(MachineInstance.ObjectiveOf)];

    public override IEnumerable<Command> Generators(Terminal terminal) => [MachineGeneration.Command(terminal)];
}
