using System.Collections.Immutable;
using System.Globalization;
using Rota.Formats;

namespace Rota.Shop.Formats;

/// <summary>
/// Flexible job shops as FJSPLIB writes them: a line "jobs machines [average]", then a line a job: its number of operations, and for each the number of machines it
/// may run on and that many pairs "machine duration", machines from 1. Recognised by a third number in the first line, or by lines that are
/// used up exactly when read so.
/// </summary>
public sealed class FlexibleFormat : IShopFormat
{
    /// <inheritdoc/>
    public string Name => "flexible";

    /// <inheritdoc/>
    public string Description =>
        "FJSPLIB: 'jobs machines [average]', then a line a job: operations, and for each its choices and pairs 'machine duration', machines from 1";

    /// <inheritdoc/>
    public FormatFit Recognises(TextInput input, ShopReadOptions options)
    {
        var table = input.Numbers;
        if (table.Rows == 0 || table.Fields(0) is < 2 or > 3) return FormatFit.None;
        if (table[0] is not [>= 1 and <= int.MaxValue and var jobs, >= 1 and <= ShopLimits.MaxMachines and var machines, ..]) return FormatFit.None;
        var named = table.Fields(0) == 3;
        if (named && !IsAverage(table)) return FormatFit.None;
        var rows = (int)Math.Min(jobs, table.Rows - 1);
        var first = options.FirstMachine ?? 1;
        var fitting = 0;
        for (var row = 1; row <= rows; row++)
            if (Fits(table[row], first, (int)machines)) fitting++;
        if (fitting == jobs && table.Rows - 1 == jobs) return FormatFit.Whole;
        return named || (fitting > 0 && 2 * fitting >= rows) ? FormatFit.Shape : FormatFit.None;
    }

    /// <inheritdoc/>
    public ImmutableArray<ShopProblem> Read(TextInput input, ShopReadOptions options)
    {
        var table = input.Numbers;
        var (jobs, machines) = SizeHeader.Read(table, mostFields: 3);
        if (table.Fields(0) == 3 && !IsAverage(table))
            throw table.Error(0, 2, $"read {FieldNumber.Quote(table.Token(0, 2))}, expected the average number of machines of an operation, or nothing");
        var list = ImmutableArray.CreateBuilder<ShopJob>(jobs);
        for (var j = 0; j < jobs; j++) list.Add(Job(table, j + 1, machines, options.FirstMachine ?? 1));
        SizeHeader.ExpectEnd(table, jobs + 1, jobs);
        return [ShopLimits.Problem(input, table.Line(0), InstanceNames.OfFile(input.Name, "shop"), machines, list.MoveToImmutable())];
    }

    /// <inheritdoc/>
    public string? Refusal(ShopProblem problem) => PlainShop.Refusal(problem, flexible: true, reentrant: true);

    /// <inheritdoc/>
    public void Write(ShopProblem problem, TextWriter output)
    {
        ShopFiles.Catalog.Accept(this, problem);
        var choices = problem.Jobs.Sum(job => job.Operations.Sum(operation => (long)operation.Modes.Length));
        var average = problem.OperationCount == 0 ? 0 : (double)choices / problem.OperationCount;
        output.Write($"{problem.Jobs.Length} {problem.MachineCount} {average.ToString("0.##", CultureInfo.InvariantCulture)}\n");
        foreach (var job in problem.Jobs)
        {
            output.Write(job.Operations.Length);
            foreach (var operation in job.Operations)
            {
                output.Write($" {operation.Modes.Length}");
                foreach (var (machine, duration) in operation.Modes) output.Write($" {machine + 1} {duration}");
            }
            output.Write('\n');
        }
    }

    private static bool IsAverage(NumberTable table) =>
        double.TryParse(table.Token(0, 2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var average) && double.IsFinite(average);

    private static bool Fits(ReadOnlySpan<long> numbers, int first, int machines)
    {
        var at = 1;
        for (var left = numbers[0]; left > 0; left--)
        {
            if (at >= numbers.Length || numbers[at] < 1 || numbers[at] > (numbers.Length - at - 1) / 2) return false;
            var end = at + 1 + (2 * (int)numbers[at]);
            for (at++; at < end; at += 2)
                if (numbers[at] < first || numbers[at] >= first + machines || numbers[at + 1] < 0) return false;
        }
        return numbers[0] >= 0 && at == numbers.Length;
    }

    private static int Count(NumberTable table, int row, int field, string what, int least, int fieldsEach)
    {
        var count = table.Integer(row, field, $"a number of {what}", least);
        var left = table.Fields(row) - field - 1;
        return count <= left / fieldsEach ? (int)count : throw table.Error(row, field, $"{count} {what}, but the line has only {left} fields after this one");
    }

    private static ShopJob Job(NumberTable table, int row, int machines, int first)
    {
        var fields = table.Fields(row);
        // An operation takes three fields at least: counts are held to what the line really has before anything is allocated.
        var operations = new Operation[Count(table, row, 0, "operations", least: 0, fieldsEach: 3)];
        var at = 1;
        for (var k = 0; k < operations.Length; k++)
        {
            var choices = Count(table, row, at, "machines to choose from", least: 1, fieldsEach: 2);
            var modes = new Mode[choices];
            at++;
            for (var c = 0; c < choices; c++, at += 2)
            {
                if (first == 1 && at < fields && table[row][at] == 0)
                    throw table.Error(row, at, $"read machine 0, expected 1 to {machines}; read it with first machine 0 if machines count from 0");
                var machine = table.Integer(row, at, "a machine", first, first + machines - 1) - first;
                modes[c] = new((int)machine, table.Integer(row, at + 1, "a duration", 0));
            }
            operations[k] = new(ImmutableArray.Create(modes));
        }
        if (at < fields)
            throw table.Error(row, at, $"read {FieldNumber.Quote(table.Token(row, at))}, expected the end of the line after {operations.Length} operations");
        return new ShopJob($"{row - 1}", ImmutableArray.Create(operations));
    }
}
