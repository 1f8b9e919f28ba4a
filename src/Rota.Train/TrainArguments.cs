using System.Globalization;
using Rota.Formats;

namespace Rota.Train;

/// <summary>What stands on the command line of a training.</summary>
/// <param name="Name">What is trained; null to list what can be.</param>
/// <param name="Config">A file that changes the task; null for none.</param>
/// <param name="Time">Wall time; null for as long as it takes.</param>
/// <param name="Resume">Go on from the last checkpoint.</param>
/// <param name="Seed">Master seed.</param>
/// <param name="Folder">Where everything goes; null for models/training/NAME.</param>
/// <param name="Threads">Threads for collecting.</param>
internal sealed record TrainArguments(string? Name, string? Config, TimeSpan? Time, bool Resume, ulong Seed, string? Folder, int Threads)
{
    public const string Usage = "usage: rota train [NAME] [--config FILE.json] [--time 10m] [--resume] [--seed 1] [--out FOLDER] [--threads 1]";

    private static readonly string[] Options = ["--config", "--time", "--resume", "--seed", "--out", "--threads", "--help"];

    /// <exception cref="RotaException">An unknown option, or a value that does not fit.</exception>
    public static TrainArguments Parse(IReadOnlyList<string> words)
    {
        var read = new TrainArguments(null, null, null, false, 1, null, 1);
        for (var i = 0; i < words.Count; i++)
        {
            string Value() => ++i < words.Count ? words[i] : throw new RotaException($"{words[i - 1]} needs a value; {Usage}");
            read = words[i] switch
            {
                "--resume" => read with { Resume = true },
                "--config" => read with { Config = Value() },
                "--out" => read with { Folder = Value() },
                "--time" => read with { Time = Duration(Value()) },
                "--seed" => read with { Seed = ulong.TryParse(Value(), CultureInfo.InvariantCulture, out var seed) ? seed : throw new RotaException($"--seed {words[i]}: expected a whole number from 0") },
                "--threads" => read with { Threads = int.TryParse(Value(), CultureInfo.InvariantCulture, out var threads) && threads is >= 1 and <= 1024 ? threads : throw new RotaException($"--threads {words[i]}: expected 1 to 1024") },
                "--help" or "-h" or "-?" => read with { Name = null },
                ['-', ..] => throw new RotaException($"unknown option '{words[i]}'{Nearest.Hint(words[i], Options)}; {Usage}"),
                _ when read.Name is null => read with { Name = words[i] },
                _ => throw new RotaException($"'{words[i]}' is too much: one training at a time; {Usage}"),
            };
        }
        return read;
    }

    private static TimeSpan Duration(string text)
    {
        var factor = text.Length < 2 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        if (factor == 0 || !double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || !(number * factor is > 0 and < 1e7))
            throw new RotaException($"--time {text}: expected a time above 0 such as 30s, 10m or 2h");
        return TimeSpan.FromSeconds(number * factor);
    }
}
