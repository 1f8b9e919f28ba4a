using Rota.Formats;

namespace Rota.Cluster.Sharing.Formats;

/// <summary>Reads and writes workloads of shared pools; the format of a file is told by its content.</summary>
public static class SharingFiles
{
    /// <summary>The formats, and how they are told apart. Adding one: a new file and a line here.</summary>
    public static FormatCatalog<PoolWorkload, InstanceReadOptions> Catalog { get; } = new(
        [new PoolCsvFormat(), new PoolJsonFormat(), new WorkflowTraceFormat(), new StandardWorkloadFormat(), new SparkEventLogFormat()], new(), workload => workload.Name, Unrecognised);

    /// <summary>Reads a file, or standard input for "-"; gzip is unpacked.</summary>
    /// <exception cref="RotaException">The file cannot be read, is of no known format, or breaks a rule of its format.</exception>
    public static PoolWorkload Read(string path, InstanceReadOptions? options = null) => Catalog.ReadOne(path, options);

    /// <summary>Reads a text.</summary>
    /// <exception cref="RotaException">It is of no known format, or breaks a rule of its format.</exception>
    public static PoolWorkload Read(TextInput input, InstanceReadOptions? options = null) => Catalog.Read(input, options)[0];

    /// <summary>Writes a workload in the format of a name; null for "pool-json".</summary>
    /// <exception cref="RotaException">No such format, or it cannot hold the workload.</exception>
    public static void Write(PoolWorkload workload, string? formatName, TextWriter output) => Catalog.Find(formatName ?? "pool-json").Write(workload, output);

    /// <summary>How many of these names stand in the first line of a CSV; 0 when the text is no CSV.</summary>
    internal static int Columns(TextInput input, params ReadOnlySpan<string> names)
    {
        if (input.LooksLikeJson) return 0;
        try
        {
            var csv = new CsvText(input);
            var own = 0;
            foreach (var name in names)
                if (csv.Find(name) >= 0) own++;
            return own;
        }
        catch (InputException)
        {
            return 0;
        }
    }

    private static InputException Unrecognised(TextInput input) => new(
        input.Name, 1, 0, "is no file of pool jobs, expected a CSV user,group,submit_ms,stage_core_s, JSON {\"jobs\": [...]}, a workflow trace workflow_id,ts_submit,runtime,user_id, SWF with 18 columns, or Spark's event log");
}
