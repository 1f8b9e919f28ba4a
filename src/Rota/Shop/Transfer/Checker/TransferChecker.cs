using System.Collections.Immutable;

namespace Rota.Shop.Transfer;

/// <summary>
/// The referee of transfer lines: follows the event log with books of its own. Robots do one thing at a time, in the times of their tables, with no more plates than arms; plates go
/// through their recipes; stations hold and work on no more than they can; stops are kept.
/// </summary>
public sealed class TransferChecker
{
    private const int MostFaults = 20;
    private readonly TransferLine line;
    private readonly LineLog log;
    private readonly ImmutableArray<string>.Builder faults = ImmutableArray.CreateBuilder<string>();

    private TransferChecker(TransferLine line, LineLog log) => (this.line, this.log) = (line, log);

    /// <summary>What is wrong with a log; empty when it holds. At most 20 faults.</summary>
    public static ImmutableArray<string> Violations(TransferLine line, LineLog log)
    {
        var checker = new TransferChecker(line, log);
        for (var r = 0; r < line.Robots.Length; r++) checker.Robot(r);
        checker.Plates();
        for (var s = 0; s < line.Stations.Length; s++) checker.Station(s);
        checker.Zones();
        return [.. checker.faults.Take(MostFaults)];
    }

    private void Robot(int r)
    {
        var robot = line.Robots[r];
        var exact = line.TravelNoise.Kind == NoiseKind.None && line.Robots.Length == 1;
        var (at, time) = (robot.Home, 0L);
        var held = new List<int>();
        foreach (var record in log.Robots.Where(record => record.Robot == r))
        {
            var name = $"robot '{robot.Name}' at {record.Start} ms";
            if (record.Start < time || record.End < record.Start) Fault($"{name} does two things at a time");
            if (record.From != at) Fault($"{name} is at '{line.Stations[at].Name}', the log says '{line.Stations[record.From].Name}'");
            if (!robot.Reaches(record.To)) Fault($"{name} goes to '{line.Stations[record.To].Name}', which it does not reach");
            var length = record.End - record.Start;
            switch (record.Action)
            {
                case RobotAction.Move or RobotAction.Carry or RobotAction.Retreat:
                    var way = robot.Travel[record.From][record.To];
                    if (line.TravelNoise.Kind == NoiseKind.None && (exact ? length != way : length < way)) Fault($"{name} travels {length} ms, its table says {way}");
                    if (record.Action == RobotAction.Carry && !held.Contains(record.Plate)) Fault($"{name} carries plate {record.Plate}, which it does not hold");
                    break;
                case RobotAction.Pick:
                    if (length != robot.Pick[record.From]) Fault($"{name} picks for {length} ms, its table says {robot.Pick[record.From]}");
                    held.Add(record.Plate);
                    break;
                case RobotAction.Place:
                    if (length != robot.Place[record.From]) Fault($"{name} places for {length} ms, its table says {robot.Place[record.From]}");
                    if (!held.Remove(record.Plate)) Fault($"{name} places plate {record.Plate}, which it does not hold");
                    break;
                case RobotAction.Swap:
                    if (length != robot.Pick[record.From] + robot.ArmChange + robot.Place[record.From]) Fault($"{name} swaps for {length} ms, its table says otherwise");
                    if (robot.Arms < 2) Fault($"{name} swaps with one arm");
                    if (!held.Remove(record.Plate)) Fault($"{name} puts down plate {record.Plate}, which it does not hold");
                    held.Add(record.Other);
                    break;
            }
            if (held.Count > robot.Arms || (held.Count > 1 && record.Action != RobotAction.Swap)) Fault($"{name} holds {held.Count} plates");
            (at, time) = (record.To, record.End);
        }
    }

