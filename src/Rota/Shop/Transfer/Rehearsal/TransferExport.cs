using System.Collections.Immutable;
using System.Globalization;
using Rota.Schedules;

namespace Rota.Shop.Transfer.Rehearsal;

/// <summary>A run as files.</summary>
public static class TransferExport
{
    /// <summary>CSV, an action a row: start_s, end_s, robot, action, plate, from, to, other (the plate a swap took out).</summary>
    public static void WriteLog(TransferLine line, LineLog log, TextWriter output)
    {
        output.Write("start_s,end_s,robot,action,plate,from,to,other\n");
        foreach (var record in log.Robots.OrderBy(record => record.Start).ThenBy(record => record.Robot))
            output.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"{record.Start / 1000.0:0.###},{record.End / 1000.0:0.###},{Quoted(line.Robots[record.Robot].Name)},{record.Action.ToString().ToLowerInvariant()},{Id(record.Plate)},{Quoted(line.Stations[record.From].Name)},{Quoted(line.Stations[record.To].Name)},{Id(record.Other)}\n"));
    }

    /// <summary>The log as a schedule: what robots do with plates, and plates in stations while they are worked on; milliseconds.</summary>
    public static Schedule ToSchedule(TransferLine line, LineLog log)
    {
        var plates = log.Stays.Select(stay => stay.Plate).Concat(log.Robots.Select(record => record.Plate)).DefaultIfEmpty(0).Max() + 1;
        var blocks = ImmutableArray.CreateBuilder<Block>();
        foreach (var record in log.Robots)
            if (record.Plate >= 0 && record.Action is RobotAction.Pick or RobotAction.Carry or RobotAction.Place or RobotAction.Swap && record.End > record.Start)
                blocks.Add(new(record.Robot, record.Plate, (int)record.Action, record.Start, record.End));
        foreach (var stay in log.Stays)
            if (stay.Done > stay.Started) blocks.Add(new(line.Robots.Length + stay.Station, stay.Plate, stay.Step, stay.Started, stay.Done));
        return new(
            line.Name, "ms", [.. line.Robots.Select(robot => new Resource(robot.Name)), .. line.Stations.Select(station => new Resource(station.Name, station.WorkingPlaces))],
            [.. Enumerable.Range(0, plates).Select(plate => $"plate {plate + 1}")], blocks.ToImmutable());
    }

    private static string Id(int plate) => plate < 0 ? "" : (plate + 1).ToString(CultureInfo.InvariantCulture);

    private static string Quoted(string name) => name.AsSpan().ContainsAny(",\"\n\r") ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : name;
}
