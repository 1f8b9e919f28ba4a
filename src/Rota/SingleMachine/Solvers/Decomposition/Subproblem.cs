namespace Rota.SingleMachine.Solvers.Decomposition;

/// <summary>A set of jobs that starts at a time: slice [<see cref="From"/>, <see cref="To"/>) of list <see cref="Top"/> of <see cref="EddSlices"/>.</summary>
internal struct Subproblem(int top, int from, int to, int start)
{
    /// <summary>Length rank of its list; once it has been looked at, of its longest job.</summary>
    public int Top = top;

    /// <summary>First place in the list.</summary>
    public int From = from;

    /// <summary>Place behind the last.</summary>
    public int To = to;

    /// <summary>Start time.</summary>
    public int Start = start;
}
