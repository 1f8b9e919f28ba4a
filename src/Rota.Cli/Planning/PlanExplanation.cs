using System.Collections.Immutable;
using System.Text.Json;

namespace Rota.Cli.Planning;

/// <summary>Why an answer is as it is.</summary>
/// <param name="Work">Name of the job or task that was asked for; null for the whole.</param>
/// <param name="Why">What holds that work, null when none was asked for.</param>
/// <param name="Chain">The chain that decides.</param>
/// <param name="ChainTitle">A line above the chain.</param>
internal sealed record PlanExplanation(string? Work, PlanReasons? Why, PlanReasons Chain, string ChainTitle);

/// <summary>A summary, the reasons for it in order of time, and what else is to be said.</summary>
internal sealed record PlanReasons(string Summary, ImmutableArray<PlanReason> Reasons, ImmutableArray<string> Notes)
{
    public IEnumerable<string> Lines => [Summary, .. Reasons.Select(reason => "  " + reason.Text), .. Notes];
}

/// <summary>One reason: a line of words, and its facts as JSON properties.</summary>
internal sealed record PlanReason(string Text, Action<Utf8JsonWriter> Facts);
