using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Shop.Formats;

/// <summary>
/// Re-entrant shops as Da Col and Teppan, and Boveroux, Ernst and Louveaux write them: like the standard format, with any number of pairs on a line, machines that
/// may come again, and lines that may end in "-1 -1" (then a job may have no pair at all). Recognised by those ends, or by lines of pairs most of which
/// do not have one pair for each machine.
/// </summary>
public sealed class ReentrantFormat : IShopFormat
{
    /// <inheritdoc/>
    public string Name => "re-entrant";

    /// <inheritdoc/>
    public string Description => "like standard, with any number of pairs on a line; a line may end in '-1 -1' (Da Col-Teppan and bel files)";

    /// <inheritdoc/>
    public FormatFit Recognises(TextInput input, ShopReadOptions options)
    {
        var table = input.Numbers;
        if (SizeHeader.Peek(table) is not { } size) return FormatFit.None;
        var rows = Math.Min(size.Jobs, table.Rows - 1);
        var pairs = new PairRows(table, 1, rows, size.Machines, options, true);
        var ends = 0;
        var even = 0;
        for (var row = 1; row <= rows; row++)
        {
            if (pairs.EndMarked(row)) ends++;
            if (table.Fields(row) % 2 == 0) even++;
        }
        if (ends == 0 && StandardFormat.AtLeastHalf(table, size)) return FormatFit.None;
        if (rows == size.Jobs && table.Rows - 1 == rows && pairs.Fits()) return FormatFit.Whole;
        return ends > 0 || (even > 0 && 2 * even >= rows) ? FormatFit.Shape : FormatFit.None;
    }

    /// <inheritdoc/>
    public ImmutableArray<ShopProblem> Read(TextInput input, ShopReadOptions options)
    {
        var table = input.Numbers;
        var (jobs, machines) = SizeHeader.Read(table);
        var list = new PairRows(table, 1, jobs, machines, options, true).Read();
        SizeHeader.ExpectEnd(table, jobs + 1, jobs);
        return [ShopLimits.Problem(input, table.Line(0), InstanceNames.OfFile(input.Name, "shop"), machines, list)];
    }

    /// <inheritdoc/>
    public string? Refusal(ShopProblem problem) => PlainShop.Refusal(problem, reentrant: true);

    /// <inheritdoc/>
    public void Write(ShopProblem problem, TextWriter output)
    {
        ShopFiles.Catalog.Accept(this, problem);
        StandardFormat.WriteRows(problem, output, end: "-1 -1");
    }
}
