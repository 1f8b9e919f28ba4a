using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Shop.Formats;

/// <summary>
/// The standard text format: a line "jobs machines", then a line a job of pairs "machine duration", machines from 0. Lines that begin with # are comments.
/// Recognised when at least half of the lines have one pair for each machine; jobs with another number of pairs, or with a machine twice, are
/// then errors unless <see cref="ShopReadOptions.AllowReentrant"/> is set.
/// </summary>
public sealed class StandardFormat : IShopFormat
{
    /// <inheritdoc/>
    public string Name => "standard";

    /// <inheritdoc/>
    public string Description => "a line 'jobs machines', then a line a job: pairs 'machine duration', machines from 0";

    /// <inheritdoc/>
    public FormatFit Recognises(TextInput input, ShopReadOptions options)
    {
        var table = input.Numbers;
        if (SizeHeader.Peek(table) is not { } size) return FormatFit.None;
        if (table.Rows - 1 == size.Jobs && AtLeastHalf(table, size) && new PairRows(table, 1, size.Jobs, size.Machines, options, false).Fits())
            return FormatFit.Whole;
        return AtLeastHalf(table, size) ? FormatFit.Shape : FormatFit.None;
    }

    /// <inheritdoc/>
    public ImmutableArray<ShopProblem> Read(TextInput input, ShopReadOptions options)
    {
        var table = input.Numbers;
        var (jobs, machines) = SizeHeader.Read(table);
        var list = new PairRows(table, 1, jobs, machines, options, false).Read();
        SizeHeader.ExpectEnd(table, jobs + 1, jobs);
        return [ShopLimits.Problem(input, table.Line(0), InstanceNames.OfFile(input.Name, "shop"), machines, list)];
    }

    /// <inheritdoc/>
    public string? Refusal(ShopProblem problem) => PlainShop.Refusal(problem);

    /// <inheritdoc/>
    public void Write(ShopProblem problem, TextWriter output)
    {
        ShopFiles.Catalog.Accept(this, problem);
        WriteRows(problem, output, end: null);
    }

    /// <summary>True when at least half of the job lines, and one, have a pair for each machine.</summary>
    internal static bool AtLeastHalf(NumberTable table, SizeHeader size)
    {
        var rows = Math.Min(size.Jobs, table.Rows - 1);
        var pairs = 0;
        for (var row = 1; row <= rows; row++)
            if (table.Fields(row) == 2L * size.Machines && table[row] is not [.., -1, -1]) pairs++;
        return pairs > 0 && 2 * pairs >= rows;
    }

    /// <summary>Writes header and rows.</summary>
    internal static void WriteRows(ShopProblem problem, TextWriter output, string? end)
    {
        output.Write($"{problem.Jobs.Length} {problem.MachineCount}\n");
        foreach (var job in problem.Jobs)
        {
            var separator = "";
            foreach (var operation in job.Operations)
            {
                output.Write(separator);
                output.Write(operation.Modes[0].Machine);
                output.Write(' ');
                output.Write(operation.Modes[0].Duration);
                separator = " ";
            }
            if (end is not null)
            {
                output.Write(separator);
                output.Write(end);
            }
            output.Write('\n');
        }
    }
}
