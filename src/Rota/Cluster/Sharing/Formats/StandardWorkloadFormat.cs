using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Cluster.Sharing.Formats;

/// <summary>
/// The Standard Workload Format of the Parallel Workloads Archive: 18 columns, lines that begin with a semicolon are comments. A job's work is its run time times its processors, its
/// tasks are the processors. Jobs that never ran (-1) are left out.
/// </summary>
public sealed class StandardWorkloadFormat : IInstanceFormat<PoolWorkload, InstanceReadOptions>
{
    private const int ColumnCount = 18;

    /// <inheritdoc/>
    public string Name => "swf";

    /// <inheritdoc/>
    public string Description => "Standard Workload Format of the Parallel Workloads Archive, 18 columns";

    /// <inheritdoc/>
    public FormatFit Recognises(TextInput input, InstanceReadOptions options)
    {
        if (input.LooksLikeJson) return FormatFit.None;
        var reader = new FieldReader(input);
        while (NextJob(reader, out var first))
        {
            if (!FieldReal.TryParse(first, out _)) return FormatFit.None;
            var count = 1;
            while (reader.TryNext(out var field))
            {
                if (!FieldReal.TryParse(field, out _)) return FormatFit.None;
                count++;
            }
            return count == ColumnCount && input.Text.TrimStart(" \t\r\n"u8) is [(byte)';', ..] ? FormatFit.Whole : count == ColumnCount ? FormatFit.Shape : FormatFit.None;
        }
        return FormatFit.None;
    }

    /// <inheritdoc/>
    public ImmutableArray<PoolWorkload> Read(TextInput input, InstanceReadOptions options)
    {
        var reader = new FieldReader(input);
        var builder = new PoolBuilder(input);
        var (origin, dropped) = (double.PositiveInfinity, 0);
        var row = new double[ColumnCount];
        while (NextJob(reader, out var first))
        {
            row[0] = Real(reader, first, "a job's number");
            for (var i = 1; i < ColumnCount; i++) row[i] = Real(reader, reader.Next("a number"), "a number");
            reader.EndLine();
            var (submit, run, processors) = (row[1], row[3], row[4] > 0 ? row[4] : row[7]);
            if (run < 0 || processors < 1)
            {
                dropped++;
                continue;
            }
            if (submit < 0) throw reader.Error($"job {row[0]} is submitted at {submit}, expected at least 0 s");
            if (processors > 1_000_000) throw reader.Error($"job {row[0]} has {processors} processors, expected at most 1000000");
            if (run * processors > PoolBuilder.MostWork) throw reader.Error($"job {row[0]} runs {run} s on {processors} processors, expected at most {PoolBuilder.MostWork:0} core-seconds");
            origin = Math.Min(origin, builder.Add($"{row[11]}", $"{row[0]}", submit, new(run * processors) { Tasks = (int)processors }, kind: $"{row[13]}"));
        }
        if (dropped > 0) builder.Note($"{dropped} jobs never ran or name no processors and were left out");
        return [builder.Build(double.IsInfinity(origin) ? 0 : origin)];
    }

    /// <inheritdoc/>
    public string? Refusal(PoolWorkload workload) => "jobs without processors of their own; the format is only read";

    /// <inheritdoc/>
    public void Write(PoolWorkload workload, TextWriter output) => SharingFiles.Catalog.Accept(this, workload);

    private static double Real(FieldReader reader, ReadOnlySpan<byte> field, string what) =>
        FieldReal.TryParse(field, out var value) ? value : throw reader.Error($"read {FieldNumber.Quote(field)}, expected {what}");

    /// <summary>Goes to the next line that is no comment and reads its first field.</summary>
    private static bool NextJob(FieldReader reader, out ReadOnlySpan<byte> first)
    {
        while (reader.NextLine())
            if (reader.TryNext(out first) && first[0] != (byte)';') return true;
        first = default;
        return false;
    }
}
