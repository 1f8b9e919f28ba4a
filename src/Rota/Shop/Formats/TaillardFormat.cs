using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Shop.Formats;

/// <summary>
/// Taillard's format: a line "jobs machines", a block of durations and a block of machines, a line a job in each. Machines count from 1; a block that counts
/// from 0 throughout is accepted, too. Original files have title lines ("Nb of jobs, ...", "Times", "Machines"), more numbers in
/// the first line, and may hold several instances, which are then numbered NAME-1, NAME-2, ...
/// <para>
/// Which block is which is told by the titles, else by the content: the machines are the block whose lines are permutations. When both blocks are, a file fits
/// both formats, "taillard" and "taillard-machines-first", and one of them has to be named.
/// </para>
/// </summary>
/// <param name="machinesFirst">The variant whose block of machines stands before the block of durations.</param>
public sealed class TaillardFormat(bool machinesFirst) : IShopFormat
{
    /// <inheritdoc/>
    public string Name => machinesFirst ? "taillard-machines-first" : "taillard";

    /// <inheritdoc/>
    public string Description => machinesFirst
        ? "like taillard, the block of machines before the block of durations"
        : "'jobs machines', a block of durations, a block of machines (from 1), a line a job in each; title lines allowed";

    private string Other => machinesFirst ? "taillard" : "taillard-machines-first";

    /// <inheritdoc/>
    public FormatFit Recognises(TextInput input, ShopReadOptions options)
    {
        var table = input.Numbers;
        if (HasTitles(table)) return machinesFirst ? FormatFit.None : FormatFit.Shape;
        if (SizeHeader.Peek(table) is not { } size) return FormatFit.None;
        var rows = (int)Math.Min(2L * size.Jobs, table.Rows - 1);
        var full = 0;
        for (var row = 1; row <= rows; row++)
            if (table.Fields(row) == size.Machines) full++;
        if (full == 0 || 2 * full < rows) return FormatFit.None;
        if (table.Rows - 1 != 2L * size.Jobs || full != rows) return FormatFit.Shape;
        var (times, machines) = machinesFirst ? (1 + size.Jobs, 1) : (1, 1 + size.Jobs);
        for (var row = times; row < times + size.Jobs; row++)
            foreach (var duration in table[row])
                if (duration < 0) return FormatFit.Shape;
        return AllPermutations(table, machines, size, FirstMachine(table, machines, size, options)) ? FormatFit.Whole : FormatFit.Shape;
    }

    /// <inheritdoc/>
    public ImmutableArray<ShopProblem> Read(TextInput input, ShopReadOptions options)
    {
        var table = input.Numbers;
        var stem = InstanceNames.OfFile(input.Name, "shop");
        var titled = HasTitles(table);
        var problems = ImmutableArray.CreateBuilder<ShopProblem>();
        var row = SkipTitles(table, 0, out _);
        do
        {
            var header = row;
            var (jobs, machines) = SizeHeader.Read(table, row, rowsPerJob: 2, mostFields: row > 0 || titled ? int.MaxValue : 2);
            var first = SkipTitles(table, row + 1, out var firstIsMachines);
            Require(table, first, jobs, jobs);
            var second = SkipTitles(table, first + jobs, out var secondIsMachines);
            Require(table, second, jobs, jobs);
            var swapped = firstIsMachines ?? (secondIsMachines is { } known ? !known : machinesFirst);
            if (firstIsMachines is not null && firstIsMachines == secondIsMachines)
                throw table.Error(second - 1, 0, "both blocks have the same title, expected one 'Times' and one 'Machines'");
            var (times, routes) = swapped ? (second, first) : (first, second);
            var list = Jobs(table, times, routes, new(jobs, machines), options);
            problems.Add(ShopLimits.Problem(input, table.Line(header), $"{stem}-{problems.Count + 1}", machines, list));
            row = SkipTitles(table, second + jobs, out _);
            if (!titled) SizeHeader.ExpectEnd(table, row, jobs);
        }
        while (row < table.Rows);
        if (problems.Count == 1)
            problems[0] = ShopLimits.Problem(input, table.Line(0), stem, problems[0].MachineCount, problems[0].Jobs);
        return problems.DrainToImmutable();
    }

    /// <inheritdoc/>
    public string? Refusal(ShopProblem problem) => PlainShop.Refusal(problem);

    /// <inheritdoc/>
    /// <remarks>Title lines are written when the durations would read as machines, too.</remarks>
    public void Write(ShopProblem problem, TextWriter output)
    {
        ShopFiles.Catalog.Accept(this, problem);
        var titles = problem.Jobs.All(job => IsPermutation(job, 0) || IsPermutation(job, 1));
        if (titles) output.Write("Nb of jobs, Nb of Machines\n");
        output.Write($"{problem.Jobs.Length} {problem.MachineCount}\n");
        for (var block = 0; block < 2; block++)
        {
            var ofMachines = block == 0 == machinesFirst;
            if (titles) output.Write(ofMachines ? "Machines\n" : "Times\n");
            foreach (var job in problem.Jobs)
            {
                for (var k = 0; k < job.Operations.Length; k++)
                {
                    var mode = job.Operations[k].Modes[0];
                    if (k > 0) output.Write(' ');
                    output.Write(ofMachines ? mode.Machine + 1 : mode.Duration);
                }
                output.Write('\n');
            }
        }
    }

