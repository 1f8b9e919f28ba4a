using System.Collections.Immutable;

namespace Rota.Serving;

/// <summary>
/// What stands for the hash of a KV block: a number that two blocks share exactly when block and prefix are the same. From the trace's own block
/// numbers, or from the turns of a program, whose context grows.
/// </summary>
internal sealed class BlockIdentity
{
    public static readonly BlockIdentity None = new([], [], [], []);

    private readonly ImmutableArray<long>[] blocks;
    private readonly int[] blockTokens;
    private readonly int[] program;
    private readonly (int FromToken, int Version)[][] breaks;

    private BlockIdentity(ImmutableArray<long>[] blocks, int[] blockTokens, int[] program, (int, int)[][] breaks) =>
        (this.blocks, this.blockTokens, this.program, this.breaks) = (blocks, blockTokens, program, breaks);

    /// <summary>True when no block of any request can be shared.</summary>
    public bool IsNone => blocks.Length == 0;

    public static BlockIdentity Of(ImmutableArray<TraceRequest> requests, int[] program, int[] turn)
    {
        if (requests.All(r => r.Blocks.Length == 0 && r.Program.Length == 0)) return None;
        var breaks = new (int, int)[requests.Length][];
        var before = new Dictionary<int, int>();
        for (var i = 0; i < requests.Length; i++)
        {
            breaks[i] = [];
            if (program[i] < 0) continue;
            if (before.TryGetValue(program[i], out var last)) breaks[i] = Inherit(requests[last], requests[i], breaks[last], turn[i]);
            before[program[i]] = i;
        }
        return new(
            [.. requests.Select(r => r.Blocks)], [.. requests.Select(r => r.BlockTokens)],
            [.. requests.Select((r, i) => r.Blocks.Length > 0 ? -1 : program[i])], breaks);
    }

    /// <summary>The identity of full block <paramref name="index"/> of <paramref name="blockSize"/> tokens, at least 0; -1 when it is shared with nothing.</summary>
    public long Of(int request, int index, int blockSize)
    {
        if (blocks.Length == 0) return -1;
        var own = blocks[request];
        if (own.Length > 0)
        {
            var size = blockTokens[request];
            // A block of the engine inside one of the trace is named by both; a larger one is named by the last trace block inside, which implies the others.
            if (size >= blockSize && size % blockSize == 0)
            {
                var ratio = size / blockSize;
                var outer = index / ratio;
                return outer < own.Length ? (own[outer] * ratio) + (index % ratio) : -1;
            }
            var end = ((long)(index + 1) * blockSize / size) - 1;
            return (index + 1) * (long)blockSize % size == 0 && end < own.Length ? own[(int)end] : -1;
        }
        if (program[request] < 0) return -1;
        var version = 0;
        foreach (var (from, later) in breaks[request])
            if ((index + 1) * (long)blockSize > from) version = later;
        return (1L << 62) | ((long)program[request] << 36) | ((long)version << 22) | (uint)index;
    }

    private static (int, int)[] Inherit(TraceRequest last, TraceRequest now, (int FromToken, int Version)[] breaks, int turn)
    {
        var context = last.Prompt + last.Output;
        var shared = Math.Min(now.SharedWithPrevious ?? context, Math.Min(context, now.Prompt));
        if (shared == context) return breaks;
        return [.. breaks.Where(b => b.FromToken < shared), (shared, turn)];
    }
}
