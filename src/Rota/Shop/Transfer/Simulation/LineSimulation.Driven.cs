namespace Rota.Shop.Transfer.Simulation;

/// <summary>The same state driven from outside: time and events come from equipment, nothing is simulated.</summary>
public sealed partial class LineSimulation
{
    private bool driven;

    internal static LineSimulation Driven(TransferLine line)
    {
        var state = new LineSimulation(line, 0) { driven = true };
        Array.Fill(state.toggleAt, Never);
        if (line.Arrivals is { Lot.IsEmpty: true, Period: > 0 })
        {
            // The first plate is there when the equipment says so.
            Array.Clear(state.plates);
            Array.Clear(state.inside);
            (state.created, state.heads, state.arrived) = (0, 0, 0);
        }
        state.nextArrival = Never;
        return state;
    }

    /// <summary>Makes a copy of a driven state go on by itself, as far as can be foreseen: commands under way take their nominal time, overdue work is about to end, stops last their mean.</summary>
    private void GoOn()
    {
        for (var r = 0; r < robots.Length; r++)
        {
            ref var robot = ref robots[r];
            if (robot.Phase != RobotPhase.Idle) robot.Until = Math.Max(Now + 1, robot.Began + tables.Travel[r][robot.At][robot.Source < 0 ? robot.Target : robot.Source]);
        }
        foreach (ref var plate in plates.AsSpan())
            if (plate.Phase == PlatePhase.Working) plate.Actual = Math.Max(Now + 1, plate.Expected);
        for (var s = 0; s < toggleAt.Length; s++)
            if (IsDown(s)) toggleAt[s] = Now + Math.Max(1, (long)Line.Stations[s].MeanDown);
        if (Line.Arrivals is { Lot.IsEmpty: true, Period: > 0 }) nextArrival = Now + Line.Arrivals.Period;
    }

    internal void Drive(long now) => Now = Math.Max(Now, now);

    /// <summary>Goes to the next robot that may decide something; false when there is none.</summary>
    internal bool AwaitsDecision()
    {
        for (var r = 0; r < robots.Length; r++)
        {
            if (robots[r].Phase != RobotPhase.Idle || !robots[r].Awake) continue;
            Robot = r;
            ListCandidates(r);
            if (candidates.Count > 0) return true;
            robots[r].Awake = false;
        }
        return false;
    }

    internal void DrivePlateReady(int plate)
    {
        var slot = Array.FindIndex(plates, p => p.Phase == PlatePhase.Working && p.Id == plate);
        if (slot < 0) throw new RotaException($"plate {plate} is not worked on: it cannot be done");
        (plates[slot].Phase, plates[slot].Expected) = (PlatePhase.Ready, Now);
        StartWork(plates[slot].Station);
        Wake();
    }

    internal void DriveTransferDone(int r)
    {
        if (r < 0 || r >= robots.Length || robots[r].Plate < 0) throw new RotaException($"robot {r} has no command: it cannot be done");
        ref var robot = ref robots[r];
        var (fresh, old) = (robot.Plate, robot.Occupant);
        if (robot.Source >= 0) TakeOut(r, fresh, Now);
        robot.At = robot.Target;
        if (old >= 0)
        {
            reserved[robot.Target]++;
            TakeOut(r, old, Now);
        }
        PutIn(r, fresh);
        robot.Held = old;
        Rest(ref robot);
        Wake();
    }

    internal void DriveStop(int station, bool stopped)
    {
        downSince[station] = stopped ? Now : -1;
        if (!stopped) StartWork(station);
        Wake();
    }

    internal void DriveArrival()
    {
        arrived++;
        Refill();
        Wake();
    }

    private void Wake()
    {
        for (var r = 0; r < robots.Length; r++) robots[r].Awake = true;
    }
}
