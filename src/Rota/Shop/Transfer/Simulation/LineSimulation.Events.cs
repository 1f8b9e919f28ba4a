namespace Rota.Shop.Transfer.Simulation;

/// <summary>What happens between decisions: stations stop and go on, work ends, plates arrive, robots go from phase to phase.</summary>
public sealed partial class LineSimulation
{
    private long NextEvent()
    {
        var next = nextArrival;
        foreach (ref readonly var robot in robots.AsSpan()) next = Math.Min(next, robot.Until);
        foreach (ref readonly var plate in plates.AsSpan())
            if (plate.Phase == PlatePhase.Working && plate.Actual < next) next = plate.Actual;
        foreach (var at in toggleAt) next = Math.Min(next, at);
        return next;
    }

    private void Happen()
    {
        for (var s = 0; s < toggleAt.Length; s++)
            if (toggleAt[s] <= Now) Toggle(s);
        if (nextArrival <= Now) Arrive();
        bool again;
        do
        {
            again = false;
            for (var p = 0; p < plates.Length; p++)
            {
                if (plates[p].Phase != PlatePhase.Working || plates[p].Actual > Now) continue;
                plates[p].Phase = PlatePhase.Ready;
                plates[p].Expected = plates[p].Actual;
                StartWork(plates[p].Station);
                again = true;
            }
            for (var r = 0; r < robots.Length; r++) again |= Step(r);
        }
        while (again);
        Wake();
    }

    /// <summary>Carries a robot into its next phase when it can; false when nothing changed.</summary>
    private bool Step(int r)
    {
        ref var robot = ref robots[r];
        switch (robot.Phase)
        {
            case RobotPhase.ToSource or RobotPhase.ToTarget or RobotPhase.Retreating when robot.Until <= Now:
                var to = robot.Phase == RobotPhase.ToSource ? robot.Source : robot.Target;
                Note(r, robot.Phase == RobotPhase.ToTarget ? RobotAction.Carry : robot.Phase == RobotPhase.ToSource ? RobotAction.Move : RobotAction.Retreat, robot.At, to);
                robot.At = to;
                if (robot.Phase == RobotPhase.Retreating) Rest(ref robot);
                else Enter(r, robot.Phase == RobotPhase.ToSource ? RobotPhase.AwaitSource : RobotPhase.AwaitTarget, Never);
                return true;
            case RobotPhase.AwaitSource when plates[robot.Plate].Phase == PlatePhase.Ready && !IsDown(robot.Source):
                NoteWait(r);
                CheckHold(robot.Plate);
                Enter(r, RobotPhase.Picking, Now + tables.Pick[r][robot.Source]);
                return true;
            case RobotPhase.Picking when robot.Until <= Now:
                Note(r, RobotAction.Pick, robot.At, robot.At);
                TakeOut(r, robot.Plate, robot.Began);
                Enter(r, RobotPhase.ToTarget, Now + Way(r, tables.Travel[r][robot.At][robot.Target]));
                return true;
            case RobotPhase.AwaitTarget when !IsDown(robot.Target) && robot.Occupant < 0:
                NoteWait(r);
                Enter(r, RobotPhase.Placing, Now + tables.Place[r][robot.Target]);
                return true;
            case RobotPhase.AwaitTarget when !IsDown(robot.Target) && plates[robot.Occupant].Phase == PlatePhase.Ready:
                NoteWait(r);
                CheckHold(robot.Occupant);
                Enter(r, RobotPhase.Swapping, Now + tables.Pick[r][robot.Target] + Line.Robots[r].ArmChange + tables.Place[r][robot.Target]);
                return true;
            case RobotPhase.Placing when robot.Until <= Now:
                Note(r, RobotAction.Place, robot.At, robot.At);
                PutIn(r, robot.Plate);
                Rest(ref robot);
                return true;
            case RobotPhase.Swapping when robot.Until <= Now:
                Note(r, RobotAction.Swap, robot.At, robot.At, plates[robot.Occupant].Id);
                var (fresh, old) = (robot.Plate, robot.Occupant);
                reserved[robot.Target]++;
                TakeOut(r, old, robot.Began);
                PutIn(r, fresh);
                robot.Held = old;
                Rest(ref robot);
                return true;
            default:
                return false;
        }
    }

    private void Commit(int r, TransferCandidate move)
    {
        ref var robot = ref robots[r];
        (robot.Plate, robot.Source, robot.Target, robot.Occupant) = (move.Plate, move.Source, move.Target, move.Occupant);
        plates[move.Plate].Claimed = true;
        if (move.Swaps) plates[move.Occupant].Claimed = true;
        else reserved[move.Target]++;
        var delay = tables.Zoned ? MakeWay(r, move.Source < 0 ? robot.At : move.Source, move.Target) : 0;
        Enter(r, move.Source < 0 ? RobotPhase.ToTarget : RobotPhase.ToSource, Now + delay + Way(r, move.Travel));
        if (driven) robot.Until = Never;
        if (robot.Until <= Now)
        {
            bool again;
            do
            {
                again = false;
                for (var other = 0; other < robots.Length; other++) again |= Step(other);
            }
            while (again);
        }
    }

