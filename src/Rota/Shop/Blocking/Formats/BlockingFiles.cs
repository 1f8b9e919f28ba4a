using System.Collections.Immutable;
using System.Text.Json;
using Rota.Formats;

namespace Rota.Shop.Blocking.Formats;

/// <summary>
/// Reads the sidecar that makes a job shop a blocking one: JSON, {"format": "rota-blocking", "shop": FILE, "instance": NAME, "swap": true, "reload": false, "buffers": 0,
/// "stops": {"mode": "after" or "within", "probability": 0.1, "repair": [1, 99], "seed": 1, "hide_repair": false, "lengths": [[...], ...], "trace": FILE}}. Everything
/// but the format may be left out. Paths are relative to the sidecar.
/// </summary>
public static class BlockingFiles
{
    /// <summary>The mark of the format.</summary>
    public const string Mark = "rota-blocking";

    /// <summary>Whether a text looks like a sidecar.</summary>
    public static bool Recognises(TextInput input)
    {
        var text = input.Text.TrimStart(" \t\r\n"u8);
        if (text.IsEmpty || text[0] != '{') return false;
        return text[..Math.Min(text.Length, 4096)].IndexOf("rota-blocking"u8) >= 0;
    }

    /// <summary>Reads a sidecar.</summary>
    /// <exception cref="InputException">It is no sidecar, or says something that cannot be; at line and column.</exception>
    public static BlockingSetup Read(TextInput input)
    {
        var values = input.Json.Values;
        if (values.Count() != 1) throw new InputException(input.Name, "expected one JSON object");
        values.MoveNext();
        var value = values.Current;
        var format = value.Get("format");
        if (format.AsText("a format") != Mark) throw format.Error($"read {FieldNumber.Quote(format.Raw[1..^1])}, expected format '{Mark}'");
        value.ExpectOnly("format", "shop", "instance", "swap", "reload", "buffers", "stops");
        if (value.Find("buffers") is { } buffers) ExpectNone(buffers);
        var folder = input.Name == "-" ? "" : Path.GetDirectoryName(input.Name) ?? "";
        var setup = new BlockingSetup(
            value.Find("shop") is { } shop ? Path.Combine(folder, shop.AsText("a path", 1000)) : null, value.Find("instance")?.AsText("a name"),
            value.Find("swap") is not { } swap || Flag(swap), value.Find("reload") is { } reload && Flag(reload), StopModel.Never, 1, [], null, false);
        return value.Find("stops") is { } stops ? Stops(stops, setup, folder) : setup;
    }

    private static BlockingSetup Stops(JsonValue stops, BlockingSetup setup, string folder)
    {
        stops.ExpectOnly("mode", "probability", "repair", "seed", "hide_repair", "lengths", "trace");
        var mode = StopMode.After;
        if (stops.Find("mode") is { } word)
            mode = word.AsText("a mode") switch
            {
                "after" => StopMode.After,
                "within" => StopMode.Within,
                var other => throw word.Error($"read '{other}', expected after (the machine stops when the operation ends) or within (the operation is prolonged){Nearest.Hint(other, ["after", "within"])}"),
            };
        var probability = 0.0;
        if (stops.Find("probability") is { } chance)
        {
            probability = chance.Real("a probability from 0 to below 1", 0, 1);
            if (probability >= 1) throw chance.Error("read 1, expected a probability from 0 to below 1");
        }
        var (shortest, longest) = (1, 99);
        if (stops.Find("repair") is { } repair)
        {
            var bounds = repair.Items("[shortest, longest] repair");
            if (bounds.Count() != 2) throw repair.Error($"{bounds.Count()} values, expected [shortest, longest]");
            bounds.MoveNext();
            shortest = (int)bounds.Current.Integer("the shortest repair", 1, 1_000_000);
            bounds.MoveNext();
            longest = (int)bounds.Current.Integer("the longest repair", shortest, 1_000_000);
        }
        var lengths = ImmutableArray.CreateBuilder<ImmutableArray<int>>();
        if (stops.Find("lengths") is { } jobs)
            foreach (var job in jobs.Items("a list of jobs")) lengths.Add(Lengths(job));
        return setup with
        {
            Stops = new(mode, probability, shortest, longest),
            Seed = stops.Find("seed") is { } seed ? (ulong)seed.Integer("a seed") : 1,
            HideRepair = stops.Find("hide_repair") is { } hide && Flag(hide),
            Lengths = lengths.ToImmutable(),
            Trace = stops.Find("trace") is { } trace ? Path.Combine(folder, trace.AsText("a path", 1000)) : null,
        };
    }

    private static ImmutableArray<int> Lengths(JsonValue job)
    {
        var lengths = ImmutableArray.CreateBuilder<int>();
        foreach (var length in job.Items("a stop for each operation")) lengths.Add((int)length.Integer("the length of a stop, 0 for none", 0, 1_000_000));
        return lengths.ToImmutable();
    }

    private static void ExpectNone(JsonValue buffers)
    {
        if (buffers.Kind == JsonTokenType.StartArray)
        {
            foreach (var one in buffers.Items("room behind each machine")) ExpectNone(one);
            return;
        }
        if (buffers.Integer("room behind a machine", 0, 1_000_000) > 0)
            throw buffers.Error($"read {FieldNumber.Quote(buffers.Raw)}, expected 0: room between machines is not simulated; add a machine of duration 0 for each place instead");
    }

    private static bool Flag(JsonValue value) => value.Kind switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw value.Error("expected true or false"),
    };
}
