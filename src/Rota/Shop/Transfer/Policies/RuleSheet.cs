using System.Collections.Immutable;
using Rota.Formats;
using Rota.Shop.Transfer.Simulation;

namespace Rota.Shop.Transfer.Policies;

/// <summary>
/// A rule sheet as fabs write them: rows from top to bottom, the first that fits a move decides. A row is <c>take FROM to TO if CONDITIONS by ORDER</c> or <c>wait if CONDITIONS</c>; FROM and
/// TO are a station, <c>step-N</c> (any station of the recipe's step N), <c>input</c>, <c>output</c>, <c>arm</c> or <c>*</c>; conditions, joined by <c>and</c>, are <c>ready</c>, <c>soon SECONDS</c>, <c>swap</c>, <c>load PLACE OP N</c>; orders
/// are <c>soonest</c> (the usual one), <c>oldest</c>, <c>nearest</c>, <c>downstream</c>, <c>upstream</c>. What no row fits waits, except plates on an arm.
/// </summary>
public sealed class RuleSheet : ITransferPolicy
{
    private readonly ImmutableArray<RuleRow> rows;

    private RuleSheet(string name, ImmutableArray<RuleRow> rows) => (Name, this.rows) = (name, rows);

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Reads a sheet for a line.</summary>
    /// <exception cref="InputException">A row that is none, or a station the line does not have.</exception>
    public static RuleSheet Read(TextInput input, TransferLine line)
    {
        var rows = ImmutableArray.CreateBuilder<RuleRow>();
        var fields = new FieldReader(input);
        while (fields.NextLine()) rows.Add(RuleRow.Read(fields, line));
        return rows.Count > 0 ? new(InstanceNames.OfFile(input.Name, "sheet"), rows.ToImmutable()) : throw new InputException(input.Name, "holds no rule");
    }

    /// <inheritdoc/>
    public int Choose(LineSimulation line) => TryChoose(line, out var choice) ? choice : RuleView.Best(line, move => move.Source < 0, move => move.Ready, move => move.Travel);

    /// <summary>What the first row that fits says; false when none does.</summary>
    internal bool TryChoose(LineSimulation line, out int choice)
    {
        choice = -1;
        foreach (var row in rows)
        {
            if (row.Waits)
            {
                if (line.Robots[line.Robot].Held < 0 && row.Holds(line, default)) return true;
                continue;
            }
            choice = RuleView.Best(line, move => row.Fits(line, move), move => row.Key(line, move), move => move.Travel);
            if (choice >= 0) return true;
        }
        return false;
    }
}
