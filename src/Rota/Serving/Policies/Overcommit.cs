using System.Globalization;
using Rota.Serving.Engine;
using Rota.Serving.Policies.PastFuture;

namespace Rota.Serving.Policies;

/// <summary>Conservative planning as if the engine had more KV than it has: what the declared maxima overstate is given to further requests.</summary>
/// <param name="Factor">How many times the KV, at least 1.</param>
public sealed record Overcommit(double Factor = 1.25) : AdmissionChoice
{
    /// <summary>Most tokens of a request whose client does not say.</summary>
    public int DefaultMaximum { get; init; } = 12_000;

    /// <inheritdoc/>
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"overcommit-{Factor}");

    /// <inheritdoc/>
    public override Admission Create(PolicyContext context) =>
        Factor is >= 1 and <= 100 ? new DeclaredSum(Factor, 0, DefaultMaximum) : throw new RotaException($"overcommit: factor {Factor}, expected 1 to 100");
}
