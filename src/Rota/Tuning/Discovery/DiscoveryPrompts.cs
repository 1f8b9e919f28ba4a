using System.Globalization;
using System.Text;
using Rota.Tuning.Expressions;

namespace Rota.Tuning.Discovery;

/// <summary>The words a model is asked with.</summary>
internal static class DiscoveryPrompts
{
    /// <summary>The schema of an answer that holds an expression.</summary>
    public const string Schema =
        """{"type":"object","properties":{"idea":{"type":"string"},"expression":{"type":"string"}},"required":["idea","expression"],"additionalProperties":false}""";

    /// <summary>Who the model is, the task, the language, the form of the answer.</summary>
    public static string System(IDiscoveryTask task)
    {
        var text = new StringBuilder();
        text.Append("You design priority rules for scheduling. ").Append(task.Briefing).Append("\n\n");
        text.Append("A rule is one arithmetic expression, computed anew for every waiting item at every decision; the item with the lowest value goes first.\n");
        text.Append("It may use these quantities:\n");
        foreach (var feature in task.Features.All)
            text.Append("- ").Append(feature.Name).Append(": ").Append(feature.Meaning).Append(feature.Shared ? " (the same for all that wait)" : "").Append('\n');
        text.Append("and numbers, + - * / ^, comparisons < <= > >= (1 or 0), min(a, b), max(a, b), abs(a), sqrt(a), exp(a), log(a), pow(a, b), ");
        text.Append("if(condition, a, b), and 'let name = expression in expression'. Nothing else.\n");
        text.Append("The expression is parsed, not executed; at most ").Append(PriorityExpression.MaxSize).Append(" parts. Short rules that generalise are better.\n\n");
        text.Append("Answer with one JSON object and nothing else: {\"idea\": \"one sentence\", \"expression\": \"the rule\"}");
        return text.ToString();
    }

    /// <summary>Rules shown as examples, in the order given.</summary>
    public static string Rules(params IEnumerable<Candidate> rules)
    {
        var text = new StringBuilder();
        var number = 0;
        foreach (var rule in rules)
        {
            text.Append(CultureInfo.InvariantCulture, $"Rule {++number} (gap {rule.Gap:0.0000} %): {rule.Text}\n");
            if (rule.Idea.Length > 0) text.Append("  idea: ").Append(rule.Idea).Append('\n');
        }
        return text.ToString();
    }
}