    private ImmutableArray<ShopJob> Jobs(NumberTable table, int times, int routes, SizeHeader size, ShopReadOptions options)
    {
        var first = FirstMachine(table, routes, size, options);
        var list = ImmutableArray.CreateBuilder<ShopJob>(size.Jobs);
        var seen = new int[size.Machines];
        for (var j = 0; j < size.Jobs; j++)
        {
            CheckCount(table, times + j, size.Machines, "durations");
            CheckCount(table, routes + j, size.Machines, "machines");
            var operations = new Operation[size.Machines];
            for (var k = 0; k < operations.Length; k++)
            {
                var duration = table.Integer(times + j, k, "a duration", 0);
                var machine = table[routes + j][k] - first;
                if (machine < 0 || machine >= size.Machines || (!options.AllowReentrant && seen[machine]++ > j))
                    throw BadMachine(table, routes + j, k, times, size, first);
                operations[k] = new((int)machine, duration);
            }
            list.Add(new ShopJob($"{j}", ImmutableArray.Create(operations)));
        }
        return list.MoveToImmutable();
    }

    private InputException BadMachine(NumberTable table, int row, int field, int times, SizeHeader size, int first)
    {
        var value = table[row][field];
        var start = value == NumberTable.NoNumber
            ? FieldNumber.Explain(table.Token(row, field), "a machine", first, first + size.Machines - 1)
            : value < first || value >= first + size.Machines
                ? $"read machine {value}, expected {first} to {first + size.Machines - 1}"
                : $"machine {value} comes twice in this job, expected each of {first} to {first + size.Machines - 1} once";
        var swap = AllPermutations(table, times, size, 0) || AllPermutations(table, times, size, 1);
        return table.Error(row, field, swap ? $"{start}; the other block has the machines: read it as format '{Other}'" : start);
    }

    private static void CheckCount(NumberTable table, int row, int machines, string what)
    {
        if (table.Fields(row) == machines) return;
        for (var k = 0; k < table.Fields(row); k++) table.Integer(row, k, "a number", 0);
        throw table.Error(row, Math.Min(table.Fields(row), machines), $"{table.Fields(row)} {what}, expected {machines}, one for each machine");
    }

    private static void Require(NumberTable table, int row, int rows, int jobs)
    {
        if (table.Rows - row < rows) throw table.EndsEarly($"{rows} rows for {jobs} jobs in each block, found {Math.Max(0, table.Rows - row)}");
    }

    /// <summary>0 when the block counts from 0 throughout, else 1, the format's rule.</summary>
    private static int FirstMachine(NumberTable table, int block, SizeHeader size, ShopReadOptions options) =>
        options.FirstMachine ?? (AllPermutations(table, block, size, 0) ? 0 : 1);

    private static bool AllPermutations(NumberTable table, int block, SizeHeader size, int first)
    {
        var seen = new int[size.Machines];
        for (var j = 0; j < size.Jobs; j++)
        {
            var numbers = table[block + j];
            if (numbers.Length != size.Machines) return false;
            foreach (var number in numbers)
                if (number < first || number >= first + size.Machines || seen[number - first]++ > j) return false;
        }
        return true;
    }

    private static bool IsPermutation(ShopJob job, int first)
    {
        var seen = new bool[job.Operations.Length];
        foreach (var operation in job.Operations)
        {
            var duration = operation.Modes[0].Duration - first;
            if (duration < 0 || duration >= seen.Length || seen[duration]) return false;
            seen[duration] = true;
        }
        return true;
    }

    private static bool HasTitles(NumberTable table)
    {
        for (var row = 0; row < table.Rows; row++)
            if (TitleOf(table, row) is not null) return true;
        return false;
    }

    /// <summary>True for the title of the machines, false for that of the durations, null for any other row.</summary>
    private static bool? TitleOf(NumberTable table, int row)
    {
        if (table.Fields(row) != 1 || table[row][0] != NumberTable.NoNumber) return null;
        var word = table.Word(row, 0).TrimEnd(':');
        if (word.Equals("machines", StringComparison.OrdinalIgnoreCase)) return true;
        return word.Equals("times", StringComparison.OrdinalIgnoreCase) ? false : null;
    }

    private static int SkipTitles(NumberTable table, int row, out bool? ofMachines)
    {
        ofMachines = null;
        for (; row < table.Rows && table[row][0] == NumberTable.NoNumber && !LooksNumeric(table, row); row++) ofMachines = TitleOf(table, row) ?? ofMachines;
        return row;
    }

    /// <summary>True for a row of data whose first field is damaged: only letters start a title.</summary>
    private static bool LooksNumeric(NumberTable table, int row) => table.Token(row, 0)[0] is not ((>= (byte)'A' and <= (byte)'Z') or (>= (byte)'a' and <= (byte)'z'));
}
