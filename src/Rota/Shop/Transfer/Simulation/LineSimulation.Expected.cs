namespace Rota.Shop.Transfer.Simulation;

/// <summary>What is going to happen as far as it can be expected: for whoever plans ahead.</summary>
public sealed partial class LineSimulation
{
    private void Foresee()
    {
        for (var s = 0; s < toggleAt.Length; s++)
        {
            var before = toggleAt[s];
            toggleAt[s] = IsDown(s) && before < Never ? Now + Math.Max(1, (long)Line.Stations[s].MeanDown) : Never;
        }
        foreach (ref var plate in plates.AsSpan())
            if (plate.Phase == PlatePhase.Working) plate.Actual = Math.Max(Now + 1, Math.Max(plate.Expected, IsDown(plate.Station) ? toggleAt[plate.Station] : 0));
    }

    /// <summary>Lets every robot finish what it is doing, without a new decision; when each is free, and when the last plate that leaves a station meanwhile has left it.</summary>
    internal (long[] Robots, long[] Stations) Settle()
    {
        var free = new long[robots.Length];
        var left = new long[inside.Length];
        var before = new int[inside.Length];
        Array.Fill(free, Now);
        while (Array.Exists(robots, robot => robot.Phase != RobotPhase.Idle) && NextEvent() is var next && next < Never)
        {
            inside.CopyTo(before, 0);
            var busy = Array.ConvertAll(robots, robot => robot.Phase != RobotPhase.Idle);
            Now = next;
            Happen();
            for (var r = 0; r < robots.Length; r++)
                if (busy[r]) free[r] = Now;
            for (var s = 0; s < inside.Length; s++)
                if (inside[s] < before[s]) left[s] = Now;
        }
        candidates.Clear();
        return (free, left);
    }
}
