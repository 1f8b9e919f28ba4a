namespace Rota.Learning.Rollouts;

/// <summary>How much the future weighs. Between two decisions without time between them it weighs in full: they are stages of one action.</summary>
/// <param name="Gamma">Factor a decision that takes time, in (0, 1]; default 1.</param>
/// <param name="Rate">With it above 0: the factor is e^(-Rate * elapsed) instead, as in semi-Markov decisions.</param>
public readonly record struct Discount(double Gamma, double Rate = 0)
{
    /// <summary>The factor over a stretch of model time.</summary>
    public double Over(double elapsed) => elapsed <= 0 ? 1 : Rate > 0 ? Math.Exp(-Rate * elapsed) : Gamma;
}
