using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Shop.Formats;

/// <summary>
/// Many instances in one file, as in OR-Library's jobshop1: a line "instance NAME", a description, then an instance in the standard format; lines of + between them.
/// Recognised by a line of two words, the first "instance". Text before the first is passed over; a name that comes twice is an error.
/// </summary>
public sealed class OrLibraryFormat : IShopFormat
{
    /// <inheritdoc/>
    public string Name => "or-library";

    /// <inheritdoc/>
    public string Description => "several instances, each 'instance NAME', a description, and the standard format; lines of + between them";

    /// <inheritdoc/>
    public FormatFit Recognises(TextInput input, ShopReadOptions options)
    {
        var table = input.Numbers;
        for (var row = 0; row < table.Rows; row++)
            if (IsTitle(table, row)) return FormatFit.Shape;
        return FormatFit.None;
    }

    /// <inheritdoc/>
    public ImmutableArray<ShopProblem> Read(TextInput input, ShopReadOptions options)
    {
        var table = input.Numbers;
        var problems = ImmutableArray.CreateBuilder<ShopProblem>();
        var names = new HashSet<string>();
        var row = 0;
        while (row < table.Rows && !IsTitle(table, row)) row++;
        if (row == table.Rows) throw table.EndsEarly("a line 'instance NAME'");
        while (row < table.Rows)
        {
            if (!IsTitle(table, row)) throw table.Error(row, 0, $"read {FieldNumber.Quote(table.Token(row, 0))}, expected a line 'instance NAME' or a line of +");
            var name = table.Word(row, 1);
            InstanceNames.Claim(names, name, problem => table.Error(row, 1, problem));
            var header = Header(table, row + 1, name);
            var (jobs, machines) = SizeHeader.Read(table, header);
            var list = new PairRows(table, header + 1, jobs, machines, options, false).Read();
            problems.Add(ShopLimits.Problem(input, table.Line(header), name, machines, list));
            row = header + 1 + jobs;
            while (row < table.Rows && IsSeparator(table, row)) row++;
        }
        return problems.DrainToImmutable();
    }

    /// <inheritdoc/>
    public string? Refusal(ShopProblem problem) =>
        problem.Name.Length is 0 or > 100 || problem.Name[0] == '#' || problem.Name.Any(c => c <= ' ' || char.IsControl(c))
            ? "names with blanks, or longer than 100 letters"
            : PlainShop.Refusal(problem);

    /// <inheritdoc/>
    public void Write(ShopProblem problem, TextWriter output)
    {
        ShopFiles.Catalog.Accept(this, problem);
        var line = " " + new string('+', 30) + "\n";
        output.Write($"{line} instance {problem.Name}\n\n{line} {problem.Jobs.Length}x{problem.MachineCount} instance\n");
        StandardFormat.WriteRows(problem, output, end: null);
        output.Write(line);
    }

    private static bool IsTitle(NumberTable table, int row) =>
        table.Fields(row) == 2 && table[row][0] == NumberTable.NoNumber && table.Word(row, 0).Equals("instance", StringComparison.OrdinalIgnoreCase);

    private static bool IsSeparator(NumberTable table, int row) =>
        table[row][0] == NumberTable.NoNumber && (table.Token(row, 0)[0] == '+' || table.Word(row, 0).Equals("EOF", StringComparison.OrdinalIgnoreCase));

    /// <summary>The first row after a title that is "jobs machines"; the description stands before it.</summary>
    private static int Header(NumberTable table, int row, string name)
    {
        for (; row < table.Rows && !IsTitle(table, row); row++)
        {
            if (SizeHeader.Peek(table, row) is not null) return row;
            if (table[row][0] != NumberTable.NoNumber && table.IsNumeric(row)) return row;
        }
        throw row < table.Rows
            ? table.Error(row, 0, $"instance '{name}' has no line 'jobs machines' before the next")
            : table.EndsEarly($"a line 'jobs machines' for instance '{name}'");
    }
}
