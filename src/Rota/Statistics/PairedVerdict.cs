namespace Rota.Statistics;

/// <summary>Which of two contenders won, if that can be told.</summary>
public enum PairedVerdict
{
    /// <summary>The interval of the difference holds 0, or there were fewer than two pairs.</summary>
    CannotTell,

    /// <summary>The first is better, at the level of confidence asked for.</summary>
    FirstBetter,

    /// <summary>The second is better, at the level of confidence asked for.</summary>
    SecondBetter,
}
