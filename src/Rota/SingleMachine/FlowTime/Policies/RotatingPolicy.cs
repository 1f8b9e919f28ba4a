namespace Rota.SingleMachine.FlowTime.Policies;

/// <summary>
/// A policy that shares the machine tick by tick. Driven slot by slot it is like any other; a simulation may ask for whole rounds and so skip the slots between two events.
/// Both ways give the same times, and a test holds them together.
/// </summary>
public abstract class RotatingPolicy : FlowPolicy
{
    /// <summary>The jobs of a round in order, a tick each, the first being <see cref="FlowPolicy.Current"/>'s.</summary>
    public abstract ReadOnlySpan<int> Round();

    /// <summary>How many whole rounds stay the same when nothing happens; 0 when not even one.</summary>
    public abstract long Rounds { get; }

    /// <summary>Rounds were run; the view counts them already, and no operation ended.</summary>
    public abstract void OnRounds(long rounds);

    /// <inheritdoc/>
    public override long Quantum(int job) => 1;
}
