using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// Layered prefill: the model is cut, not the prompt. A batch of prompts passes one group of layers a step, while decodes pass all of them
/// (arXiv 2510.08055, section 4).
/// </summary>
public sealed record LayerGroups : PrefillShape
{
    /// <summary>How many groups a batch of prompts is given.</summary>
    public LayerGrouping Grouping { get; init; } = new TableGrouping();

    /// <summary>Most prompt tokens of a batch, M; decodes are not counted. Longer prompts pass the model in pieces. At least 1, 8192 in the paper's code.</summary>
    public int AdmissionBudget { get; init; } = 8192;

    /// <inheritdoc/>
    public override string Name => $"layers-{Grouping.Name}";

    /// <inheritdoc/>
    public override int StepTokens(EngineLimits limits) => AdmissionBudget;

    /// <summary>The layers [from, to) of a group: the first <c>layers mod groups</c> groups have one layer more than the others.</summary>
    /// <param name="layers">Layers of the model.</param>
    /// <param name="groups">Number of groups, 1 to <paramref name="layers"/>.</param>
    /// <param name="group">Which, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such groups.</exception>
    public static (int From, int To) Range(int layers, int groups, int group)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(groups, layers);
        ArgumentOutOfRangeException.ThrowIfNegative(group);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(group, groups);
        var (size, larger) = Math.DivRem(layers, groups);
        var from = (group * size) + Math.Min(group, larger);
        return (from, from + size + (group < larger ? 1 : 0));
    }
}
