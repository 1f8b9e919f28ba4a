namespace Rota.Serving.Policies;

/// <summary>Who is next among requests that will miss their deadline whatever happens.</summary>
public enum InfeasibleOrder
{
    /// <summary>The latest deadline: what FlowPrefill's released code does, since it divides a sign by the deadline.</summary>
    LatestDeadline,

    /// <summary>The earliest deadline.</summary>
    EarliestDeadline,

    /// <summary>The earliest arrival.</summary>
    FirstCome,
}
