using System.Runtime.ExceptionServices;
using Rota.SingleMachine.Solvers.Decomposition;
using Rota.Solving;

namespace Rota.SingleMachine.Solvers;

/// <summary>
/// Total tardiness to proven optimality: Lawler's decomposition (1977) with every subproblem solved once, as in Branch and Memorize (Shang, T'Kindt and Della Croce 2021).
/// For problems without weights and releases. One thread.
/// </summary>
public sealed class BranchAndMemorize(DecompositionOptions? options = null) : ISolver<TardinessProblem, TardinessSequence>
{
    // Depth is at most the number of jobs, a frame takes some hundred bytes.
    private const int StackBytes = 16 << 20;

    private readonly DecompositionOptions options = options ?? new();

    /// <inheritdoc/>
    public string Name => "exact";

    /// <inheritdoc/>
    public string Description => "decomposition with memory: the proven optimum where jobs have no weights and no releases";

    /// <summary>Why this solver does not fit a problem, null when it does.</summary>
    public static string? Unfit(TardinessProblem problem)
    {
        if (problem.IsWeighted) return "decomposition needs equal weights; try portfolio";
        if (problem.HasReleases) return "decomposition needs all jobs to be there at the start; try portfolio";
        if (problem.IsIrregular) return "decomposition needs processing times of at least 1";
        if (problem.Jobs.Length > EddSlices.MostJobs) return $"decomposition takes at most {EddSlices.MostJobs} jobs, the problem has {problem.Jobs.Length}; try local-search";
        var (place, start) = DecompositionSearch.Bits(problem.Jobs.Length, problem.TotalProcessing);
        return (3 * place) + start > 64 ? $"decomposition names {problem.Jobs.Length} jobs with at most 2^{64 - (3 * place)} time units of work, the problem has {problem.TotalProcessing}; try local-search" : null;
    }

    /// <inheritdoc/>
    public void Improve(TardinessProblem problem, Run<TardinessSequence> run)
    {
        if (Unfit(problem) is { } why)
        {
            run.GiveUp(why);
            return;
        }
        if (Solve(problem, options, () => run.ShouldStop) is not { } found) return;
        run.Offer(TardinessSequence.Of(found.Order), found.Value, Name);
        run.ProveBound(found.Value, Name);
    }

    /// <summary>The optimum of a problem that fits, and what finding it took; null when <paramref name="stop"/> said so.</summary>
    public static DecompositionResult? Solve(TardinessProblem problem, DecompositionOptions options, Func<bool>? stop = null)
    {
        DecompositionResult? result = null;
        Exception? fault = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    using var search = new DecompositionSearch(new EddSlices(problem), options, stop);
                    if (search.Solve() is { } found) result = new(found.Value, found.Order, search.Nodes, search.Table.Count, search.Table.Evictions);
                }
                catch (Exception e)
                {
                    fault = e;
                }
            },
            StackBytes)
        { IsBackground = true, Name = "decomposition" };
        thread.Start();
        thread.Join();
        if (fault is not null) ExceptionDispatchInfo.Throw(fault);
        return result;
    }
}
