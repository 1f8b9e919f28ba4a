namespace Rota.Serving.Engine;

/// <summary>What a router may know: its instances, each as its own policy sees it, and their roles.</summary>
public sealed class FleetView
{
    private readonly InstanceCore[] cores;
    private readonly ServingView[] views;
    private readonly InstanceRole[] roles;

    internal FleetView(IEnumerable<InstanceCore> cores, IEnumerable<InstanceRole> roles)
    {
        this.cores = [.. cores];
        views = [.. this.cores.Select(core => core.View)];
        this.roles = [.. roles];
    }

    /// <summary>The time, picoseconds.</summary>
    public long Now { get; internal set; }

    /// <summary>Number of instances.</summary>
    public int Count => views.Length;

    /// <summary>An instance as its policy sees it.</summary>
    public ServingView this[int instance] => views[instance];

    /// <summary>Tokens of a request that stand in an instance's prefix cache: full blocks, at most all tokens but one.</summary>
    public int CachedTokens(int instance, int request) => cores[instance].CountCachedBlocks(request) * cores[instance].Limits.BlockSize;

    /// <summary>Time that an instance's steps took so far, the one that runs counted as a whole, picoseconds.</summary>
    public long BusyTime(int instance) => cores[instance].Counters.BusyTime;

    /// <summary>What an instance does.</summary>
    public InstanceRole Role(int instance) => roles[instance];

    /// <summary>The instance a request is or was on; -1 before the first.</summary>
    public int InstanceOf(int request) => views[0].InstanceOf(request);

    /// <summary>The request of the program's turn before; -1 for a first turn and for a request on its own.</summary>
    public int PreviousTurn(int request) => views[0].PreviousTurn(request);
}
