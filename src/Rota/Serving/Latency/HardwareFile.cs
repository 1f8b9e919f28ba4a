using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Rota.Formats;

namespace Rota.Serving.Latency;

/// <summary>
/// A user's GPU as JSON: <c>{"Name", "TFlopsPeak", "BwPeakTBs", "MemoryGiB"}</c> and, where known, <c>Base</c> (a GPU of the catalog whose numbers stand
/// where the file says nothing), efficiencies, links, <c>Power</c> and the <c>Coefficients</c> of the analytic step time.
/// </summary>
public static class HardwareFile
{
    private static readonly string[] Top =
    [
        "Name", "Base", "TFlopsPeak", "BwPeakTBs", "MemoryGiB", "ComputeEfficiency", "MemoryEfficiency", "AttentionEfficiency", "HostLinkGBs", "GpuLinkGBs",
        "AllReduce", "Power", "Coefficients",
    ];

    private static readonly string[] Constants =
    [
        "GemmBwTBs", "GemmTFlops", "GemmExponent", "ElementwiseStartUs", "ElementwisePerTokenUs", "AttentionStartUs", "AttentionBwTBs", "AttentionTFlops",
        "MixedPenalty", "ExpertBwTBs", "ExpertTFlops", "ExpertStartUs", "EightBitFactor", "StepUs", "SequenceUs",
    ];

    /// <summary>Reads a GPU.</summary>
    /// <exception cref="InputException">Numbers are missing, out of range or misspelt; with line, column and the nearest name.</exception>
    public static Gpu Read(TextInput input)
    {
        JsonValue? first = null;
        foreach (var value in input.Json.Values) first ??= value;
        if (first is not { Kind: JsonTokenType.StartObject } file) throw new InputException(input.Name, "is no JSON object, expected a GPU");
        file.ExpectOnly(Top);
        var start = file.Find("Base") is { } known ? KnownGpu(known) : null;
        var flops = Number(file, "TFlopsPeak", start?.TeraflopsPeak, 0.001, 1e7);
        var bandwidth = Number(file, "BwPeakTBs", start?.BandwidthPeak, 1e-4, 1e4);
        return new()
        {
            Name = file.Find("Name")?.AsText("a name") ?? start?.Name ?? Path.GetFileNameWithoutExtension(input.Name),
            TeraflopsPeak = flops,
            BandwidthPeak = bandwidth,
            MemoryGiB = Number(file, "MemoryGiB", start?.MemoryGiB, 0.01, 1e6),
            ComputeEfficiency = Number(file, "ComputeEfficiency", start?.ComputeEfficiency ?? 0.70, 0.001, 1.5),
            MemoryEfficiency = Number(file, "MemoryEfficiency", start?.MemoryEfficiency ?? 0.80, 0.001, 1.5),
            AttentionEfficiency = Number(file, "AttentionEfficiency", start?.AttentionEfficiency ?? 0.40, 0.001, 1.5),
            HostLink = Number(file, "HostLinkGBs", start?.HostLink ?? 24, 0.001, 1e6),
            GpuLink = Number(file, "GpuLinkGBs", start?.GpuLink ?? 20, 0.001, 1e6),
            AllReduces = AllReduces(file) ?? start?.AllReduces ?? [],
            Power = Power(file, start?.Power ?? new(150, 50)),
            Kernels = Kernels(file, start?.Kernels ?? KernelRates.Derived(flops, bandwidth)),
        };
    }

