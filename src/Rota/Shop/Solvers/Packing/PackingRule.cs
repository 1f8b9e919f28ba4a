namespace Rota.Shop.Solvers.Packing;

/// <summary>Which of the jobs that wait at a free machine goes first.</summary>
internal enum PackingRule
{
    /// <summary>The one with most work left: it has the least slack to the target.</summary>
    LeastSlack,

    /// <summary>The last to come.</summary>
    LatestArrival,

    /// <summary>The one whose next machine runs dry first, seen from when the job could be there.</summary>
    DriestNext,
}
