using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Rota.Formats;

namespace Rota.SingleMachine.FlowTime.Formats;

/// <summary>
/// JSON lines, a job each: {"id", "release", "ops": [...]}, and "weight" where it is not 1. Release (0) and id (the job's number) may be left out. Times in any unit, whole or
/// with up to nine decimals.
/// </summary>
public sealed class ChainJsonFormat : IInstanceFormat<FlowProblem, InstanceReadOptions>
{
    /// <inheritdoc/>
    public string Name => "chains";

    /// <inheritdoc/>
    public string Description => "JSON lines, a job each: {id, release, ops: [duration, ...]}";

    /// <inheritdoc/>
    public FormatFit Recognises(TextInput input, InstanceReadOptions options)
    {
        if (JsonShape.First(input) is not { Kind: JsonTokenType.StartObject } first) return FormatFit.None;
        var names = first.Names();
        // Shops have "ops", too; theirs are lists of lists beside a number of machines.
        if (!names.Contains("ops") || names.Contains("machines")) return names.Contains("release") && names.Contains("id") ? FormatFit.Shape : FormatFit.None;
        foreach (var value in input.Json.Values)
        {
            if (value.Kind != JsonTokenType.StartObject || value.Names().Except(["id", "release", "ops", "weight"]).Any()) return FormatFit.Shape;
            if (value.Find("ops") is not { Kind: JsonTokenType.StartArray } operations) return FormatFit.Shape;
            foreach (var operation in operations.Items("durations"))
                if (operation.Kind != JsonTokenType.Number) return FormatFit.Shape;
        }
        return FormatFit.Whole;
    }

    /// <inheritdoc/>
    public ImmutableArray<FlowProblem> Read(TextInput input, InstanceReadOptions options)
    {
        var builder = new ChainBuilder(input);
        var operations = new List<decimal>();
        foreach (var value in input.Json.Values)
        {
            operations.Clear();
            var list = value.Get("ops");
            value.ExpectOnly("id", "release", "ops", "weight");
            var id = value.Find("id") is { } given ? Id(given) : $"{builder.Count}";
            if (builder.IdFault(id) is { } repeated) throw (value.Find("id") ?? value).Error(repeated);
            foreach (var item in list.Items("durations")) operations.Add(Time(item, "a duration", orEqual: false));
            if (operations.Count == 0) throw list.Error("read an empty list, expected at least one duration");
            var release = value.Find("release") is { } start ? Time(start, "a release", orEqual: true) : 0;
            builder.Add(id, release, [.. operations], value.Find("weight")?.Real("a weight", 0, 1e15) ?? 1);
        }
        return [builder.Build()];
    }

    /// <inheritdoc/>
    public string? Refusal(FlowProblem problem) => FlowTimeFiles.NameRefusal(problem);

    /// <inheritdoc/>
    public void Write(FlowProblem problem, TextWriter output)
    {
        FlowTimeFiles.Catalog.Accept(this, problem);
        foreach (var job in problem.Jobs)
        {
            output.Write($"{{\"id\": {JsonShape.Quoted(job.Id)}, \"release\": {ExactTime.Text(job.Release, problem.TicksPerUnit)}, \"ops\": [");
            output.Write(string.Join(", ", job.Operations.Select(operation => ExactTime.Text(operation, problem.TicksPerUnit))));
            output.Write(job.Weight == 1 ? "]}\n" : string.Create(CultureInfo.InvariantCulture, $"], \"weight\": {job.Weight:R}}}\n"));
        }
    }

    internal static decimal Time(JsonValue value, string what, bool orEqual)
    {
        if (value.Kind != JsonTokenType.Number) throw value.Error($"expected {what}, a number");
        return ExactTime.Read(value.Raw, what, 0, orEqual, out var problem) ?? throw value.Error(problem);
    }

    internal static string Id(JsonValue value) =>
        value.Kind == JsonTokenType.Number ? System.Text.Encoding.UTF8.GetString(value.Raw) : value.AsText("an id", InstanceNames.Longest);
}
