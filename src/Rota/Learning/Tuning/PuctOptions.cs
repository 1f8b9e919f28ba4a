namespace Rota.Learning.Tuning;

/// <summary>Settings of <see cref="PuctSearch"/>; defaults of MuZero (Schrittwieser and others 2020).</summary>
public sealed record PuctOptions
{
    /// <summary>Simulations a decision, at least 1. Default 64.</summary>
    public int Simulations { get; init; } = 64;

    /// <summary>Weight of the prior. Default 1.25.</summary>
    public double PriorWeight { get; init; } = 1.25;

    /// <summary>How slowly the prior's weight grows with visits. Default 19652.</summary>
    public double PriorBase { get; init; } = 19652;

    /// <summary>Discount. Default none.</summary>
    public Rollouts.Discount Discount { get; init; } = new(1);

    /// <summary>True to play on from a new leaf with the guide until the end, in place of its value. Default true: rules have no value.</summary>
    public bool PlayOut { get; init; } = true;

    /// <summary>Throws when a value is out of its range.</summary>
    internal void Validate()
    {
        if (Simulations < 1) throw new RotaException($"simulations {Simulations}, expected at least 1");
        if (!(PriorWeight >= 0)) throw new RotaException($"prior weight {PriorWeight}, expected at least 0");
        if (!(PriorBase > 0)) throw new RotaException($"prior base {PriorBase}, expected above 0");
    }
}
