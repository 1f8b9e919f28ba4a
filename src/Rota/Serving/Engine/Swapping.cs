namespace Rota.Serving.Engine;

/// <summary>How KV moves between GPU and host memory when requests are swapped.</summary>
public abstract class Swapping : PolicyPart
{
    /// <summary>Whether host memory has room for the request's KV.</summary>
    public abstract bool CanSwapOut(ServingView view, int request);

    /// <summary>A request's KV starts to move to the host: picoseconds it takes, and whether the instance waits for it.</summary>
    public abstract SwapCharge SwapOut(ServingView view, int request);

    /// <summary>A request's KV starts to come back: picoseconds it takes, and whether the instance waits for it.</summary>
    public abstract SwapCharge SwapIn(ServingView view, int request);

    /// <summary>A request took blocks, or gave all of them up (0 blocks): for models of where blocks lie.</summary>
    public virtual void BlocksChanged(ServingView view, int request, int blocks) { }
}
