using System.Text.Json;
using Rota.Formats;
using Rota.Torch.Training;

namespace Rota.Train;

/// <summary>Changes a task by a JSON object of numbers: <c>{"updates": 500, "environments": 16, "width": 128}</c>.</summary>
internal static class TrainConfig
{
    private static readonly Dictionary<string, (int Low, int High, Func<TrainingTask, int, TrainingTask> Change)> Keys = new()
    {
        ["updates"] = (1, 1_000_000, (task, value) => task with { Updates = value }),
        ["environments"] = (1, 1024, (task, value) => task with { Environments = value }),
        ["cases"] = (2, 100_000, (task, value) => task with { Cases = value }),
        ["validate_every"] = (1, 1_000_000, (task, value) => task with { ValidateEvery = value }),
        ["checkpoint_every"] = (1, 1_000_000, (task, value) => task with { CheckpointEvery = value }),
        ["width"] = (1, 4096, (task, value) => task with { Shape = task.Shape with { Width = value } }),
        ["hidden"] = (1, 8, (task, value) => task with { Shape = task.Shape with { Hidden = value } }),
        ["rounds"] = (0, 16, (task, value) => task with { Shape = task.Shape with { Rounds = value } }),
        ["heads"] = (0, 64, (task, value) => task with { Shape = task.Shape with { Heads = value } }),
    };

    /// <exception cref="InputException">No such file, no such key, or a value out of its range.</exception>
    public static TrainingTask Apply(TrainingTask task, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw new InputException(path, "expected a JSON object such as {\"updates\": 500}");
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (!Keys.TryGetValue(property.Name, out var key))
                    throw new InputException(path, $"unknown key '{property.Name}', expected {string.Join(", ", Keys.Keys)}{Nearest.Hint(property.Name, Keys.Keys)}");
                if (property.Value.ValueKind != JsonValueKind.Number || !property.Value.TryGetInt32(out var value) || value < key.Low || value > key.High)
                    throw new InputException(path, $"'{property.Name}' is {property.Value.GetRawText()}, expected a whole number from {key.Low} to {key.High}");
                task = key.Change(task, value);
            }
            return task;
        }
        catch (JsonException e)
        {
            throw new InputException(path, (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1, "no JSON");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, $"cannot be read: {e.Message}");
        }
        catch (InvalidOperationException)
        {
            throw new InputException(path, "it holds text that is no proper UTF-8");
        }
    }
}
