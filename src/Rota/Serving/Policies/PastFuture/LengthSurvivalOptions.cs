namespace Rota.Serving.Policies.PastFuture;

/// <summary>How <see cref="LengthSurvival"/> learns.</summary>
public sealed record LengthSurvivalOptions
{
    /// <summary>Lengths kept, at least 8.</summary>
    public int Window { get; init; } = 600;

    /// <summary>Ended requests after which a length counts half, more than 0.</summary>
    public double HalfLife { get; init; } = 200;

    /// <summary>Lengths that are held against the older ones; 0 for never, else at least 8.</summary>
    public int Recent { get; init; } = 32;

    /// <summary>Distance at which the two are of another kind, in units of the test's scale; 1.95 is one error in a thousand looks.</summary>
    public double ChangeThreshold { get; init; } = 1.95;

    /// <summary>The longest answer that is thought of before anything is known, tokens.</summary>
    public int Cap { get; init; } = 12_000;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="RotaException">Something is out of range; all of it is named.</exception>
    public LengthSurvivalOptions Validated()
    {
        List<string> faults = [];
        if (Window < 8) faults.Add($"window {Window}, expected at least 8 lengths");
        if (!(HalfLife > 0)) faults.Add(FormattableString.Invariant($"half-life {HalfLife}, expected more than 0"));
        if (Recent != 0 && (Recent < 8 || Recent > Window / 2)) faults.Add($"recent lengths {Recent}, expected 0, or 8 to half the window");
        if (!(ChangeThreshold > 0)) faults.Add(FormattableString.Invariant($"change threshold {ChangeThreshold}, expected more than 0"));
        if (Cap < 1) faults.Add($"cap {Cap}, expected at least 1 token");
        return faults.Count == 0 ? this : throw new RotaException(string.Join("; ", faults));
    }
}
