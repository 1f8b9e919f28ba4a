using System.Text;
using System.Text.Json;

namespace Rota.Shop.Transfer.Formats;

/// <summary>A line as JSON, with the robots' tables of times.</summary>
internal static class LineWriter
{
    public static void Write(TransferLine line, TextWriter output)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new() { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("name", line.Name);
            json.WriteStartArray("stations");
            foreach (var station in line.Stations) Station(json, station);
            json.WriteEndArray();
            json.WriteStartArray("robots");
            foreach (var robot in line.Robots) Robot(json, line, robot);
            json.WriteEndArray();
            json.WriteStartArray("recipes");
            foreach (var recipe in line.Recipes) Recipe(json, line, recipe);
            json.WriteEndArray();
            Arrivals(json, line);
            Noise(json, "noise", line.Noise);
            Noise(json, "travel_noise", line.TravelNoise);
            json.WriteNumber("plates", line.Plates);
            json.WriteEndObject();
        }
        output.Write(Encoding.UTF8.GetString(stream.ToArray()));
        output.Write('\n');
    }

    private static void Station(Utf8JsonWriter json, Station station)
    {
        json.WriteStartObject();
        json.WriteString("name", station.Name);
        if (station.Kind != StationKind.Process) json.WriteString("kind", station.Kind.ToString().ToLowerInvariant());
        if (station.Capacity != 1) json.WriteNumber("capacity", station.Capacity);
        if (station.Servers > 0) json.WriteNumber("servers", station.Servers);
        if (station.Batch > 1) json.WriteNumber("batch", station.Batch);
        if (station.X != 0) json.WriteNumber("x", station.X);
        if (station.Z != 0) json.WriteNumber("z", station.Z);
        if (station.Angle != 0) json.WriteNumber("angle", station.Angle);
        if (station.Zone >= 0) json.WriteNumber("zone", station.Zone);
        if (station.MeanUp > 0)
        {
            json.WriteStartObject("stops");
            json.WriteNumber("up", station.MeanUp / 1000);
            json.WriteNumber("down", station.MeanDown / 1000);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void Robot(Utf8JsonWriter json, TransferLine line, Robot robot)
    {
        json.WriteStartObject();
        json.WriteString("name", robot.Name);
        json.WriteNumber("arms", robot.Arms);
        json.WriteString("home", line.Stations[robot.Home].Name);
        if (!robot.Reach.IsEmpty) Names(json, "reach", line, robot.Reach);
        json.WriteNumber("arm_change", robot.ArmChange / 1000.0);
        if (robot.Clearance > 0) json.WriteNumber("clearance", robot.Clearance);
        json.WriteStartArray("travel");
        foreach (var row in robot.Travel)
        {
            json.WriteStartArray();
            foreach (var time in row) json.WriteNumberValue(time / 1000.0);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        Times(json, "pick", robot.Pick);
        Times(json, "place", robot.Place);
        json.WriteEndObject();
    }

    private static void Recipe(Utf8JsonWriter json, TransferLine line, Recipe recipe)
    {
        json.WriteStartObject();
        json.WriteString("name", recipe.Name);
        json.WriteNumber("share", recipe.Share);
        if (recipe.Priority != 0) json.WriteNumber("priority", recipe.Priority);
        json.WriteStartArray("steps");
        foreach (var step in recipe.Steps)
        {
            json.WriteStartObject();
            Names(json, "stations", line, step.Stations);
            json.WriteNumber("time", step.Time / 1000.0);
            if (step.MaxHold < long.MaxValue) json.WriteNumber("max_hold", step.MaxHold / 1000.0);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Arrivals(Utf8JsonWriter json, TransferLine line)
    {
        var plan = line.Arrivals;
        if (plan is { Lot.IsEmpty: true, Period: 0 })
        {
            json.WriteString("arrivals", "saturated");
            return;
        }
        json.WriteStartObject("arrivals");
        if (plan.Lot.IsEmpty) json.WriteNumber("period", plan.Period / 1000.0);
        else
        {
            json.WriteStartArray("lot");
            foreach (var recipe in plan.Lot) json.WriteStringValue(line.Recipes[recipe].Name);
            json.WriteEndArray();
            if (plan.AnyOrder) json.WriteBoolean("any_order", true);
        }
        json.WriteEndObject();
    }

    private static void Noise(Utf8JsonWriter json, string name, ProcessNoise noise)
    {
        if (noise.Kind == NoiseKind.None) return;
        json.WriteStartObject(name);
        if (noise.Kind == NoiseKind.Uniform) json.WriteNumber("uniform", noise.Size);
        else json.WriteNumber("gaussian", noise.Size / 1000);
        json.WriteEndObject();
    }

    private static void Names(Utf8JsonWriter json, string name, TransferLine line, IEnumerable<int> stations)
    {
        json.WriteStartArray(name);
        foreach (var station in stations) json.WriteStringValue(line.Stations[station].Name);
        json.WriteEndArray();
    }

    private static void Times(Utf8JsonWriter json, string name, IReadOnlyList<long> times)
    {
        if (times.Distinct().Count() == 1)
        {
            json.WriteNumber(name, times[0] / 1000.0);
            return;
        }
        json.WriteStartArray(name);
        foreach (var time in times) json.WriteNumberValue(time / 1000.0);
        json.WriteEndArray();
    }
}
