using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Rota.Formats;
using Rota.Learning.Networks;

namespace Rota.Learning.Files;

/// <summary>A learnt policy as a file: safetensors, with its card, schema and shape in the metadata.</summary>
public static class PolicyFile
{
    private const string Format = "1";

    /// <summary>The file's content.</summary>
    public static TensorFile Create(PolicyNetwork network, PolicyCard card)
    {
        var (schema, shape) = (network.Layout.Schema, network.Layout.Shape);
        KeyValuePair<string, string> Word(string key, string value) => new(key, value);
        return new(
            [.. network.Layout.Parameters.Select(p => new NamedTensor(p.Name, p.Shape, network.Weights[p.Name]))],
            [
                Word("rota_policy", Format), Word("name", card.Name), Word("environment", schema.Environment), Word("schema", schema.ToString()),
                Word("schema_hash", schema.Hash), Word("shape", ShapeText(shape)), Word("command", card.Command),
                Word("seed", card.Seed.ToString(CultureInfo.InvariantCulture)), Word("data", card.Data), Word("learner", card.Learner),
                Word("licence", card.Licence), Word("curve", CurveText(card.Curve)),
            ]);
    }

    /// <summary>A network from a file's content.</summary>
    /// <param name="file">The content.</param>
    /// <param name="schema">The schema it must have been trained on.</param>
    /// <param name="name">The file's name, for errors.</param>
    /// <exception cref="InputException">No policy, one of another schema (the message shows both), or weights that are missing or not finite.</exception>
    public static PolicyNetwork Network(TensorFile file, Schema schema, string name)
    {
        Card(file, name);
        if (Need(file, "schema_hash", name) != schema.Hash)
            throw new InputException(name, $"the policy reads '{Need(file, "schema", name)}', this environment shows '{schema}'");
        var layout = new NetworkLayout(schema, Shape(file, name));
        var weights = new Dictionary<string, float[]>();
        foreach (var parameter in layout.Parameters)
        {
            if (file.Tensor(parameter.Name) is not { } tensor)
                throw new InputException(name, $"there is no tensor '{parameter.Name}'{Nearest.Hint(parameter.Name, file.Tensors.Select(t => t.Name))}");
            if (!tensor.Shape.SequenceEqual(parameter.Shape))
                throw new InputException(name, $"the tensor '{parameter.Name}' is [{string.Join(", ", tensor.Shape)}], expected [{string.Join(", ", parameter.Shape)}]");
            if (tensor.Values.Any(value => !float.IsFinite(value))) throw new InputException(name, $"the tensor '{parameter.Name}' holds a number that is not finite");
            weights[parameter.Name] = tensor.Values;
        }
        return new(layout, weights);
    }

    /// <summary>The card of a file.</summary>
    /// <exception cref="InputException">No policy of this version.</exception>
    public static PolicyCard Card(TensorFile file, string name)
    {
        var format = file.Word("rota_policy");
        if (format != Format) throw new InputException(name, format is null ? "no policy: 'rota_policy' is not in its metadata" : $"a policy of format {format}, expected {Format}");
        return new()
        {
            Name = Need(file, "name", name),
            Command = Need(file, "command", name),
            Seed = ulong.TryParse(Need(file, "seed", name), CultureInfo.InvariantCulture, out var seed) ? seed : throw new InputException(name, "its seed is no whole number"),
            Data = Need(file, "data", name),
            Learner = file.Word("learner") ?? "",
            Licence = Need(file, "licence", name),
            Curve = Curve(file.Word("curve") ?? "[]", name),
        };
    }

    /// <summary>The shape of a file's network.</summary>
    /// <exception cref="InputException">No shape, or one that cannot be.</exception>
    public static NetworkShape Shape(TensorFile file, string name)
    {
        var words = Need(file, "shape", name).Split(' ');
        try
        {
            var shape = words.Length == 7
                ? new NetworkShape
                {
                    Width = int.Parse(words[0], CultureInfo.InvariantCulture),
                    Hidden = int.Parse(words[1], CultureInfo.InvariantCulture),
                    Rounds = int.Parse(words[2], CultureInfo.InvariantCulture),
                    Heads = int.Parse(words[3], CultureInfo.InvariantCulture),
                    Aggregation = Enum.Parse<Aggregation>(words[4]),
                    Activation = Enum.Parse<Activation>(words[5]),
                    Critic = bool.Parse(words[6]),
                }
                : throw new FormatException();
            shape.Validate();
            return shape;
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException or RotaException)
        {
            throw new InputException(name, $"its shape is '{string.Join(' ', words)}', expected width, hidden, rounds, heads, aggregation, activation, critic");
        }
    }

    private static string ShapeText(NetworkShape s) =>
        string.Create(CultureInfo.InvariantCulture, $"{s.Width} {s.Hidden} {s.Rounds} {s.Heads} {s.Aggregation} {s.Activation} {s.Critic}");

    private static string CurveText(ImmutableArray<CurvePoint> curve)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var (decisions, cost) in curve)
            {
                json.WriteStartArray();
                json.WriteNumberValue(decisions);
                json.WriteNumberValue(cost);
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static ImmutableArray<CurvePoint> Curve(string text, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return [.. document.RootElement.EnumerateArray().Select(point => new CurvePoint(point[0].GetInt64(), point[1].GetDouble()))];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            throw new InputException(name, "its curve is no list of [decisions, cost]");
        }
    }

    private static string Need(TensorFile file, string key, string name) =>
        file.Word(key) ?? throw new InputException(name, $"'{key}' is not in its metadata");
}
