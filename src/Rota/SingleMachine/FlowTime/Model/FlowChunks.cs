namespace Rota.SingleMachine.FlowTime;

/// <summary>
/// A job's chunks: an operation of a larger class than the chunk's first one opens the next chunk. The working definition behind m_1 (most chunks of a job) and m_2 (most
/// operations of a chunk) is Rota's own reading; the article's exact one was not found.
/// </summary>
public static class FlowChunks
{
    /// <summary>Number of chunks of a job.</summary>
    public static int Count(FlowJob job, SizeClasses classes) => Walk(job, classes).Chunks;

    /// <summary>m_1 and m_2 of a problem.</summary>
    public static (int MostChunks, int LongestChunk) Of(FlowProblem problem, SizeClasses classes)
    {
        var (most, longest) = (0, 0);
        foreach (var job in problem.Jobs)
        {
            var (chunks, operations) = Walk(job, classes);
            (most, longest) = (Math.Max(most, chunks), Math.Max(longest, operations));
        }
        return (most, longest);
    }

    private static (int Chunks, int Longest) Walk(FlowJob job, SizeClasses classes)
    {
        var (chunks, longest, length, open) = (0, 0, 0, -1);
        foreach (var size in job.Operations)
        {
            var found = classes.Of(size);
            if (found > open) (chunks, length, open) = (chunks + 1, 0, found);
            longest = Math.Max(longest, ++length);
        }
        return (chunks, longest);
    }
}
