using System.Collections.Immutable;
using System.Globalization;
using Rota.Formats;
using Rota.Learning.Files;
using Rota.Learning.Rollouts;

namespace Rota.Torch.Training;

/// <summary>Everything a training needs to go on as if it had never stopped, as one safetensors file.</summary>
/// <param name="Update">Updates done.</param>
/// <param name="Decisions">Decisions learnt from.</param>
/// <param name="BestCost">Lowest mean cost on the validation cases.</param>
/// <param name="Seconds">Wall time spent.</param>
/// <param name="Curve">The learning curve.</param>
/// <param name="Environments">Where the running environments stand.</param>
public sealed record Checkpoint(
    int Update, long Decisions, double BestCost, double Seconds, ImmutableArray<CurvePoint> Curve, IReadOnlyList<RunnerState> Environments)
{
    private const string Format = "1", First = "adam.first", Second = "adam.second";

    /// <summary>Writes it, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">Weights and moments.</param>
    /// <param name="setup">What the training is, in one line; another line is another training.</param>
    public void Write(string path, PolicyModel model, string setup)
    {
        KeyValuePair<string, string> Word(string key, FormattableString value) => new(key, value.ToString(CultureInfo.InvariantCulture));
        var weights = model.Copy();
        Safetensors.Write(path, new(
            [
                .. model.Layout.Parameters.Select(p => new NamedTensor(p.Name, p.Shape, weights[p.Name])),
                new(First, [model.Weights.Length], model.Adam.First), new(Second, [model.Weights.Length], model.Adam.Second),
            ],
            [
                Word("rota_checkpoint", $"{Format}"), Word("setup", $"{setup}"), Word("schema_hash", $"{model.Layout.Schema.Hash}"), Word("update", $"{Update}"),
                Word("decisions", $"{Decisions}"), Word("best", $"{BestCost:R}"), Word("seconds", $"{Seconds:R}"), Word("adam_steps", $"{model.Adam.Steps}"),
                Word("curve", $"{string.Join(';', Curve.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Decisions} {p.Cost:R}")))}"),
                Word("environments", $"{string.Join(';', Environments.Select(e => $"{e.Episode} {string.Join(' ', e.Choices)}".TrimEnd()))}"),
                Word("runtime", $"{Environment.Version} {System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier}, 1 thread of libtorch"),
            ]));
    }

    /// <summary>Reads one into a model.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">Takes weights and moments over.</param>
    /// <param name="setup">What the training is.</param>
    /// <exception cref="InputException">No checkpoint, or one of another training; the message shows both.</exception>
    public static Checkpoint Read(string path, PolicyModel model, string setup)
    {
        var file = Safetensors.Read(path);
        string Need(string key) => file.Word(key) ?? throw new InputException(path, $"no checkpoint: '{key}' is not in its metadata");
        if (Need("rota_checkpoint") != Format) throw new InputException(path, $"a checkpoint of format {Need("rota_checkpoint")}, expected {Format}");
        if (Need("setup") != setup) throw new InputException(path, $"the checkpoint is of '{Need("setup")}', this training is '{setup}'; take another folder, or leave --resume out");
        if (Need("schema_hash") != model.Layout.Schema.Hash) throw new InputException(path, "the environment's schema has changed since");
        float[] Numbers(string name, int length) =>
            file.Tensor(name) is { } tensor && tensor.Values.Length == length ? tensor.Values : throw new InputException(path, $"the tensor '{name}' is missing or has another length");
        try
        {
            model.Put(model.Layout.Parameters.ToDictionary(p => p.Name, p => Numbers(p.Name, p.Length)));
            Numbers(First, model.Weights.Length).CopyTo(model.Adam.First, 0);
            Numbers(Second, model.Weights.Length).CopyTo(model.Adam.Second, 0);
            model.Adam.Steps = long.Parse(Need("adam_steps"), CultureInfo.InvariantCulture);
            return new(
                int.Parse(Need("update"), CultureInfo.InvariantCulture), long.Parse(Need("decisions"), CultureInfo.InvariantCulture),
                double.Parse(Need("best"), CultureInfo.InvariantCulture), double.Parse(Need("seconds"), CultureInfo.InvariantCulture),
                [.. Split(Need("curve")).Select(Point)], [.. Split(Need("environments")).Select(State)]);
        }
        catch (Exception e) when (e is FormatException or OverflowException or IndexOutOfRangeException)
        {
            throw new InputException(path, $"a number in its metadata cannot be read: {e.Message}");
        }
    }

    private static string[] Split(string text) => text.Split(';', StringSplitOptions.RemoveEmptyEntries);

    private static CurvePoint Point(string text)
    {
        var words = text.Split(' ');
        return new(long.Parse(words[0], CultureInfo.InvariantCulture), double.Parse(words[1], CultureInfo.InvariantCulture));
    }

    private static RunnerState State(string text)
    {
        var words = text.Split(' ');
        return new(long.Parse(words[0], CultureInfo.InvariantCulture), [.. words[1..].Select(word => int.Parse(word, CultureInfo.InvariantCulture))]);
    }
}
