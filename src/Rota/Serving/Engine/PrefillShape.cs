namespace Rota.Serving.Engine;

/// <summary>How a prompt is cut: data that batchings read. <see cref="Name"/> is what the catalog and policy files say.</summary>
public abstract record PrefillShape
{
    /// <summary>Name, lower case with dashes.</summary>
    public abstract string Name { get; }

    /// <summary>Most tokens that begin to be computed in one step, unless a single prompt that is not cut has more.</summary>
    public virtual int StepTokens(EngineLimits limits) => limits.TokenBudget;

    /// <summary>True when a token of every decoding request counts among them.</summary>
    public virtual bool CountsDecodes => false;
}
