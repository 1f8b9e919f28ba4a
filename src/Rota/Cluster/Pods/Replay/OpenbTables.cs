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
            var sn = Name(csv, name);
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
            var who = Name(csv, name);
            if (!names.Add(who)) throw csv.Error(name, $"pod '{who}' comes twice, expected a name for each");
            var (count, share) = ((int)csv.Integer(gpu, "a number of GPUs", 0, 64), (int)csv.Integer(milli, "thousandths of a GPU", 0, 1000));
            if (count == 0 && share > 0) throw csv.Error(milli, $"asks for {share} thousandths of no GPU, expected 0 or at least one GPU");
            if (count > 0 && share == 0) throw csv.Error(milli, $"asks for {count} GPUs and nothing of them, expected 1 to 1000 thousandths");
            if (count > 1 && share < 1000) throw csv.Error(milli, $"shares {count} GPUs at {share} thousandths, expected 1000: only one GPU can be shared");
            if (Time(csv, created) is { } began && Time(csv, deleted) is { } ended && ended < began) throw csv.Error(deleted, $"is deleted at {ended}, before it is created at {began}");
            pods.Add(new(who, (int)csv.Integer(cpu, "thousandths of a core", 0, int.MaxValue), (int)csv.Integer(memory, "MiB", 0, int.MaxValue), count, share,
                models < 0 || csv.Cell(models).Length == 0 ? [] : [.. csv.Text(models, "models").Split('|')]));
        }
        return pods.Count > 0 ? pods.DrainToImmutable() : throw new InputException(input.Name, "has no pods under its line of names");
    }

    private static string Name(CsvText csv, int column) => csv.Text(column, "a name") is { Length: > 0 } name ? name : throw csv.Error(column, "is empty, expected a name");

    private static long? Time(CsvText csv, int column) => column < 0 || csv.Cell(column).Length == 0 ? null : csv.Integer(column, "seconds");

    private static bool Begins(TextInput input, ReadOnlySpan<byte> word)
    {
        var end = input.Text.IndexOf((byte)'\n');
        return (end < 0 ? input.Text : input.Text[..end]).IndexOf(word) >= 0;
    }
}
