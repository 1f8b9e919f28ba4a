using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Serving.Formats;

/// <summary>Numbers every format holds a file to, and fields that many share.</summary>
internal static class TraceLimits
{
    /// <summary>Most tokens of a prompt, and of an answer: four times the longest contexts of 2026.</summary>
    public const int MaxTokens = 4_000_000;

    /// <summary>Longest span of arrivals, in seconds: 3 years. A run takes 60 days; longer traces are sliced after reading.</summary>
    public const double MaxSeconds = 1e8;

    /// <summary>Latest stamp, in seconds: traces may count from 1970.</summary>
    public const double MaxStamp = 1e11;

    /// <summary>Longest pause between two turns, in seconds: what a run takes.</summary>
    public const double MaxPause = SimTime.MaxSeconds;

    /// <summary>Shortest target, in seconds.</summary>
    public const double LeastTarget = 1e-6;

    /// <summary>Most tokens of a block.</summary>
    public const int MaxBlockTokens = 65_536;

    /// <summary>Largest number of a block, so that a part of one can still be numbered.</summary>
    public const long MaxBlock = 1L << 40;

    public static int Prompt(JsonValue value) => (int)value.Integer("a prompt in tokens", 1, MaxTokens);

    public static int Output(JsonValue value) => (int)value.Integer("an output in tokens", 1, MaxTokens);

    public static int Prompt(CsvText csv, int column) => (int)csv.Integer(column, "a prompt in tokens", 1, MaxTokens);

    public static int Output(CsvText csv, int column) => (int)csv.Integer(column, "an output in tokens", 1, MaxTokens);

    public static double Arrival(JsonValue value) => value.Real("an arrival in seconds", 0, MaxStamp);

    public static double Arrival(CsvText csv, int column) => csv.Real(column, "an arrival in seconds", 0, MaxStamp);

    /// <summary>The numbers of blocks of a list, which must cover the prompt but for the last block; those behind the prompt and the output are left out.</summary>
    public static ImmutableArray<long> Blocks(JsonValue list, int tokens, int blockTokens, TraceBuilder trace, int output = 0)
    {
        var items = list.Items("numbers of blocks");
        var count = items.Count();
        var full = (int)(((long)tokens + blockTokens - 1) / blockTokens);
        if (count < (tokens / blockTokens) - 1)
            throw list.Error($"{count} ids for {tokens} tokens in blocks of {blockTokens}, expected at least {(tokens / blockTokens) - 1}; nearest {full}");
        var most = (int)(((long)tokens + output + blockTokens - 1) / blockTokens);
        if (count > most) trace.Count("rows had more block ids than blocks; the ids behind were left out");
        var blocks = ImmutableArray.CreateBuilder<long>(Math.Min(count, most));
        foreach (var item in items)
        {
            if (blocks.Count == most) break;
            blocks.Add(item.Integer("the number of a block", 0, MaxBlock));
        }
        return blocks.ToImmutable();
    }

    /// <summary>A file's name without folder and the endings that only tell a format.</summary>
    public static string NameOf(string path)
    {
        if (path == "-") return "stdin";
        var name = Path.GetFileName(path);
        string[] endings = ["gz", "csv", "json", "jsonl", "ndjson", "txt"];
        while (name.LastIndexOf('.') is var dot and > 0 && endings.Contains(name[(dot + 1)..], StringComparer.OrdinalIgnoreCase)) name = name[..dot];
        return name.Length == 0 ? "trace" : name;
    }
}
