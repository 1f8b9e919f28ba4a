using Rota.Formats;

namespace Rota.Shop.Formats;

/// <summary>The first row of most formats: number of jobs, number of machines.</summary>
internal readonly record struct SizeHeader(int Jobs, int Machines)
{
    /// <summary>Reads the header at a row and makes sure that the text has the rows it promises, before anything is allocated.</summary>
    /// <param name="table">The text.</param>
    /// <param name="row">The header's row.</param>
    /// <param name="rowsPerJob">How many rows follow for each job.</param>
    /// <param name="mostFields">Most fields of the header; those after the first two are not looked at.</param>
    /// <exception cref="InputException">No such header, or fewer rows than it promises.</exception>
    public static SizeHeader Read(NumberTable table, int row = 0, int rowsPerJob = 1, int mostFields = 2)
    {
        if (row >= table.Rows) throw table.EndsEarly("the number of jobs and of machines");
        var jobs = table.Integer(row, 0, "a number of jobs", 1);
        var machines = table.Integer(row, 1, "a number of machines", 1, ShopLimits.MaxMachines);
        if (table.Fields(row) > mostFields)
            throw table.Error(row, mostFields, $"read {FieldNumber.Quote(table.Token(row, mostFields))}, expected the end of the line after jobs and machines");
        var left = table.Rows - row - 1;
        if (jobs > left / rowsPerJob)
            throw table.EndsEarly($"{(Int128)jobs * rowsPerJob} rows for {jobs} jobs, found {left}");
        return new((int)jobs, (int)machines);
    }

    /// <summary>The header at a row, null when it is none; says nothing about the rows that follow.</summary>
    public static SizeHeader? Peek(NumberTable table, int row = 0) =>
        row < table.Rows && table[row] is [>= 1 and <= int.MaxValue and var jobs, >= 1 and <= ShopLimits.MaxMachines and var machines]
            ? new((int)jobs, (int)machines)
            : null;

    /// <summary>Refuses rows after the last.</summary>
    public static void ExpectEnd(NumberTable table, int row, int jobs)
    {
        if (row < table.Rows)
            throw table.Error(row, 0, $"read {FieldNumber.Quote(table.Token(row, 0))}, expected the end of the text after {jobs} jobs");
    }
}
