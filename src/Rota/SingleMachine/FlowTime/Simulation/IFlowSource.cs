using Rota.SingleMachine.FlowTime.Policies;

namespace Rota.SingleMachine.FlowTime.Simulation;

/// <summary>
/// Where jobs come from. A written instance is one source; an adversary that decides at the moment of revelation is another. It sees all that has happened; what it has
/// decided stands, and the simulation records it as an instance.
/// </summary>
public interface IFlowSource
{
    /// <summary>
    /// The next job to arrive, not before the present nor before the last one; asked again after every event until its time has come, and may change until then. False when
    /// none is known yet; when nobody is alive that is the end.
    /// </summary>
    bool NextArrival(FlowView history, out FlowArrival arrival);

    /// <summary>The job has arrived under the next number, and another may be asked for.</summary>
    void Arrived(int job);

    /// <summary>The length of the operation after the one just done, at least 1 tick; null when that was the last.</summary>
    long? NextOperation(int job, FlowView history);
}
