using System.Collections.Immutable;
using Rota.Serving.Results;
using Rota.Solving;

namespace Rota.Serving.Checker;

/// <summary>
/// The referee of serving. Follows the log of a run (kept with <see cref="Engine.RunOptions.KeepLog"/>) with books of its own: every prompt token is computed or found
/// once and in order of the layers, KV stays within the blocks there are, an instance runs one step at a time within its limits, a request is in one
/// place, time goes forward, and what is reported is what happened. Shares no code with engine or policies.
/// </summary>
/// <remarks>
/// With a prefix cache, blocks in use are known within bounds only: equal content may lie in one block or in several. What is found in the cache must have
/// been computed on that instance before; that it has not been forgotten since is the engine's word.
/// </remarks>
public sealed class ServingChecker : IReferee<Workload, RunResult>
{
    private const int MostViolations = 50;

    private ServingChecker() { }

    /// <summary>The one referee; it has no state.</summary>
    public static ServingChecker Instance { get; } = new();

    /// <inheritdoc/>
    /// <remarks>The objective is the time of the last token, picoseconds; 0 when none was made. At most 50 violations are named.</remarks>
    public Verdict Check(Workload problem, RunResult answer) => Check(problem, answer, answer.Log);

    /// <summary>The same, with another log than the run's own: for tests of the referee.</summary>
    internal static Verdict Check(Workload problem, RunResult answer, IReadOnlyList<Engine.LogEntry> log)
    {
        var violations = ImmutableArray.CreateBuilder<string>();
        if (log.Count == 0 && problem.Count > 0) return new(0, ["the run kept no log"]);
        var books = new RunBooks(problem, answer.Fleet, violations);
        foreach (var entry in log)
        {
            books.Take(entry);
            if (violations.Count >= MostViolations) return new(books.LastToken, violations.ToImmutable());
        }
        books.Close(answer.UnfinishedReason is null);
        if (violations.Count == 0) ReportCheck.Check(problem, answer, books, violations);
        return new(books.LastToken, violations.ToImmutable());
    }
}
