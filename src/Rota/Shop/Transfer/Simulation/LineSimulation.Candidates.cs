namespace Rota.Shop.Transfer.Simulation;

/// <summary>What a robot may do: plates it can take, targets with room or with a plate to swap, nothing that another robot is in the way of, nothing that ends in a deadlock.</summary>
public sealed partial class LineSimulation
{
    private void ListCandidates(int r)
    {
        candidates.Clear();
        ref readonly var robot = ref robots[r];
        if (robot.Held >= 0)
        {
            Deliveries(r, robot.Held);
            return;
        }
        for (var p = 0; p < plates.Length; p++)
        {
            ref readonly var plate = ref plates[p];
            if (plate.Phase is PlatePhase.None or PlatePhase.Carried or PlatePhase.Queued || plate.Claimed) continue;
            if (!tables.Reaches[r][plate.Station] || IsDown(plate.Station)) continue;
            var target = BestTarget(r, p, plate.Station, out var occupant);
            if (target < 0 || !MayEnter(r, plate.Station, target)) continue;
            if (Line.HasCircle && !IsSafe(r, p, target, occupant)) continue;
            var travel = tables.Travel[r][robot.At][plate.Station];
            candidates.Add(new(p, plate.Station, target, occupant, travel, Math.Max(Now + travel, plate.Phase == PlatePhase.Ready ? 0 : plate.Expected)));
        }
    }

    /// <summary>A plate on the arm goes to any of its next stations.</summary>
    private void Deliveries(int r, int held)
    {
        ref readonly var robot = ref robots[r];
        foreach (var target in tables.Targets[plates[held].Recipe][plates[held].Step + 1])
        {
            if (!tables.Reaches[r][target] || IsDown(target) || !MayEnter(r, robot.At, target)) continue;
            var occupant = HasRoom(target) ? -1 : OccupantOf(r, target);
            if (occupant < 0 && !HasRoom(target)) continue;
            if (Line.HasCircle && !IsSafe(r, held, target, occupant)) continue;
            var travel = tables.Travel[r][robot.At][target];
            var ready = occupant >= 0 && plates[occupant].Phase != PlatePhase.Ready ? plates[occupant].Expected : 0;
            candidates.Add(new(held, -1, target, occupant, travel, Math.Max(Now + travel, ready)));
        }
    }

    /// <summary>The banker's check; a plate that a swap takes out has to have somewhere to go at once, from where all is safe, too.</summary>
    private bool IsSafe(int r, int p, int target, int occupant)
    {
        if (occupant < 0) return DeadlockAvoidance.IsSafe(this, tables, p, target, -1);
        foreach (var onwards in tables.Targets[plates[occupant].Recipe][plates[occupant].Step + 1])
            if (tables.Reaches[r][onwards] && (HasRoom(onwards) || onwards == plates[p].Station) && DeadlockAvoidance.IsSafe(this, tables, p, target, occupant, onwards)) return true;
        return false;
    }

    /// <summary>The next station with room that is nearest; without room the one whose plate is done first, for a robot that swaps; else -1.</summary>
    private int BestTarget(int r, int p, int source, out int occupant)
    {
        var (best, least) = (-1, Never);
        occupant = -1;
        var targets = tables.Targets[plates[p].Recipe][plates[p].Step + 1];
        foreach (var target in targets)
        {
            if (!tables.Reaches[r][target] || IsDown(target) || !HasRoom(target)) continue;
            var travel = tables.Travel[r][source][target];
            if (travel < least) (best, least) = (target, travel);
        }
        if (best >= 0 || Line.Robots[r].Arms < 2) return best;
        foreach (var target in targets)
        {
            if (!tables.Reaches[r][target] || IsDown(target)) continue;
            var found = OccupantOf(r, target);
            if (found < 0 || plates[found].Expected >= least) continue;
            (best, least, occupant) = (target, plates[found].Expected, found);
        }
        return best;
    }

