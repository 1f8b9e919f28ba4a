namespace Rota.Shop.Blocking;

/// <summary>What a machine's stop does to the operation on it.</summary>
public enum StopMode
{
    /// <summary>The machine goes down when the operation ends (mode A): the finished job may leave, nobody may enter until it is up again.</summary>
    After,

    /// <summary>The operation is prolonged by the stop (mode B, preempt and resume): the job stays.</summary>
    Within,
}
