using Rota.Randomness;

namespace Rota.Serving.Engine;

/// <summary>A choice of a policy as a value: its name and its options; equal options, equal value. What works on an instance is made from it.</summary>
public abstract record PolicyChoice
{
    /// <summary>The name the catalog and policy files use, lower case with dashes.</summary>
    public abstract string Name { get; }
}

/// <summary>Who is next?</summary>
public abstract record OrderChoice : PolicyChoice
{
    /// <summary>Makes it live for one instance.</summary>
    public abstract RequestOrder Create(PolicyContext context);
}

/// <summary>May it enter now?</summary>
public abstract record AdmissionChoice : PolicyChoice
{
    /// <summary>Makes it live for one instance.</summary>
    public abstract Admission Create(PolicyContext context);
}

/// <summary>What happens to its KV at a pause or under pressure?</summary>
public abstract record RetentionChoice : PolicyChoice
{
    /// <summary>Makes it live for one instance.</summary>
    public abstract Retention Create(PolicyContext context);
}

/// <summary>What may share a step?</summary>
public abstract record BatchingChoice : PolicyChoice
{
    /// <summary>True when it lets requests enter by copying their context back from a host tier.</summary>
    public virtual bool Restores => false;

    /// <summary>True when a step computes no more tokens than the prefill shape says.</summary>
    public virtual bool HasTokenBudget => true;

    /// <summary>Why it cannot work with the other choices of a policy; null when it can.</summary>
    public virtual string? Refuses(ServingPolicy policy) => null;

    /// <summary>Makes it live for one instance.</summary>
    public abstract Batching Create(PolicyContext context);
}

/// <summary>How is KV moved when a request is preempted?</summary>
public abstract record SwapChoice : PolicyChoice
{
    /// <summary>Makes it live for one instance.</summary>
    public abstract Swapping Create(PolicyContext context);
}

/// <summary>On which instance?</summary>
public abstract record PlacementChoice : PolicyChoice
{
    /// <summary>Makes it live for one run.</summary>
    public abstract Placement Create(RandomStream random);
}
