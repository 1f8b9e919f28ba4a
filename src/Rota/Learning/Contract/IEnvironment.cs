namespace Rota.Learning;

/// <summary>
/// Something in which decisions are made one after another, with Gymnasium's meanings of reset, step, terminated and truncated. Every decision is the
/// choice of one of <see cref="CandidateCount"/> candidates, some of which may be illegal. All chance comes from the seed of <see cref="Reset"/>: same
/// seed and same choices, same episode. Not thread-safe; <see cref="Fork"/> for another thread.
/// </summary>
public interface IEnvironment
{
    /// <summary>What an observation looks like; the same object for every environment of one kind and settings.</summary>
    Schema Schema { get; }

    /// <summary>Candidates of the present decision, at least 1; 0 when it came to its real end.</summary>
    int CandidateCount { get; }

    /// <summary>
    /// What the episode cost up to now in the environment's own unit (a makespan, minus the steps a pole stood); lower is better, and final when the
    /// episode is over. Evaluation compares this; rewards are for learning.
    /// </summary>
    double Cost { get; }

    /// <summary>The environment inside all wrappers: what a rule that knows its domain looks at.</summary>
    IEnvironment Unwrapped => this;

    /// <summary>Starts an episode, whatever happened before.</summary>
    void Reset(ulong seed);

    /// <summary>Whether a candidate may be chosen; at least one may while the episode runs.</summary>
    bool IsLegal(int candidate);

    /// <summary>Carries out a candidate and goes on to the next decision or the end.</summary>
    /// <exception cref="InvalidOperationException">The episode is over, or the candidate is out of range or illegal.</exception>
    StepResult Step(int candidate);

    /// <summary>Writes the present decision's features: every row and candidate in order, legality excepted.</summary>
    /// <param name="into">Empty, of this environment's <see cref="Schema"/>.</param>
    void Observe(Observation into);

    /// <summary>An exact copy that shares nothing that changes, so that search may play on with it; null where that is not possible.</summary>
    IEnvironment? Fork();

    /// <summary>A number of the whole state: equal states, equal digests.</summary>
    ulong Digest();
}
