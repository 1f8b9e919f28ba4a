namespace Rota.Torch.Learners;

/// <summary>A way to learn: one update at a time, all state in the <see cref="LearnerContext"/>, so that a checkpoint holds it.</summary>
public interface ILearner
{
    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>Its settings in one line, for the card.</summary>
    string Settings { get; }

    /// <summary>Collects and learns once.</summary>
    /// <param name="context">Model, environments, seeds.</param>
    /// <param name="update">Number of the update, from 0.</param>
    /// <param name="total">Updates in all, for schedules.</param>
    /// <param name="cancellation">Stops between decisions and steps; the update is then lost.</param>
    UpdateStats Update(LearnerContext context, int update, int total, CancellationToken cancellation);
}
