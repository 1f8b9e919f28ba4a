namespace Rota.Studies.Serving;

/// <summary>Runs the cells of a grid (policy x seed x load) side by side on the cores there are; results stand where their cells stood.</summary>
public static class ServingGrid
{
    /// <summary>Measures every cell.</summary>
    /// <param name="cells">What is measured; measuring one shares nothing with another.</param>
    /// <param name="measure">Deterministic.</param>
    /// <param name="cancellation">Ends the grid.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static TResult[] Run<TCell, TResult>(IReadOnlyList<TCell> cells, Func<TCell, TResult> measure, CancellationToken cancellation = default)
    {
        var results = new TResult[cells.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation };
        Parallel.For(0, cells.Count, options, i => results[i] = measure(cells[i]));
        return results;
    }
}
