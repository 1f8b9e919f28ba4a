using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Rota.Chat;
using Rota.Randomness;
using Rota.Tuning.Expressions;

namespace Rota.Tuning.Discovery;

/// <summary>
/// A model that has no ideas: it takes the rules it is shown and changes them by chance. Makes the loop useful without a model, and is the baseline that a real one
/// must beat at equal evaluations. Pure: the answer depends on the prompt and its seed only.
/// </summary>
/// <param name="features">The task's features.</param>
public sealed partial class MockDesigner(FeatureSet features) : IChatModel
{
    /// <inheritdoc/>
    public string Name => "mock";

    /// <inheritdoc/>
    public ChatReply Ask(ChatPrompt prompt, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (prompt.Schema is null) return new("Weigh the processing time more when the line is long.");
        var random = new RandomStream(prompt.Seed ?? 0).Split("mock");
        var shown = Rule().Matches(prompt.User).Select(match => PriorityExpression.Parse(match.Groups["rule"].Value, features)).ToList();
        if (shown.Count == 0) shown.Add(PriorityExpression.OfFeature(random.Next(features.All.Length)));
        var mutation = new ExpressionMutation(features, random);
        // The last one shown is the best or the one to improve: mostly that, at times another.
        var parent = random.NextDouble() < 0.75 ? shown[^1] : shown[random.Next(shown.Count)];
        var (child, idea) = mutation.Change(parent, shown);
        return new(string.Create(
            CultureInfo.InvariantCulture, $"{{\"idea\": \"{idea}\", \"expression\": \"{JsonEncodedText.Encode(child.ToText(features))}\"}}"));
    }

    [GeneratedRegex(@"^Rule \d+ \(.*?\): (?<rule>.+)$", RegexOptions.Multiline, 2000)]
    private static partial Regex Rule();
}
