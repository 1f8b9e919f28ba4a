namespace Rota.Serving.Engine;

/// <summary>What an instance asks of the run it is part of.</summary>
internal interface IInstanceHost
{
    /// <summary>When the next thing happens that is not a step of this instance; <see cref="SimTime.Never"/> when nothing is to come.</summary>
    long NextEvent { get; }

    /// <summary>An instance's step ends at <paramref name="time"/>, unless the instance's serial has changed by then.</summary>
    void StepEndsAt(long time, int instance, long serial);

    /// <summary>An instance wants to plan at <paramref name="time"/>.</summary>
    void WakeAt(long time, int instance);

    /// <summary>A request's KV has come from the host at <paramref name="time"/>.</summary>
    void SwapInEndsAt(long time, int instance, int request);

    /// <summary>A request's context is back from host memory at <paramref name="time"/>.</summary>
    void RestoreEndsAt(long time, int instance, int request);

    /// <summary>A request made all its tokens.</summary>
    void RequestFinished(int request);

    /// <summary>A request was given up.</summary>
    void RequestAborted(int request);

    /// <summary>True when requests leave the instance behind their prompt; then the host takes them over.</summary>
    bool HandsOver(int instance);

    /// <summary>A request behind its prompt goes to a decode instance; returns which.</summary>
    int HandOver(int instance, int request);
}
