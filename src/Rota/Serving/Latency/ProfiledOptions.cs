namespace Rota.Serving.Latency;

/// <summary>What a profile does not hold.</summary>
public sealed record ProfiledOptions
{
    /// <summary>How the model was spread when it was profiled; the tables hold one GPU's part.</summary>
    public Parallelism Parallelism { get; init; } = Parallelism.None;

    /// <summary>Which experts a batch touches; null for <see cref="ExpertCoverage.Measured"/>.</summary>
    public ExpertCoverage? Coverage { get; init; }

    /// <summary>Engine time a step, microseconds.</summary>
    public double StepMicroseconds { get; init; } = 1000;

    /// <summary>Engine time a sequence, microseconds, beside the sampler of the tables.</summary>
    public double SequenceMicroseconds { get; init; } = 10;

    /// <summary>Time of a request outside steps before its first token, milliseconds.</summary>
    public double RequestMilliseconds { get; init; }
}
