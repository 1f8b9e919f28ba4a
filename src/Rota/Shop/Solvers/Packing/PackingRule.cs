namespace Rota.Shop.Solvers.Packing;

/// <summary>Which of the jobs that wait at a free machine goes first.</summary>
internal enum PackingRule
{
    /// <summary>The one with most work left: it has the least slack to the target.</summary>
    LeastSlack,

    /// <summary>The one that must start first so that its job ends in time and none of the next machines it visits runs dry.</summary>
    MostUrgent,

    /// <summary>By ranks given for every operation: a schedule made before, say.</summary>
    Given,
}
