namespace Rota.Serving.Checker;

/// <summary>What the full blocks of a request hold, told from the trace: by its own block numbers, or by which turn of the program wrote them first.</summary>
internal sealed class BlockContents(Workload workload)
{
    /// <summary>The content of block <paramref name="index"/>; null when nobody else can have it.</summary>
    public Content? Of(int request, int index, int size)
    {
        var own = workload.Trace.Requests[request];
        var end = (index + 1L) * size;
        if (own.Blocks.Length > 0)
        {
            var block = (end - 1) / own.BlockTokens;
            return block < own.Blocks.Length ? new(own.Blocks[(int)block], end - (block * own.BlockTokens)) : null;
        }
        if (own.Program.Length == 0) return null;
        // Back to the turn that wrote the tokens up to here.
        var turn = request;
        while (workload.Previous[turn] is var before and >= 0 && end <= SharedWith(before, turn)) turn = before;
        return new(-1L - turn, end);
    }

    /// <summary>Tokens at the start of a turn's prompt that are those of the turn before.</summary>
    public int SharedWith(int before, int turn)
    {
        var (last, now) = (workload.Trace.Requests[before], workload.Trace.Requests[turn]);
        var context = Math.Min(last.Prompt + last.Output, now.Prompt);
        return now.SharedWithPrevious is { } shared ? Math.Min(shared, context) : context;
    }
}