    private void Plates()
    {
        var puts = log.Robots.Where(record => record.Action is RobotAction.Place or RobotAction.Swap).ToLookup(record => record.Plate);
        var takes = log.Robots.Where(record => record.Action == RobotAction.Pick).Select(record => (record.Plate, record.From, record.Start))
            .Concat(log.Robots.Where(record => record.Action == RobotAction.Swap).Select(record => (Plate: record.Other, record.From, record.Start))).ToLookup(take => take.Plate);
        foreach (var own in log.Stays.GroupBy(stay => stay.Plate))
        {
            var (step, time) = (0, long.MinValue);
            foreach (var stay in own.OrderBy(stay => stay.In))
            {
                var name = $"plate {stay.Plate} in '{line.Stations[stay.Station].Name}'";
                var recipe = line.Recipes[stay.Recipe];
                if (stay.Step != step || stay.Step >= recipe.Steps.Length || !recipe.Steps[stay.Step].Stations.Contains(stay.Station)) Fault($"{name} is not where its recipe wants it");
                else Work(stay, recipe.Steps[stay.Step], name);
                if (stay.In < time) Fault($"{name} is in two places");
                if (!puts[stay.Plate].Any(put => put.To == stay.Station && put.End == stay.In)) Fault($"{name} was put there by nobody at {stay.In}");
                if (!takes[stay.Plate].Any(take => take.From == stay.Station && take.Start == stay.Out)) Fault($"{name} was taken by nobody at {stay.Out}");
                (step, time) = (step + 1, stay.Out);
            }
        }
    }

    private void Work(StayRecord stay, RecipeStep step, string name)
    {
        if (stay.Started < stay.In || stay.Done < stay.Started || stay.Out < stay.Done) Fault($"{name}: in {stay.In}, started {stay.Started}, done {stay.Done}, out {stay.Out} are not in order");
        var stopped = log.Stops.Where(stop => stop.Station == stay.Station).Sum(stop => Math.Max(0, Math.Min(stop.End, stay.Done) - Math.Max(stop.Start, stay.Started)));
        var worked = stay.Done - stay.Started - stopped;
        var slack = line.Noise.Kind switch
        {
            NoiseKind.None => line.Stations[stay.Station].Batch > 1 ? line.LongestTime : 0,
            NoiseKind.Uniform => (long)Math.Ceiling(line.Noise.Size * step.Time) + 1,
            _ => long.MaxValue / 4,
        };
        if (Math.Abs(worked - step.Time) > slack) Fault($"{name} was worked on for {worked} ms, its recipe says {step.Time}");
        foreach (var stop in log.Stops)
        {
            if (stop.Station != stay.Station) continue;
            if (stay.Out >= stop.Start && stay.Out < stop.End) Fault($"{name} is taken at {stay.Out}, while the station is stopped");
        }
    }

    /// <summary>A plate takes its place from its put to the end of its pick.</summary>
    private void Station(int s)
    {
        var station = line.Stations[s];
        if (station.Kind is StationKind.Input or StationKind.Output) return;
        var own = log.Stays.Where(stay => stay.Station == s).ToArray();
        Sweep(own.Select(stay => (stay.In, stay.Out)), station.Capacity, $"'{station.Name}' holds");
        if (station.Batch == 1) Sweep(own.Select(stay => (stay.Started, stay.Done)), station.WorkingPlaces, $"'{station.Name}' works on");
        else
            foreach (var batch in own.GroupBy(stay => stay.Started))
                if (batch.Count() > station.Batch || batch.Select(stay => stay.Done).Distinct().Count() > 1) Fault($"'{station.Name}' works on a batch of {batch.Count()} that is none");
    }

    private void Zones()
    {
        if (line.Robots.Length < 2 || line.Stations.All(station => station.Zone < 0)) return;
        foreach (var zone in line.Stations.Where(station => station.Zone >= 0).Select(station => station.Zone).Distinct())
        {
            var visits = log.Robots
                .Where(record => record.Action is RobotAction.Pick or RobotAction.Place or RobotAction.Swap && line.Stations[record.From].Zone == zone)
                .OrderBy(record => record.Start).ToArray();
            for (var i = 1; i < visits.Length; i++)
                if (visits[i].Start < visits[i - 1].End && visits[i].Robot != visits[i - 1].Robot) Fault($"two robots work in zone {zone} at {visits[i].Start} ms");
        }
    }

    private void Sweep(IEnumerable<(long From, long To)> spans, int most, string what)
    {
        var events = spans.Where(span => span.To > span.From).SelectMany(span => new[] { (Time: span.From, Change: 1), (Time: span.To, Change: -1) }).OrderBy(e => e.Time).ThenBy(e => e.Change);
        var count = 0;
        foreach (var (time, change) in events)
        {
            count += change;
            if (count > most) Fault($"{what} {count} plates at {time} ms, at most {most} go");
        }
    }

    private void Fault(string text)
    {
        if (faults.Count < MostFaults) faults.Add(text);
    }
}
