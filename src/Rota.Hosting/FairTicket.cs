using Rota.Cluster.Sharing;

namespace Rota.Hosting;

/// <summary>An item's place in a <see cref="FairLine{T}"/>, which guards it.</summary>
internal sealed class FairTicket<T>(string user, T item)
{
    public string User => user;

    public T Item => item;

    /// <summary>What it is taken to cost, known once it is its user's first.</summary>
    public double Cost { get; set; }

    /// <summary>Its place among the firsts of all users; null while it is not its user's first.</summary>
    public FairJob? Job { get; set; }

    public bool Waits { get; set; } = true;
}
