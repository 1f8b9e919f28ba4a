namespace Rota.Serving.Engine;

/// <summary>Where a request is in its life.</summary>
public enum RequestState : byte
{
    /// <summary>Has not arrived yet.</summary>
    Future,

    /// <summary>In the queue of an instance, holding no KV.</summary>
    Waiting,

    /// <summary>Holds KV on the GPU: prefilling, decoding, or paused there.</summary>
    Running,

    /// <summary>Its KV lies in host memory.</summary>
    SwappedOut,

    /// <summary>Its KV is on the way to or from host memory.</summary>
    Swapping,

    /// <summary>Its KV is on the way to another instance.</summary>
    Transferring,

    /// <summary>All tokens made.</summary>
    Finished,

    /// <summary>Given up: cancelled by a policy.</summary>
    Aborted,

    /// <summary>Refused on arrival: it could never run.</summary>
    Refused,
}
