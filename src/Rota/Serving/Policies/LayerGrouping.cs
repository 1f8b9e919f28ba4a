using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>How many layer groups a batch of prompts passes through, as a value.</summary>
public abstract record LayerGrouping
{
    /// <summary>Name, lower case with dashes.</summary>
    public abstract string Name { get; }

    /// <summary>What is wrong with the options; null when nothing is.</summary>
    public virtual string? Fault => null;

    /// <summary>Makes it live for one instance.</summary>
    /// <exception cref="RotaException">It does not fit the instance's model.</exception>
    public abstract LayerGroupRule Create(PolicyContext context);
}
