namespace Rota.Learning;

/// <summary>An environment around another, which passes everything on.</summary>
/// <param name="inner">The one inside.</param>
public abstract class EnvironmentWrapper(IEnvironment inner) : IEnvironment
{
    /// <summary>The environment inside.</summary>
    protected IEnvironment Inner => inner;

    /// <inheritdoc/>
    public Schema Schema => inner.Schema;

    /// <inheritdoc/>
    public virtual int CandidateCount => inner.CandidateCount;

    /// <inheritdoc/>
    public double Cost => inner.Cost;

    /// <inheritdoc/>
    public IEnvironment Unwrapped => inner.Unwrapped;

    /// <inheritdoc/>
    public virtual void Reset(ulong seed) => inner.Reset(seed);

    /// <inheritdoc/>
    public bool IsLegal(int candidate) => inner.IsLegal(candidate);

    /// <inheritdoc/>
    public abstract StepResult Step(int candidate);

    /// <inheritdoc/>
    public void Observe(Observation into) => inner.Observe(into);

    /// <inheritdoc/>
    public abstract IEnvironment? Fork();

    /// <inheritdoc/>
    public virtual ulong Digest() => inner.Digest();
}
