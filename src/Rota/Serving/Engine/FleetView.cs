namespace Rota.Serving.Engine;

/// <summary>What a router may know: its instances, each as its own policy sees it, and their roles.</summary>
public sealed class FleetView
{
    private readonly ServingView[] views;
    private readonly InstanceRole[] roles;

    internal FleetView(IEnumerable<InstanceCore> cores, IEnumerable<InstanceRole> roles)
    {
        views = [.. cores.Select(core => core.View)];
        this.roles = [.. roles];
    }

    /// <summary>The time, picoseconds.</summary>
    public long Now { get; internal set; }

    /// <summary>Number of instances.</summary>
    public int Count => views.Length;

    /// <summary>An instance as its policy sees it.</summary>
    public ServingView this[int instance] => views[instance];

    /// <summary>What an instance does.</summary>
    public InstanceRole Role(int instance) => roles[instance];

    /// <summary>The instance a request is or was on; -1 before the first.</summary>
    public int InstanceOf(int request) => views[0].InstanceOf(request);

    /// <summary>The request of the program's turn before; -1 for a first turn and for a request on its own.</summary>
    public int PreviousTurn(int request) => views[0].PreviousTurn(request);
}
