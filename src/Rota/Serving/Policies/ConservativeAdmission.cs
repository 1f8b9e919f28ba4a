using Rota.Serving.Engine;
using Rota.Serving.Policies.PastFuture;

namespace Rota.Serving.Policies;

/// <summary>Every request is planned with the most it may generate: nothing is ever evicted, and much of the KV idles (baseline of arXiv 2507.10150).</summary>
public sealed record ConservativeAdmission : AdmissionChoice
{
    /// <summary>Share of the KV that is never planned for, in [0, 1).</summary>
    public double Reserve { get; init; } = 0.05;

    /// <summary>Most tokens of a request whose client does not say.</summary>
    public int DefaultMaximum { get; init; } = 12_000;

    /// <inheritdoc/>
    public override string Name => "conservative";

    /// <inheritdoc/>
    public override Admission Create(PolicyContext context) =>
        Reserve is >= 0 and < 1 ? new DeclaredSum(1, Reserve, DefaultMaximum) : throw new RotaException($"conservative: reserve {Reserve}, expected 0 to less than 1");
}
