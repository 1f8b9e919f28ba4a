namespace Rota.Serving.Engine;

/// <summary>What a run's log can say.</summary>
public enum LogKind
{
    /// <summary>A request reached the server.</summary>
    Arrived,

    /// <summary>It could never run and was turned away.</summary>
    Refused,

    /// <summary>A closed loop's client sends it again, from nothing.</summary>
    SentAgain,

    /// <summary>It joined an instance's queue.</summary>
    Queued,

    /// <summary>It left the queue and runs; the tokens are those found on the GPU.</summary>
    Admitted,

    /// <summary>It left the queue with KV that came from another instance; the tokens are those that came.</summary>
    Received,

    /// <summary>It left the queue, and a part of its context is on the way from host memory; the tokens are all that it has when they are there.</summary>
    Restored,

    /// <summary>That part is there.</summary>
    RestoreEnded,

    /// <summary>It lost its KV; the tokens were computed in vain.</summary>
    Preempted,

    /// <summary>Its KV moved to host memory; the tokens are those that did.</summary>
    SwappedOut,

    /// <summary>It left the queue, or its swap, and a part of its context is on the way from host memory; the tokens are those that come.</summary>
    SwapInBegan,

    /// <summary>They are there.</summary>
    SwapInEnded,

    /// <summary>Its prompt is computed and goes to another instance; the tokens are those that go.</summary>
    HandedOver,

    /// <summary>The instance it went from let go of its blocks.</summary>
    Left,

    /// <summary>It made all its tokens.</summary>
    Finished,

    /// <summary>Its context, that of a finished turn, stays on the GPU for its program; the tokens are those that stay.</summary>
    Held,

    /// <summary>A held context moved to host memory; the request is the program's number.</summary>
    HeldSwappedOut,

    /// <summary>A held context was let go of; the request is the program's number.</summary>
    LetGo,

    /// <summary>It was given up.</summary>
    Aborted,

    /// <summary>A step began; see <see cref="LoggedStep"/>.</summary>
    StepBegan,

    /// <summary>The step ended, or the last of several alike that only decoded.</summary>
    StepEnded,
}
