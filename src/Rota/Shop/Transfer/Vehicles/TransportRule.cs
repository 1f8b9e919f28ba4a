namespace Rota.Shop.Transfer.Vehicles;

/// <summary>Dispatching rules of transport shops.</summary>
public enum TransportRule
{
    /// <summary>The job that has waited longest.</summary>
    FirstInFirstOut,

    /// <summary>The job with most work left.</summary>
    MostWorkRemaining,

    /// <summary>The job with the shortest next operation.</summary>
    ShortestOperation,

    /// <summary>The job that can start first.</summary>
    EarliestStart,
}