    /// <summary>The plate a robot with two arms would swap out of a full station; -1 for none.</summary>
    private int OccupantOf(int r, int station)
    {
        if (Line.Robots[r].Arms < 2 || Line.Stations[station].Batch > 1) return -1;
        var (found, least) = (-1, Never);
        for (var p = 0; p < plates.Length; p++)
        {
            ref readonly var plate = ref plates[p];
            if (plate.Station != station || plate.Claimed || plate.Phase is not (PlatePhase.Working or PlatePhase.Ready) || plate.Expected >= least) continue;
            // It must have somewhere to go that this robot reaches.
            if (!Array.Exists(tables.Targets[plate.Recipe][plate.Step + 1], next => tables.Reaches[r][next])) continue;
            (found, least) = (p, plate.Expected);
        }
        return found;
    }

    internal bool HasRoom(int station)
    {
        if (inside[station] + reserved[station] >= tables.Capacity[station]) return false;
        if (Line.Stations[station].Batch == 1) return true;
        // A batch is loaded whole and emptied whole.
        if (inside[station] + reserved[station] >= Line.Stations[station].Batch) return false;
        foreach (ref readonly var plate in plates.AsSpan())
            if (plate.Station == station && plate.Phase is PlatePhase.Working or PlatePhase.Ready) return false;
        return true;
    }

    /// <summary>True when no busy robot is in the zones or the stretch of rail of this task, and idle ones in the way have somewhere to go.</summary>
    private bool MayEnter(int r, int source, int target)
    {
        if (!tables.Zoned) return true;
        for (var other = 0; other < robots.Length; other++)
        {
            if (other == r) continue;
            ref readonly var robot = ref robots[other];
            var busy = robot.Phase != RobotPhase.Idle;
            var (a, b) = busy ? (robot.Source < 0 ? robot.At : robot.Source, robot.Target < 0 ? robot.At : robot.Target) : (robot.At, robot.At);
            if (!Clash(r, robots[r].At, source, target, other, robot.At, a, b)) continue;
            if (busy || Refuge(r, source, target, other) < 0) return false;
        }
        return true;
    }

    /// <summary>The nearest station where an idle robot is out of the way; -1 for none.</summary>
    private int Refuge(int r, int source, int target, int other)
    {
        var (best, least) = (-1, Never);
        for (var s = 0; s < inside.Length; s++)
        {
            if (!tables.Reaches[other][s] || Clash(r, robots[r].At, source, target, other, s, s, s)) continue;
            var clear = true;
            for (var third = 0; third < robots.Length && clear; third++)
                clear = third == r || third == other || !Clash(other, robots[other].At, s, s, third, robots[third].At, robots[third].Source < 0 ? robots[third].At : robots[third].Source, robots[third].Target < 0 ? robots[third].At : robots[third].Target);
            var travel = tables.Travel[other][robots[other].At][s];
            if (clear && travel < least) (best, least) = (s, travel);
        }
        return best;
    }

    private bool Clash(int first, int at, int source, int target, int second, int otherAt, int otherSource, int otherTarget)
    {
        var stations = Line.Stations;
        if (Shares(stations[at].Zone, otherAt, otherSource, otherTarget) || Shares(stations[source].Zone, otherAt, otherSource, otherTarget)
            || Shares(stations[target].Zone, otherAt, otherSource, otherTarget)) return true;
        var clearance = Math.Max(Line.Robots[first].Clearance, Line.Robots[second].Clearance);
        if (clearance <= 0) return false;
        var (low, high) = Stretch(at, source, target);
        var (otherLow, otherHigh) = Stretch(otherAt, otherSource, otherTarget);
        return low < otherHigh + clearance && otherLow < high + clearance;

        bool Shares(int zone, int a, int b, int c) => zone >= 0 && (stations[a].Zone == zone || stations[b].Zone == zone || stations[c].Zone == zone);

        (double Low, double High) Stretch(int a, int b, int c) => (
            Math.Min(stations[a].X, Math.Min(stations[b].X, stations[c].X)), Math.Max(stations[a].X, Math.Max(stations[b].X, stations[c].X)));
    }
}
