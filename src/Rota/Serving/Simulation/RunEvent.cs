namespace Rota.Serving.Simulation;

/// <summary>What can happen in a run; kinds in the order in which they happen at the same time.</summary>
internal enum RunEventKind
{
    /// <summary>A step of an instance ends.</summary>
    StepEnd,

    /// <summary>KV has come to or left an instance.</summary>
    TransferEnd,

    /// <summary>KV has come from host memory.</summary>
    SwapInEnd,

    /// <summary>A context is back from the host tier.</summary>
    RestoreEnd,

    /// <summary>A request arrives that the trace gives no time for: a program's later turn, a client's next.</summary>
    Arrival,

    /// <summary>An instance wants to plan.</summary>
    WakeUp,
}

/// <summary>Something that happens in a run.</summary>
internal readonly record struct RunEvent(RunEventKind Kind, int Instance, int Request, long Serial);
