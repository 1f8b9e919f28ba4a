using System.Globalization;

namespace Rota.Torch.Learners;

/// <summary>One way to learn first, then another: imitation, say, and then learning from what happens.</summary>
/// <param name="first">The first.</param>
/// <param name="updates">Its updates.</param>
/// <param name="then">The second, for the rest; its rates fall over the rest alone.</param>
public sealed class WarmStart(ILearner first, int updates, ILearner then) : ILearner
{
    /// <inheritdoc/>
    public string Name => $"{first.Name}, then {then.Name}";

    /// <inheritdoc/>
    public string Settings => string.Create(CultureInfo.InvariantCulture, $"{updates} updates of {first.Settings}; then {then.Settings}");

    /// <inheritdoc/>
    public UpdateStats Update(LearnerContext context, int update, int total, CancellationToken cancellation) => update < updates
        ? first.Update(context, update, Math.Min(updates, total), cancellation)
        : then.Update(context, update - updates, total - updates, cancellation);
}