    /// <summary>Sends idle robots out of the way; the time until the last of them is.</summary>
    private long MakeWay(int r, int source, int target)
    {
        long delay = 0;
        for (var other = 0; other < robots.Length; other++)
        {
            if (other == r || robots[other].Phase != RobotPhase.Idle) continue;
            var at = robots[other].At;
            if (!Clash(r, robots[r].At, source, target, other, at, at, at)) continue;
            var refuge = Refuge(r, source, target, other);
            var travel = tables.Travel[other][at][refuge];
            (robots[other].Source, robots[other].Target) = (-1, refuge);
            Enter(other, RobotPhase.Retreating, Now + travel);
            delay = Math.Max(delay, travel);
        }
        return delay;
    }

    private void TakeOut(int r, int p, long began)
    {
        ref var plate = ref plates[p];
        inside[plate.Station]--;
        if (tables.IsInput[plate.Station])
        {
            heads--;
            Refill();
        }
        else Log?.Stays.Add(new(plate.Id, plate.Recipe, plate.Step, plate.Station, putAt[p], plate.Started, plate.Expected, began));
        (plate.Station, plate.Phase) = (-1, PlatePhase.Carried);
        robots[r].Held = p;
    }

    private void PutIn(int r, int p)
    {
        ref var plate = ref plates[p];
        var station = robots[r].Target;
        reserved[station]--;
        robots[r].Held = -1;
        if (tables.IsOutput[station])
        {
            outputs.Add(Now);
            flows.Add(Now - plate.Entered);
            plate = default;
            return;
        }
        inside[station]++;
        plate.Step++;
        (plate.Station, plate.Phase, plate.Claimed) = (station, PlatePhase.Queued, false);
        plate.Expected = Never;
        putAt[p] = Now;
        StartWork(station);
    }

    /// <summary>Begins work in a station as far as places and batches allow, first in first out.</summary>
    private void StartWork(int station)
    {
        var kind = Line.Stations[station];
        while (!IsDown(station))
        {
            var (working, queued, first) = (0, 0, -1);
            for (var p = 0; p < plates.Length; p++)
            {
                if (plates[p].Station != station) continue;
                if (plates[p].Phase == PlatePhase.Working) working++;
                if (plates[p].Phase != PlatePhase.Queued) continue;
                queued++;
                if (first < 0 || putAt[p] < putAt[first] || (putAt[p] == putAt[first] && plates[p].Id < plates[first].Id)) first = p;
            }
            if (queued == 0) return;
            if (kind.Batch > 1)
            {
                if (queued < kind.Batch) return;
                StartBatch(station);
                return;
            }
            if (working >= kind.WorkingPlaces) return;
            Begin(first, ProcessTime(first));
        }
    }

    /// <summary>Plates of a batch begin and end together, with the longest of their times.</summary>
    private void StartBatch(int station)
    {
        var (nominal, actual) = (0L, 0L);
        for (var p = 0; p < plates.Length; p++)
        {
            if (plates[p].Station != station) continue;
            nominal = Math.Max(nominal, Nominal(p));
            actual = Math.Max(actual, ProcessTime(p));
        }
        for (var p = 0; p < plates.Length; p++)
        {
            if (plates[p].Station != station) continue;
            Begin(p, actual);
            plates[p].Expected = Now + nominal;
        }
    }

    private void Begin(int p, long time)
    {
        ref var plate = ref plates[p];
        (plate.Phase, plate.Started, plate.Expected, plate.Actual) = (PlatePhase.Working, Now, Now + Nominal(p), Now + time);
    }

    private long Nominal(int p) => Line.Recipes[plates[p].Recipe].Steps[plates[p].Step].Time;

    private long ProcessTime(int p) => chance.ProcessTime(Line.Noise, plates[p].Id, plates[p].Step, Nominal(p));

    /// <summary>A station stops or goes on. What it works on waits; its end is known as well as the stop is: by its mean, until it is over.</summary>
    private void Toggle(int s)
    {
        var station = Line.Stations[s];
        var mean = (long)Math.Round(station.MeanDown);
        if (!IsDown(s))
        {
            var length = chance.Exponential(Math.Max(1, station.MeanDown), s, (2 * toggles[s]) + 1);
            downSince[s] = Now;
            toggleAt[s] = Now + length;
            foreach (ref var plate in plates.AsSpan())
            {
                if (plate.Station != s || plate.Phase != PlatePhase.Working) continue;
                plate.Actual += length;
                plate.Expected += mean;
            }
            return;
        }
        var past = Now - downSince[s];
        Log?.Stops.Add(new(s, downSince[s], Now));
        downSince[s] = -1;
        toggles[s]++;
        toggleAt[s] = Now + chance.Exponential(station.MeanUp, s, 2 * toggles[s]);
        foreach (ref var plate in plates.AsSpan())
            if (plate.Station == s && plate.Phase == PlatePhase.Working) plate.Expected += past - mean;
        StartWork(s);
    }

