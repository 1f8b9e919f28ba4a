using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Shop.Formats;

/// <summary>
/// Rows of pairs "machine duration", a job each: the body of the standard, OR-Library and re-entrant formats. <paramref name="First"/> is the row of the first
/// job; a row of a re-entrant shop may end in "-1 -1".
/// </summary>
internal readonly record struct PairRows(NumberTable Table, int First, int Jobs, int Machines, ShopReadOptions Options, bool Reentrant)
{
    private int Base => Options.FirstMachine ?? 0;

    private bool AnyRoute => Reentrant || Options.AllowReentrant;

    /// <summary>Reads the jobs.</summary>
    /// <exception cref="InputException">A row that is not of the format.</exception>
    public ImmutableArray<ShopJob> Read()
    {
        var jobs = ImmutableArray.CreateBuilder<ShopJob>(Jobs);
        var seen = AnyRoute ? [] : new int[Machines];
        for (var j = 0; j < Jobs; j++)
        {
            var row = First + j;
            var fields = Table.Fields(row) - (EndMarked(row) ? 2 : 0);
            CheckCount(row, fields);
            var operations = new Operation[fields / 2];
            for (var k = 0; k < operations.Length; k++)
            {
                var machine = Machine(row, 2 * k);
                var duration = Table.Integer(row, (2 * k) + 1, "a duration", 0);
                if (!AnyRoute && seen[machine]++ > j)
                    throw Table.Error(row, 2 * k, $"machine {machine + Base} comes twice in this job; read it as format 're-entrant' if that is meant");
                operations[k] = new(machine, duration);
            }
            jobs.Add(new ShopJob($"{j}", ImmutableArray.Create(operations)));
        }
        return jobs.MoveToImmutable();
    }

    /// <summary>True when <see cref="Read"/> would succeed.</summary>
    public bool Fits()
    {
        var seen = AnyRoute ? [] : new int[Machines];
        for (var j = 0; j < Jobs; j++)
        {
            var numbers = Table[First + j];
            if (EndMarked(First + j)) numbers = numbers[..^2];
            if (numbers.Length % 2 != 0 || (!AnyRoute && numbers.Length != 2 * Machines)) return false;
            for (var k = 0; k < numbers.Length; k += 2)
            {
                var machine = numbers[k] - Base;
                if (machine < 0 || machine >= Machines || numbers[k + 1] < 0) return false;
                if (!AnyRoute && seen[machine]++ > j) return false;
            }
        }
        return true;
    }

    /// <summary>True when the row ends in "-1 -1" and may.</summary>
    public bool EndMarked(int row) => AnyRoute && Table[row] is [.., -1, -1];

    private void CheckCount(int row, int fields)
    {
        if (fields % 2 == 0 && (AnyRoute || fields == 2 * Machines)) return;
        // A word among the numbers explains a wrong count better than the count does.
        for (var k = 0; k < fields; k++)
            if (k % 2 == 0) Machine(row, k);
            else Table.Integer(row, k, "a duration", 0);
        if (fields % 2 != 0) throw Table.Error(row, fields - 1, $"the last machine has no duration: {fields} fields, expected pairs of machine and duration");
        throw Table.Error(
            row,
            Math.Min(fields, 2 * Machines),
            $"{fields / 2} operations, expected {Machines}, one on each machine; read it as format 're-entrant' if jobs may have any number");
    }

    private int Machine(int row, int field)
    {
        var value = Table[row][field];
        if (value >= Base && value < Base + Machines) return (int)value - Base;
        if (value == Machines && Base == 0 && LooksOneBased())
            throw Table.Error(row, field, $"read machine {value} of {Machines}, expected 0 to {Machines - 1}; machines look 1-based: read it with first machine 1");
        Table.Integer(row, field, "a machine", Base, Base + Machines - 1);
        throw new InvalidOperationException("a machine out of range passed as valid");
    }

    private bool LooksOneBased()
    {
        for (var j = 0; j < Jobs; j++)
        {
            var numbers = Table[First + j];
            if (EndMarked(First + j)) numbers = numbers[..^2];
            for (var k = 0; k < numbers.Length; k += 2)
                if (numbers[k] < 1 || numbers[k] > Machines) return false;
        }
        return true;
    }
}
