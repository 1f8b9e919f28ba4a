namespace Rota.Shop.Transfer.Simulation;

/// <summary>
/// The banker's check (Dijkstra): after a move there must be an order in which every plate can finish, one at a time through places that are free. Sufficient, not
/// necessary: a state it refuses may still be safe, one it accepts never locks up.
/// </summary>
internal static class DeadlockAvoidance
{
    public static bool IsSafe(LineSimulation state, LineTables tables, int moved, int target, int occupant, int onwards = -1)
    {
        var plates = state.Plates;
        Span<int> load = stackalloc int[tables.Line.Stations.Length];
        Span<int> at = plates.Length <= 256 ? stackalloc int[plates.Length] : new int[plates.Length];
        Span<int> step = plates.Length <= 256 ? stackalloc int[plates.Length] : new int[plates.Length];
        var left = 0;
        load.Clear();
        for (var p = 0; p < plates.Length; p++)
        {
            at[p] = -2;
            if (plates[p].Phase == PlatePhase.None || (plates[p].Step < 0 && p != moved && !plates[p].Claimed)) continue;
            (at[p], step[p]) = (plates[p].Station, plates[p].Step);
            if (p == moved) (at[p], step[p]) = (target, plates[p].Step + 1);
            else if (p == occupant) (at[p], step[p]) = onwards < 0 ? (-1, plates[p].Step) : (onwards, plates[p].Step + 1);
            left++;
        }
        foreach (ref readonly var robot in state.Robots)
        {
            // What is on its way counts as arrived.
            if (robot.Plate < 0 || robot.Plate == moved) continue;
            (at[robot.Plate], step[robot.Plate]) = (robot.Target, plates[robot.Plate].Step + 1);
            if (robot.Occupant >= 0) at[robot.Occupant] = -1;
        }
        for (var p = 0; p < plates.Length; p++)
            if (at[p] >= 0) load[at[p]]++;
        bool progress;
        do
        {
            progress = false;
            for (var p = 0; p < plates.Length; p++)
            {
                if (at[p] == -2 || !Finishes(tables, plates[p].Recipe, step[p], at[p], load)) continue;
                if (at[p] >= 0) load[at[p]]--;
                at[p] = -2;
                left--;
                progress = true;
            }
        }
        while (progress && left > 0);
        return left == 0;
    }

    private static bool Finishes(LineTables tables, int recipe, int step, int at, Span<int> load)
    {
        var targets = tables.Targets[recipe];
        for (var k = step + 1; k < targets.Length - 1; k++)
        {
            var room = false;
            foreach (var station in targets[k]) room |= load[station] - (station == at ? 1 : 0) < tables.Capacity[station];
            if (!room) return false;
        }
        return true;
    }
}
