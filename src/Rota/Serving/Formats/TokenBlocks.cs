using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Rota.Formats;

namespace Rota.Serving.Formats;

/// <summary>Numbers blocks of 16 tokens: two blocks have the same number when their tokens and everything before them are the same.</summary>
internal sealed class TokenBlocks
{
    public const int Size = 16;

    private const int LargestToken = int.MaxValue;

    private readonly Dictionary<Chain, long> numbers = [];

    /// <summary>The full blocks of a prompt, and of the output behind it when that is given.</summary>
    public ImmutableArray<long> Of(JsonValue prompt, int promptTokens, JsonValue? output, int outputTokens)
    {
        var tokens = new List<int>(Math.Min(promptTokens, 1 << 20));
        Read(prompt, promptTokens, tokens);
        if (output is { } answer) Read(answer, outputTokens, tokens);
        var blocks = ImmutableArray.CreateBuilder<long>(tokens.Count / Size);
        var (low, high, count) = (0UL, 0UL, 0);
        foreach (var token in CollectionsMarshal.AsSpan(tokens))
        {
            (low, high) = (Mix((low ^ (uint)token) + 0xD1B54A32D192ED03UL), Mix(high + (uint)token + 0x9E3779B97F4A7C15UL));
            if (++count % Size != 0) continue;
            // 128 bits of the whole prefix: two of a billion blocks are confused once in 10^20 files.
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, new(low, high), out var known);
            if (!known) number = numbers.Count - 1;
            blocks.Add(number);
        }
        return blocks.ToImmutable();
    }

    private static void Read(JsonValue list, int expected, List<int> tokens)
    {
        var items = list.Items("token ids");
        var count = items.Count();
        if (count != expected) throw list.Error($"{count} token ids, expected {expected}, one for each token");
        foreach (var item in items) tokens.Add((int)item.Integer("a token id", 0, LargestToken));
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    private readonly record struct Chain(ulong Low, ulong High);
}
