using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Cluster.Pods.Replay;

/// <summary>The tables of Alibaba's GPU trace of 2023 (OpenB): nodes sn,cpu_milli,memory_mib,gpu,model; pods name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,...</summary>
public static class OpenbTables
{
    /// <summary>True when a text begins like a table of pods.</summary>
    public static bool LooksLikePods(TextInput input) => Begins(input, "num_gpu"u8) && Begins(input, "cpu_milli"u8);

    /// <summary>Reads a table of nodes.</summary>
    /// <exception cref="InputException">A field breaks a rule, or a name comes twice.</exception>
    public static ImmutableArray<GpuNode> Nodes(TextInput input)
    {
        var csv = new CsvText(input);
        var (name, cpu, memory, gpu, model) = (csv.Get("sn"), csv.Get("cpu_milli"), csv.Get("memory_mib"), csv.Get("gpu"), csv.Find("model"));
        var nodes = ImmutableArray.CreateBuilder<GpuNode>();
        var names = new HashSet<string>();
        while (csv.NextRow())
        {
            var sn = csv.Text(name, "a name");
            if (!names.Add(sn)) throw csv.Error(name, $"node '{sn}' comes twice, expected a name for each");
            nodes.Add(new(sn, (int)csv.Integer(cpu, "thousandths of a core", 0, int.MaxValue), (int)csv.Integer(memory, "MiB", 0, int.MaxValue),
                (int)csv.Integer(gpu, "a number of GPUs", 0, 64), model < 0 ? "" : csv.Text(model, "a model")));
        }
        return nodes.Count > 0 ? nodes.DrainToImmutable() : throw new InputException(input.Name, "has no nodes under its line of names");
    }

    /// <summary>Reads a table of pods.</summary>
    /// <exception cref="InputException">A field breaks a rule: a share of several GPUs, a share of none, a deletion before its creation, a name that comes twice.</exception>
    public static ImmutableArray<GpuPod> Pods(TextInput input)
    {
        var csv = new CsvText(input);
        var (name, cpu, memory, gpu, milli) = (csv.Get("name"), csv.Get("cpu_milli"), csv.Get("memory_mib"), csv.Get("num_gpu"), csv.Get("gpu_milli"));
        var (models, created, deleted) = (csv.Find("gpu_spec"), csv.Find("creation_time"), csv.Find("deletion_time"));
        var pods = ImmutableArray.CreateBuilder<GpuPod>();
        var names = new HashSet<string>();
        while (csv.NextRow())
        {
            var who = csv.Text(name, "a name");
            if (!names.Add(who)) throw csv.Error(name, $"pod '{who}' comes twice, expected a name for each");
            var (count, share) = ((int)csv.Integer(gpu, "a number of GPUs", 0, 64), (int)csv.Integer(milli, "thousandths of a GPU", 0, 1000));
            if (count == 0 && share > 0) throw csv.Error(milli, $"asks for {share} thousandths of no GPU, expected 0 or at least one GPU");
            if (count > 0 && share == 0) throw csv.Error(milli, $"asks for {count} GPUs and nothing of them, expected 1 to 1000 thousandths");
            if (count > 1 && share < 1000) throw csv.Error(milli, $"shares {count} GPUs at {share} thousandths, expected 1000: only one GPU can be shared");
            if (created >= 0 && deleted >= 0 && csv.Cell(deleted).Length > 0 && csv.Integer(deleted, "a time") < csv.Integer(created, "a time"))
                throw csv.Error(deleted, $"is deleted at {csv.Integer(deleted, "a time")}, before it is created");
            pods.Add(new(who, (int)csv.Integer(cpu, "thousandths of a core", 0, int.MaxValue), (int)csv.Integer(memory, "MiB", 0, int.MaxValue), count, share,
                models < 0 || csv.Cell(models).Length == 0 ? [] : [.. csv.Text(models, "models").Split('|')]));
        }
        return pods.Count > 0 ? pods.DrainToImmutable() : throw new InputException(input.Name, "has no pods under its line of names");
    }

    private static bool Begins(TextInput input, ReadOnlySpan<byte> word)
    {
        var end = input.Text.IndexOf((byte)'\n');
        return (end < 0 ? input.Text : input.Text[..end]).IndexOf(word) >= 0;
    }
}
