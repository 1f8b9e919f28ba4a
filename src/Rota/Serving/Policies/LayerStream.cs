using System.Globalization;
using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// Ours: layered prefill without fixed groups. Every step computes as many layers of the prompts as the target of the time between tokens leaves room for
/// beside decoding; when a batch is through and room is left, the next one begins in the same step.
/// </summary>
public sealed record LayerStream : PrefillShape
{
    /// <summary>Longest step that is aimed at while requests decode, seconds, more than 0.</summary>
    public double TargetSeconds { get; init; } = 0.03;

    /// <summary>Prefill time that a step is given even beyond the target, seconds, at least 0: prompts go on when decoding alone takes the target up.</summary>
    public double LeastSliceSeconds { get; init; } = 0.012;

    /// <summary>Most prompt tokens of a batch; decodes are not counted. At least 1.</summary>
    public int AdmissionBudget { get; init; } = 10240;

    /// <summary>
    /// Prompts longer than the budget are cut into pieces of equal length, and no prompt is cut to fill up a batch; else prompts are cut where the budget
    /// ends, as in the paper's code.
    /// </summary>
    public bool EvenPieces { get; init; } = true;

    /// <inheritdoc/>
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"layer-stream-{TargetSeconds * 1e3:0.##}ms");

    /// <inheritdoc/>
    public override int StepTokens(EngineLimits limits) => AdmissionBudget;
}
