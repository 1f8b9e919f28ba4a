using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using Rota.Randomness;
using Rota.SingleMachine.FlowTime;

namespace Rota.Studies.SingleMachine.FlowTime;

/// <summary>Sessions of agents as chains on one lane: the recorded seconds of their calls or tools, in order, in milliseconds; the arrivals are ours.</summary>
internal static class RecordedSessions
{
    /// <summary>The recordings: name, file, columns of session and seconds.</summary>
    public static IReadOnlyList<(string Name, string File, string Session, string Seconds)> All { get; } =
    [
        ("tools of coding agents", "serving/agent_swe_toolcalls.csv.gz", "program", "tool_seconds"),
        ("model calls of coding agents", "serving/agent_swe_toolcalls.csv.gz", "program", "llm_seconds"),
        ("model calls of long sessions", "serving/agent_claudecode_long.csv.gz", "session", "api_seconds"),
    ];

    /// <summary>The chains of a recording, in milliseconds; calls below half a millisecond are left out. Null when the data are absent.</summary>
    public static List<ImmutableArray<long>>? Chains(string file, string session, string seconds)
    {
        if (StudyData.Find(file) is not { } path) return null;
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var heads = reader.ReadLine()!.Split(',');
        var (name, time) = (Array.IndexOf(heads, session), Array.IndexOf(heads, seconds));
        var chains = new Dictionary<string, List<long>>();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            if (!chains.TryGetValue(cells[name], out var chain)) chains.Add(cells[name], chain = []);
            var length = (long)Math.Round(double.Parse(cells[time], CultureInfo.InvariantCulture) * 1000);
            if (length > 0) chain.Add(length);
        }
        return [.. chains.Values.Where(chain => chain.Count > 0).Select(chain => chain.ToImmutableArray())];
    }

    /// <summary>Chains drawn from a recording, arriving at random (exponential gaps) so that they ask for a share of the machine.</summary>
    public static FlowProblem Drawn(IReadOnlyList<ImmutableArray<long>> chains, int jobs, double load, int seed)
    {
        var random = new RandomStream((ulong)seed).Split("recorded sessions");
        var gap = chains.Average(chain => chain.Sum()) / load;
        var release = 0.0;
        return new("sessions", Enumerable.Range(0, jobs).Select(j =>
        {
            release += random.NextExponential(gap);
            return new FlowJob($"{j}", (long)release, chains[random.Next(chains.Count)]);
        }));
    }
}
