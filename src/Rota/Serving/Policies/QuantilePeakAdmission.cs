using Rota.Serving.Engine;
using Rota.Serving.Policies.PastFuture;

namespace Rota.Serving.Policies;

/// <summary>
/// Ours, after Past-Future: admits while the future peak passes the KV with at most a given probability, told from many scenarios with common random
/// numbers instead of the largest of up to five draws; lengths come from an estimate that counts running requests, fades and notices changes,
/// one a class; a prefix that requests share is counted once. Sees what past-future sees.
/// </summary>
public sealed record QuantilePeakAdmission : AdmissionChoice
{
    /// <summary>Probability that the batch will outgrow the KV, at most, in [0, 1].</summary>
    public double Risk { get; init; } = 0.1;

    /// <summary>Scenarios, at least 1.</summary>
    public int Scenarios { get; init; } = 128;

    /// <summary>Share of the KV that is never planned for, in [0, 1).</summary>
    public double Reserve { get; init; }

    /// <summary>Most tokens of a request whose client does not say.</summary>
    public int DefaultMaximum { get; init; } = 12_000;

    /// <summary>Classes learn apart once they have finished enough requests.</summary>
    public bool ByClass { get; init; } = true;

    /// <summary>How lengths are learnt.</summary>
    public LengthSurvivalOptions Lengths { get; init; } = new();

    /// <inheritdoc/>
    public override string Name => "quantile-peak";

    /// <inheritdoc/>
    public override Admission Create(PolicyContext context)
    {
        if (!(Risk is >= 0 and <= 1)) throw new RotaException($"quantile-peak: risk {Risk}, expected 0 to 1");
        if (!(Reserve is >= 0 and < 1)) throw new RotaException($"quantile-peak: reserve {Reserve}, expected 0 to less than 1");
        return new QuantilePeak(this, context.Random.Split("scenarios").NextBits());
    }
}
