using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Shop.Blocking.Formats;

/// <summary>
/// Reads the sidecar that makes a job shop a blocking one: JSON or YAML (one reader takes both), {"format": "rota-blocking", "shop": FILE, "instance": NAME, "swap": true, "reload": false, "buffers": 0,
/// "stops": {"mode": "after" or "within", "probability": 0.1, "repair": [1, 99], "seed": 1, "hide_repair": false, "lengths": [[...], ...], "trace": FILE}}. Everything
/// but the format may be left out. Paths are relative to the sidecar.
/// </summary>
public static class BlockingFiles
{
    /// <summary>The mark of the format.</summary>
    public const string Mark = "rota-blocking";

    /// <summary>Whether a text looks like a sidecar: its format stands near its head, and it is no list of anything.</summary>
    public static bool Recognises(TextInput input)
    {
        var head = input.Text[..Math.Min(input.Text.Length, 4096)];
        var mark = head.IndexOf("rota-blocking"u8);
        return mark >= 0 && head[..mark].TrimEnd(" \t'\":"u8).EndsWith("format"u8);
    }

    /// <summary>Reads a sidecar.</summary>
    /// <exception cref="InputException">It is no sidecar, or says something that cannot be; at line and column.</exception>
    public static BlockingSetup Read(TextInput input)
    {
        var value = YamlText.ReadOne(input);
        if (value.Kind != YamlKind.Map) throw value.Error("expected a blocking shop: a mapping with 'format' and, if one likes, 'shop', 'swap', 'stops'");
        var format = value.Get("format");
        if (format.Word("a format") != Mark) throw format.Error($"read '{format.Text}', expected format '{Mark}'");
        value.ExpectOnly("format", "shop", "instance", "swap", "reload", "buffers", "stops");
        if (value.Find("buffers") is { } buffers) ExpectNone(buffers);
        var folder = input.Name == "-" ? "" : Path.GetDirectoryName(input.Name) ?? "";
        var setup = new BlockingSetup(
            value.Find("shop") is { } shop ? Path.Combine(folder, shop.Word("a path", 1000)) : null, value.Find("instance")?.Word("a name"),
            value.Find("swap") is not { } swap || swap.Truth("swap"), value.Find("reload") is { } reload && reload.Truth("reload"), StopModel.Never, 1, [], null, false);
        return value.Find("stops") is { } stops ? Stops(stops, setup, folder) : setup;
    }

    private static BlockingSetup Stops(YamlValue stops, BlockingSetup setup, string folder)
    {
        stops.ExpectOnly("mode", "probability", "repair", "seed", "hide_repair", "lengths", "trace");
        var mode = StopMode.After;
        if (stops.Find("mode") is { } word)
            mode = word.Word("a mode") switch
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
            if (bounds.Length != 2) throw repair.Error($"{bounds.Length} values, expected [shortest, longest]");
            shortest = (int)bounds[0].Integer("the shortest repair", 1, 1_000_000);
            longest = (int)bounds[1].Integer("the longest repair", shortest, 1_000_000);
        }
        var lengths = ImmutableArray.CreateBuilder<ImmutableArray<int>>();
        if (stops.Find("lengths") is { } jobs)
            foreach (var job in jobs.Items("a list of jobs")) lengths.Add(Lengths(job));
        return setup with
        {
            Stops = new(mode, probability, shortest, longest),
            Seed = stops.Find("seed") is { } seed ? (ulong)seed.Integer("a seed") : 1,
            HideRepair = stops.Find("hide_repair") is { } hide && hide.Truth("hide_repair"),
            Lengths = lengths.ToImmutable(),
            Trace = stops.Find("trace") is { } trace ? Path.Combine(folder, trace.Word("a path", 1000)) : null,
        };
    }

    private static ImmutableArray<int> Lengths(YamlValue job)
    {
        var lengths = ImmutableArray.CreateBuilder<int>();
        foreach (var length in job.Items("a stop for each operation")) lengths.Add((int)length.Integer("the length of a stop, 0 for none", 0, 1_000_000));
        return lengths.ToImmutable();
    }

    private static void ExpectNone(YamlValue buffers)
    {
        if (buffers.Kind == YamlKind.List)
        {
            foreach (var one in buffers.Items("room behind each machine")) ExpectNone(one);
            return;
        }
        if (buffers.Integer("room behind a machine", 0, 1_000_000) > 0)
            throw buffers.Error($"read {buffers.Text}, expected 0: room between machines is not simulated; add a machine of duration 0 for each place instead");
    }
}
