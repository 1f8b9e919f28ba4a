using Rota.Shop.Transfer.Policies;
using Rota.Shop.Transfer.Simulation;

namespace Rota.Shop.Transfer.Live;

/// <summary>
/// A line that really runs: an equipment gateway says what happened (a plate is done, a transfer is done, a station stops or goes on, a plate arrived), and gets the commands that follow. The
/// policy is the one of the rehearsal, unchanged; it cannot tell. For one thread at a time.
/// </summary>
public sealed class LiveLine
{
    private readonly LineSimulation state;
    private readonly ITransferPolicy policy;
    private readonly TimeProvider clock;
    private readonly long began;

    /// <summary>An empty line with its robots at home.</summary>
    /// <param name="line">The line; its noise and stops are not used, the equipment has its own.</param>
    /// <param name="policy">Who decides.</param>
    /// <param name="clock">The wall clock, or that of a test.</param>
    public LiveLine(TransferLine line, ITransferPolicy policy, TimeProvider clock)
    {
        (this.policy, this.clock) = (policy, clock);
        state = LineSimulation.Driven(line);
        began = clock.GetTimestamp();
    }

    /// <summary>The line as far as it is known.</summary>
    public LineSimulation State => state;

    /// <summary>The commands that are due now; for the start.</summary>
    public IReadOnlyList<TransferCommand> Decide()
    {
        state.Drive((long)clock.GetElapsedTime(began).TotalMilliseconds);
        var commands = new List<TransferCommand>();
        while (state.AwaitsDecision())
        {
            var choice = policy.Choose(state);
            if (choice < 0)
            {
                state.Wait();
                continue;
            }
            var move = state.Candidates[choice];
            commands.Add(new(state.Robot, state.Plates[move.Plate].Id, move.Source, move.Target, move.Swaps ? state.Plates[move.Occupant].Id : -1));
            state.Take(choice);
        }
        return commands;
    }

    /// <summary>Work on a plate is done.</summary>
    /// <exception cref="RotaException">It is not in a station that works on it.</exception>
    public IReadOnlyList<TransferCommand> PlateReady(int plate) => After(() => state.DrivePlateReady(plate));

    /// <summary>A robot has carried out its command.</summary>
    /// <exception cref="RotaException">It had none.</exception>
    public IReadOnlyList<TransferCommand> TransferDone(int robot) => After(() => state.DriveTransferDone(robot));

    /// <summary>A station stops, or goes on.</summary>
    public IReadOnlyList<TransferCommand> StationStopped(int station, bool stopped) => After(() => state.DriveStop(station, stopped));

    /// <summary>A plate arrived at the input port; for lines whose plates arrive one by one.</summary>
    public IReadOnlyList<TransferCommand> PlateArrived() => After(state.DriveArrival);

    private IReadOnlyList<TransferCommand> After(Action happening)
    {
        state.Drive((long)clock.GetElapsedTime(began).TotalMilliseconds);
        happening();
        return Decide();
    }
}
