using System.Text;
using System.Text.Json;
using Rota.Torch.Learners;

namespace Rota.Torch.Training;

/// <summary>The log of a training: a JSON object a line and update. On resume, lines of updates that are done again are dropped.</summary>
internal sealed class TrainingLog
{
    private readonly string path;

    public TrainingLog(string path, int updates)
    {
        this.path = path;
        var kept = updates == 0 || !File.Exists(path) ? [] : File.ReadLines(path).Take(updates).ToArray();
        File.WriteAllLines(path, kept);
    }

    public void Add(int update, long decisions, double? validation, in UpdateStats stats, double seconds)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("update", update);
            json.WriteNumber("decisions", decisions);
            json.WriteNumber("episodes", stats.Episodes);
            Number(json, "cost", stats.MeanCost);
            Number(json, "validation_cost", validation ?? double.NaN);
            Number(json, "policy_loss", stats.Steps.PolicyLoss);
            Number(json, "value_loss", stats.Steps.ValueLoss);
            Number(json, "kl", stats.Steps.Kl);
            Number(json, "clip_fraction", stats.Steps.ClipFraction);
            Number(json, "entropy", stats.Steps.Entropy);
            Number(json, "explained_variance", stats.ExplainedVariance);
            Number(json, "gradient_norm", stats.Steps.GradientNorm);
            Number(json, "learning_rate", stats.Rate);
            // Last, because it alone differs from run to run.
            Number(json, "seconds", Math.Round(seconds, 2));
            json.WriteEndObject();
        }
        File.AppendAllText(path, Encoding.UTF8.GetString(buffer.ToArray()) + "\n");
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
    }
}
