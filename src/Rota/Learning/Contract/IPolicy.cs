using Rota.Randomness;

namespace Rota.Learning;

/// <summary>Makes decisions: a rule, a network, a search. Who uses one cannot tell which.</summary>
public interface IPolicy
{
    /// <summary>A name for tables.</summary>
    string Name { get; }

    /// <summary>True when it reads <see cref="Decision.Observation"/>; otherwise nobody fills it.</summary>
    bool NeedsObservation => true;

    /// <summary>True when it may choose otherwise at a temperature above 0; a sure policy needs no second sample.</summary>
    bool UsesChance => true;

    /// <summary>Chooses a legal candidate.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="random">Its chance.</param>
    /// <param name="temperature">0 for what it thinks best, 1 for its own probabilities, more for more daring.</param>
    Choice Choose(in Decision decision, RandomStream random, double temperature);

    /// <summary>What it expects to earn from this decision on; 0 when it has no idea.</summary>
    float Value(in Decision decision) => 0;

    /// <summary>The same policy for another thread. Without memory of its own it is its own copy.</summary>
    IPolicy ForThread() => this;
}
