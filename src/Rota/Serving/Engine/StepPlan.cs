namespace Rota.Serving.Engine;

/// <summary>
/// What an instance does next: which requests compute which tokens in which layers, what is preempted, swapped, released or given up before, and
/// when to ask again if there is nothing to do. Data only; the core carries it out and checks it.
/// </summary>
public sealed class StepPlan
{
    /// <summary>Every decoding request makes a token, except <see cref="Paused"/>.</summary>
    public bool Decodes { get; set; }

    /// <summary>Decoding requests that sit this step out.</summary>
    public List<int> Paused { get; } = [];

    /// <summary>Prompts, or parts of them, in the order in which they take blocks.</summary>
    public List<PlanItem> Prefills { get; } = [];

    /// <summary>Waiting requests whose KV has come from another instance: they take blocks and decode from the next step on.</summary>
    public List<int> Receives { get; } = [];

    /// <summary>Running requests that lose their KV and go back to the queue, in this order.</summary>
    public List<int> Preemptions { get; } = [];

    /// <summary>Waiting or running requests that are given up.</summary>
    public List<int> Aborts { get; } = [];

    /// <summary>Programs whose held context goes to the prefix cache.</summary>
    public List<int> Releases { get; } = [];

    /// <summary>Running requests whose KV moves to host memory.</summary>
    public List<int> SwapOuts { get; } = [];

    /// <summary>Programs whose held context moves to host memory.</summary>
    public List<int> HoldSwapOuts { get; } = [];

    /// <summary>Contexts that come back from host memory.</summary>
    public List<SwapInItem> SwapIns { get; } = [];

    /// <summary>Waiting requests that enter by copying context back from host memory; they compute once it is there.</summary>
    public List<RestoreItem> Restores { get; } = [];

    /// <summary>When to plan again though nothing happened, in picoseconds; <see cref="SimTime.Never"/> for not at all.</summary>
    public long WakeUp { get; set; } = SimTime.Never;

    /// <summary>Time the step takes on top of its kernels, picoseconds.</summary>
    public long ExtraTime { get; set; }

    /// <summary>Sequences of the captured graph the prefills are padded to; 0 for none.</summary>
    public int GraphBatch { get; set; }

    /// <summary>Tokens a sequence of that graph.</summary>
    public int GraphLength { get; set; }

    /// <summary>
    /// The pass may be stopped at every n-th segment end; 0 for only at its end. Prompts alone can be stopped: a pass with decodes ends at its end.
    /// </summary>
    public int SegmentStride { get; set; }

    /// <summary>
    /// Segments are operators (QKV, attention, output projection, gate and up, down: 5 a layer) instead of the halves of a layer (2). The latency model knows
    /// the halves; the first is taken as three equal parts, the second as two thirds and one third, which are the weights of a gated MLP.
    /// </summary>
    public bool FineSegments { get; set; }

    /// <summary>True when the instance would compute nothing.</summary>
    public bool ComputesNothing => !Decodes && Prefills.Count == 0 && Receives.Count == 0;

    /// <summary>True when something is moved, given up or released, whether or not anything computes.</summary>
    public bool MovesSomething => Preemptions.Count + Releases.Count + Aborts.Count + SwapOuts.Count + HoldSwapOuts.Count + SwapIns.Count + Restores.Count > 0;

    /// <summary>Empties the plan for the next step.</summary>
    public void Clear()
    {
        Decodes = false;
        Paused.Clear();
        Prefills.Clear();
        Receives.Clear();
        Preemptions.Clear();
        Aborts.Clear();
        Releases.Clear();
        SwapOuts.Clear();
        HoldSwapOuts.Clear();
        SwapIns.Clear();
        Restores.Clear();
        (WakeUp, ExtraTime, GraphBatch, GraphLength, SegmentStride, FineSegments) = (SimTime.Never, 0, 0, 0, 0, false);
    }
}
