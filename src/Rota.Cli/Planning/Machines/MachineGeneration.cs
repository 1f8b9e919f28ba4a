using System.CommandLine;
using Rota.Cli.Input;
using Rota.Cluster.Machines.Formats;
using Rota.Cluster.Machines.Generators;

namespace Rota.Cli.Planning.Machines;

/// <summary>What generate makes of machines: VMs by the mix of the published snapshot, packed and then thinned out by chance.</summary>
internal static class MachineGeneration
{
    public static Command Command(Terminal terminal)
    {
        var usual = new MachineGeneratorOptions();
        var machines = TypedOption.Number("--machines", $"number of machines (default {usual.Machines})", 1, 100_000);
        var used = TypedOption.Real("--used", $"share of cores in use before VMs are deleted (default {usual.Used})", 0.01, 1);
        var deleted = TypedOption.Real("--deleted", $"share of VMs that are deleted (default {usual.Deleted})", 0, 0.99);
        var migrations = TypedOption.Number("--migrations", "most migrations (default one in forty VMs)", 0, 1_000_000);
        var seed = TypedOption.Number("--seed", "the same seed makes the same snapshot (default 1)", 0, long.MaxValue);
        var command = new Command("machines", "a random snapshot of machines and VMs whose free cores are in fragments (Ding et al. 2025)") { machines, used, deleted, migrations, seed };
        var writing = new InstanceWriting(command, MachineDomain.Instance, MachineFormats.All[0].Name);
        command.SetAction(parse => writing.Write(terminal, parse, () => MachineGenerator.Create(usual with
        {
            Machines = (int)(parse.GetValue(machines) ?? usual.Machines),
            Used = parse.GetValue(used) ?? usual.Used,
            Deleted = parse.GetValue(deleted) ?? usual.Deleted,
            MigrationLimit = (int?)parse.GetValue(migrations),
            Seed = (ulong)(parse.GetValue(seed) ?? (long)usual.Seed),
        }), MachineFiles.Write, MachineInstance.WordsOf));
        return command;
    }
}
