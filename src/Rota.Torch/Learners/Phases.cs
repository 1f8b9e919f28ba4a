namespace Rota.Torch.Learners;

/// <summary>Ways to learn one after another on one network: imitate an expert first, say, then go on by trial.</summary>
/// <param name="first">The first way.</param>
/// <param name="share">Its share of the updates, from 0 to 1; each way's schedules run over its own updates.</param>
/// <param name="second">The second way.</param>
public sealed class Phases(ILearner first, double share, ILearner second) : ILearner
{
    /// <inheritdoc/>
    public string Name => $"{first.Name}, then {second.Name}";

    /// <inheritdoc/>
    public string Settings => FormattableString.Invariant($"{share:P0} of the updates {first.Settings}; then {second.Settings}");

    /// <inheritdoc/>
    public UpdateStats Update(LearnerContext context, int update, int total, CancellationToken cancellation)
    {
        var turn = (int)(share * total);
        return update < turn ? first.Update(context, update, turn, cancellation) : second.Update(context, update - turn, total - turn, cancellation);
    }
}