    /// <summary>Draws anew what is not known: exponential stops have no memory, work under way takes longer than it has taken.</summary>
    private void Redraw()
    {
        for (var s = 0; s < toggleAt.Length; s++)
        {
            if (toggleAt[s] == Never) continue;
            var before = toggleAt[s];
            toggleAt[s] = Now + chance.Exponential(IsDown(s) ? Math.Max(1, Line.Stations[s].MeanDown) : Line.Stations[s].MeanUp, s, (2 * toggles[s]) + (IsDown(s) ? 1 : 0));
            if (!IsDown(s)) continue;
            foreach (ref var plate in plates.AsSpan())
                if (plate.Station == s && plate.Phase == PlatePhase.Working) plate.Actual += toggleAt[s] - before;
        }
        if (Line.Noise.Kind == NoiseKind.None) return;
        for (var p = 0; p < plates.Length; p++)
        {
            if (plates[p].Phase != PlatePhase.Working) continue;
            var nominal = Nominal(p);
            // Expected holds nominal work and stops; noise comes on top. Drawn up to eight times until it is still to come.
            for (var tries = 0; tries < 8; tries++)
            {
                plates[p].Actual = plates[p].Expected + chance.ProcessTime(Line.Noise, plates[p].Id, plates[p].Step + (1000 * (tries + 1)), nominal) - nominal;
                if (plates[p].Actual > Now) break;
            }
            plates[p].Actual = Math.Max(plates[p].Actual, Now + 1);
            if (IsDown(plates[p].Station)) plates[p].Actual = Math.Max(plates[p].Actual, toggleAt[plates[p].Station]);
        }
    }

    private void Arrive()
    {
        nextArrival = Now + Line.Arrivals.Period;
        arrived++;
        Refill();
    }

    /// <summary>Keeps the input ports full as far as plates are there.</summary>
    private void Refill()
    {
        var plan = Line.Arrivals;
        while (heads < tables.Waiting)
        {
            if (!plan.Lot.IsEmpty && created >= plan.Lot.Length) return;
            if (plan.Lot.IsEmpty && plan.Period > 0 && created >= arrived) return;
            var port = plan.Ports.IsEmpty ? tables.Inputs[created % tables.Inputs.Length] : plan.Ports[created];
            var slot = Array.FindIndex(plates, plate => plate.Phase == PlatePhase.None);
            var entered = plan.Lot.IsEmpty && plan.Period > 0 ? created * plan.Period : Now;
            plates[slot] = new()
            {
                Id = created,
                Recipe = plan.Lot.IsEmpty ? chance.RecipeOf(Line, created) : plan.Lot[created],
                Step = -1,
                Station = port,
                Phase = PlatePhase.Ready,
                Entered = entered,
                Started = entered,
                Expected = entered,
                Actual = entered,
            };
            inside[port]++;
            created++;
            heads++;
        }
    }

    private long Way(int r, long nominal) => Line.TravelNoise.Kind == NoiseKind.None ? nominal : chance.Way(Line.TravelNoise, r, robots[r].Ways++, nominal);

    private void CheckHold(int p)
    {
        ref readonly var plate = ref plates[p];
        if (plate.Step >= 0 && Now - plate.Expected > Line.Recipes[plate.Recipe].Steps[plate.Step].MaxHold) Violations++;
    }

    private void Enter(int r, RobotPhase phase, long until)
    {
        ref var robot = ref robots[r];
        (robot.Phase, robot.Until, robot.Began) = (phase, until, Now);
    }

    private static void Rest(ref RobotState robot)
    {
        (robot.Phase, robot.Until, robot.Plate, robot.Source, robot.Target, robot.Occupant, robot.Awake) = (RobotPhase.Idle, Never, -1, -1, -1, -1, true);
    }

    private void NoteWait(int r)
    {
        if (Log is not null && robots[r].Began < Now) Note(r, RobotAction.Wait, robots[r].At, robots[r].At);
    }

    private void Note(int r, RobotAction action, int from, int to, int other = -1)
    {
        if (Log is null) return;
        var plate = robots[r].Plate;
        Log.Robots.Add(new(robots[r].Began, Now, r, action, plate < 0 ? -1 : plates[plate].Id, from, to, other));
    }
}