    /// <summary>Writes a GPU; <see cref="Read"/> gives the same one back, less its aliases.</summary>
    public static void Write(Gpu gpu, TextWriter writer)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true })) Write(gpu, json);
        writer.Write(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
        writer.Write('\n');
    }

    private static void Write(Gpu gpu, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("Name", gpu.Name);
        json.WriteNumber("TFlopsPeak", gpu.TeraflopsPeak);
        json.WriteNumber("BwPeakTBs", gpu.BandwidthPeak);
        json.WriteNumber("MemoryGiB", gpu.MemoryGiB);
        json.WriteNumber("ComputeEfficiency", gpu.ComputeEfficiency);
        json.WriteNumber("MemoryEfficiency", gpu.MemoryEfficiency);
        json.WriteNumber("AttentionEfficiency", gpu.AttentionEfficiency);
        json.WriteNumber("HostLinkGBs", gpu.HostLink);
        json.WriteNumber("GpuLinkGBs", gpu.GpuLink);
        json.WriteStartArray("AllReduce");
        foreach (var rate in gpu.AllReduces)
        {
            json.WriteStartObject();
            json.WriteNumber("Gpus", rate.Gpus);
            json.WriteNumber("StartUs", rate.Start);
            json.WriteNumber("RateGBs", rate.Rate);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartObject("Power");
        json.WriteNumber("StaticWatts", gpu.Power.StaticWatts);
        json.WriteNumber("IdleWatts", gpu.Power.IdleWatts);
        json.WriteNumber("ExpertPicojoules", gpu.Power.ExpertPicojoules);
        json.WriteNumber("BytePicojoules", gpu.Power.BytePicojoules);
        json.WriteNumber("FlopPicojoules", gpu.Power.FlopPicojoules);
        json.WriteEndObject();
        json.WriteStartObject("Coefficients");
        var k = gpu.Kernels;
        ReadOnlySpan<double> values =
        [
            k.GemmBandwidth, k.GemmTeraflops, k.GemmExponent, k.ElementwiseStart, k.ElementwisePerToken, k.AttentionStart, k.AttentionBandwidth, k.AttentionTeraflops,
            k.MixedPenalty, k.ExpertBandwidth, k.ExpertTeraflops, k.ExpertStart, k.EightBitFactor, k.StepMicroseconds, k.SequenceMicroseconds,
        ];
        for (var i = 0; i < values.Length; i++) json.WriteNumber(Constants[i], values[i]);
        json.WriteString("Origin", k.Origin);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static KernelRates Kernels(JsonValue file, KernelRates start)
    {
        if (file.Find("Coefficients") is not { } own) return start;
        if (own.Kind != JsonTokenType.StartObject) throw own.Error("expected an object of coefficients");
        own.ExpectOnly([.. Constants, "Origin"]);
        double Of(string name, double otherwise, double min, double max) => Number(own, name, otherwise, min, max);
        return new()
        {
            GemmBandwidth = Of("GemmBwTBs", start.GemmBandwidth, 1e-6, 1e4),
            GemmTeraflops = Of("GemmTFlops", start.GemmTeraflops, 1e-6, 1e7),
            GemmExponent = Of("GemmExponent", start.GemmExponent, 1, 100),
            ElementwiseStart = Of("ElementwiseStartUs", start.ElementwiseStart, 0, 1e7),
            ElementwisePerToken = Of("ElementwisePerTokenUs", start.ElementwisePerToken, 0, 1e6),
            AttentionStart = Of("AttentionStartUs", start.AttentionStart, 0, 1e7),
            AttentionBandwidth = Of("AttentionBwTBs", start.AttentionBandwidth, 1e-6, 1e4),
            AttentionTeraflops = Of("AttentionTFlops", start.AttentionTeraflops, 1e-6, 1e7),
            MixedPenalty = Of("MixedPenalty", start.MixedPenalty, 0.1, 100),
            ExpertBandwidth = Of("ExpertBwTBs", start.ExpertBandwidth, 0, 1e4),
            ExpertTeraflops = Of("ExpertTFlops", start.ExpertTeraflops, 0, 1e7),
            ExpertStart = Of("ExpertStartUs", start.ExpertStart, 0, 1e7),
            EightBitFactor = Of("EightBitFactor", start.EightBitFactor, 0.1, 100),
            StepMicroseconds = Of("StepUs", start.StepMicroseconds, 0, 1e8),
            SequenceMicroseconds = Of("SequenceUs", start.SequenceMicroseconds, 0, 1e6),
            Origin = own.Find("Origin")?.AsText("an origin") ?? "file",
        };
    }

    private static PowerRates Power(JsonValue file, PowerRates start)
    {
        if (file.Find("Power") is not { } own) return start;
        if (own.Kind != JsonTokenType.StartObject) throw own.Error("expected an object of powers");
        own.ExpectOnly("StaticWatts", "IdleWatts", "ExpertPicojoules", "BytePicojoules", "FlopPicojoules");
        return new(
            Number(own, "StaticWatts", start.StaticWatts, 0, 1e5), Number(own, "IdleWatts", start.IdleWatts, 0, 1e5),
            Number(own, "ExpertPicojoules", start.ExpertPicojoules, 0, 1e6), Number(own, "BytePicojoules", start.BytePicojoules, 0, 1e6),
            Number(own, "FlopPicojoules", start.FlopPicojoules, 0, 1e6));
    }

    private static ImmutableArray<AllReduceRate>? AllReduces(JsonValue file)
    {
        if (file.Find("AllReduce") is not { } list) return null;
        var rates = new List<AllReduceRate>();
        foreach (var entry in list.Items("all-reduces"))
        {
            var gpus = (int)entry.Get("Gpus").Integer("a number of GPUs", rates.Count == 0 ? 2 : rates[^1].Gpus + 1, 1 << 20);
            rates.Add(new(gpus, entry.Get("StartUs").Real("microseconds", 0, 1e7), entry.Get("RateGBs").Real("GB/s", 1e-6, 1e6)));
        }
        return [.. rates];
    }

    private static double Number(JsonValue value, string name, double? otherwise, double min, double max) =>
        otherwise is { } known && value.Find(name) is null ? known : value.Get(name).Real(name, min, max);

    private static Gpu KnownGpu(JsonValue name)
    {
        var text = name.AsText("a GPU");
        return Gpus.TryFind(text) ?? throw name.Error($"read GPU '{text}', expected {string.Join(", ", Gpus.All.Select(g => g.Name))}{Nearest.Hint(text, Gpus.All.Select(g => g.Name))}");
    }
}
