using System.Collections.Immutable;
using System.CommandLine;
using Rota.Cluster.Machines.Formats;
using Rota.Formats;

namespace Rota.Cli.Planning.Machines;

/// <summary>VMs on physical machines, and the migrations that leave fewer fragments.</summary>
internal sealed class MachineDomain : IPlanDomain
{
    private MachineDomain()
    {
    }

    public static MachineDomain Instance { get; } = new();

    public string Name => "machines";

    public string Title => "VMs on physical machines";

    public IReadOnlyList<string> Solvers { get; } = [.. MachineInstance.Catalog.Select(solver => solver.Name)];

    public string DefaultSolver => "prices";

    public IReadOnlyList<string> Contenders { get; } = ["filter", "joint-greedy", "beam", "prices"];

    public IReadOnlyList<string> Objectives { get; } = [.. MachineInstance.SlotSizes.Select(MachineInstance.ObjectiveOf)];

    public bool CanBeInfeasible => false;

    public IReadOnlyList<PlanFormat> Formats { get; } = [.. MachineFormats.All.Select(format => new PlanFormat(format.Name, format.Description, true))];

    public IReadOnlyList<string> Names => [];

    public IPlanInstance? Named(string name) => null;

    public FormatFit Fit(TextInput input, PlanReading reading) => MachineFiles.Catalog.Fit(input, Options(reading));

    public ImmutableArray<IPlanInstance> Read(TextInput input, PlanReading reading) => [.. MachineFiles.Read(input, Options(reading)).Select(problem => new MachineInstance(problem))];

    public IEnumerable<Command> Generators(Terminal terminal) => [MachineGeneration.Command(terminal)];

    private static MachineReadOptions Options(PlanReading reading) => new() { FormatName = reading.Format, InstanceName = reading.Instance };
}
