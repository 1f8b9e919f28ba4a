namespace Rota.Kubernetes;

/// <summary>How far a step of a plan came.</summary>
internal enum StepState
{
    /// <summary>Not begun.</summary>
    Open,

    /// <summary>Begun; whether the server did it is not known.</summary>
    Begun,

    /// <summary>Done.</summary>
    Done,
}
