using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Shop.Transfer.Formats;

/// <summary>A line from its description.</summary>
internal static class LineReader
{
    private const double Longest = 1e7;

    private static readonly (string Name, StationKind Kind)[] Kinds =
        [("process", StationKind.Process), ("input", StationKind.Input), ("output", StationKind.Output), ("buffer", StationKind.Buffer), ("aligner", StationKind.Aligner), ("inspection", StationKind.Inspection)];

    public static TransferLine Read(YamlValue root, string name)
    {
        root.ExpectOnly("name", "stations", "robots", "recipes", "arrivals", "noise", "travel_noise", "plates", "notes");
        ImmutableArray<Station> stations = [.. root.Get("stations").Items("stations").Select(Station)];
        var names = stations.Select((station, s) => (station.Name, s)).DistinctBy(pair => pair.Name).ToDictionary(pair => pair.Name, pair => pair.s);
        ImmutableArray<Robot> robots = [.. root.Get("robots").Items("robots").Select(robot => Robot(robot, stations, names))];
        ImmutableArray<Recipe> recipes = [.. root.Get("recipes").Items("recipes").Select(recipe => Recipe(recipe, names))];
        return new(root.Find("name")?.Word("a name") ?? name, stations, robots, recipes)
        {
            Arrivals = root.Find("arrivals") is { } arrivals ? Arrivals(arrivals, recipes) : new(),
            Noise = Noise(root.Find("noise")),
            TravelNoise = Noise(root.Find("travel_noise")),
            Plates = (int)(root.Find("plates")?.Integer("a number of plates", 8, 10_000_000) ?? 400),
            Notes = LineNotes.Of(robots, recipes),
        };
    }

    private static Station Station(YamlValue value)
    {
        value.ExpectOnly("name", "kind", "capacity", "servers", "batch", "x", "z", "angle", "door", "stops", "zone");
        var kind = StationKind.Process;
        if (value.Find("kind") is { } word)
        {
            var found = Array.FindIndex(Kinds, pair => pair.Name == word.Word("a kind of station"));
            if (found < 0) throw word.Error($"unknown kind '{word.Text}', expected {string.Join(", ", Kinds.Select(k => k.Name))}{Nearest.Hint(word.Text, Kinds.Select(k => k.Name))}");
            kind = Kinds[found].Kind;
        }
        var stops = value.Find("stops");
        stops?.ExpectOnly("up", "down");
        return new(value.Get("name").Word("a station's name"), kind)
        {
            Capacity = (int)(value.Find("capacity")?.Integer("a capacity", 1, 100_000) ?? 1),
            Servers = (int)(value.Find("servers")?.Integer("plates worked on at a time", 1, 100_000) ?? 0),
            Batch = (int)(value.Find("batch")?.Integer("a batch", 1, 100_000) ?? 1),
            X = value.Find("x")?.Real("a coordinate", -1e9, 1e9) ?? 0,
            Z = value.Find("z")?.Real("a height", -1e9, 1e9) ?? 0,
            Angle = value.Find("angle")?.Real("an angle", -360, 360) ?? 0,
            Door = value.Find("door") is { } door ? Time(door, "a door time") : 0,
            MeanUp = stops is null ? 0 : 1000 * stops.Get("up").Real("a mean time between stops", 1e-3, Longest),
            MeanDown = stops is null ? 0 : 1000 * stops.Get("down").Real("a mean length of stops", 1e-3, Longest),
            Zone = (int)(value.Find("zone")?.Integer("a zone", 0, 1000) ?? -1),
        };
    }

    private static Robot Robot(YamlValue value, ImmutableArray<Station> stations, Dictionary<string, int> names)
    {
        value.ExpectOnly("name", "arms", "home", "reach", "arm_change", "travel", "pick", "place", "kinematics", "clearance");
        var name = value.Get("name").Word("a robot's name");
        var arms = (int)(value.Find("arms")?.Integer("arms", 1, 2) ?? 1);
        var change = value.Find("arm_change") is { } time ? Time(time, "an arm change") : 2000;
        ImmutableArray<int> reach = value.Find("reach") is { } list ? [.. list.Items("stations it reaches").Select(item => Index(item, names))] : [];
        var robot = value.Find("travel") is { } travel
            ? new Robot(name, Travel(travel, stations.Length)) { Arms = arms, ArmChange = change, Pick = Times(value.Get("pick"), "pick times", stations), Place = Times(value.Get("place"), "place times", stations) }
            : Kinematics(value.Find("kinematics")).Create(name, stations, arms, change);
        return robot with
        {
            Reach = reach,
            Home = value.Find("home") is { } home ? Index(home, names) : reach.IsEmpty ? 0 : reach[0],
            Clearance = value.Find("clearance")?.Real("a clearance", 0, 1e9) ?? 0,
        };
    }

    private static ImmutableArray<ImmutableArray<long>> Travel(YamlValue value, int count)
    {
        if (value.Kind == YamlKind.Scalar)
        {
            var way = Time(value, "a way");
            return [.. Enumerable.Range(0, count).Select(a => (ImmutableArray<long>)[.. Enumerable.Range(0, count).Select(b => a == b ? 0 : way)])];
        }
        var rows = value.Items("rows of travel times");
        if (rows.Length != count) throw value.Error($"{rows.Length} rows of travel times, expected {count}, one a station");
        return [.. rows.Select(row => row.Items("travel times") is var times && times.Length == count
            ? (ImmutableArray<long>)[.. times.Select(time => Time(time, "a travel time"))]
            : throw row.Error($"a row of {times.Length} travel times, expected {count}: the matrix is not square"))];
    }

    private static ImmutableArray<long> Times(YamlValue value, string what, ImmutableArray<Station> stations)
    {
        if (value.Kind == YamlKind.Scalar) return [.. stations.Select(station => Time(value, what) + (2 * station.Door))];
        var items = value.Items(what);
        return items.Length == stations.Length ? [.. items.Select(item => Time(item, what))] : throw value.Error($"{items.Length} {what}, expected {stations.Length}, one a station");
    }

    private static RobotKinematics Kinematics(YamlValue? value)
    {
        var usual = new RobotKinematics();
        if (value is null) return usual;
        value.ExpectOnly("rail", "turn", "lift", "fork", "stroke", "pick_lift", "loaded_factor", "settle", "simultaneous");
        return new()
        {
            Rail = Axis("rail", usual.Rail),
            Turn = Axis("turn", usual.Turn),
            Lift = Axis("lift", usual.Lift),
            Fork = Axis("fork", usual.Fork),
            Stroke = value.Find("stroke")?.Real("a stroke", 0, 1e6) ?? usual.Stroke,
            PickLift = value.Find("pick_lift")?.Real("a lift", 0, 1e6) ?? usual.PickLift,
            LoadedFactor = value.Find("loaded_factor")?.Real("a factor", 0.01, 1) ?? usual.LoadedFactor,
            Settle = value.Find("settle")?.Real("seconds to settle", 0, 1000) ?? usual.Settle,
            Simultaneous = value.Find("simultaneous")?.Truth("whether axes move together") ?? usual.Simultaneous,
        };

        Axis Axis(string axis, Axis otherwise)
        {
            if (value.Find(axis) is not { } pair) return otherwise;
            var items = pair.Items("speed and acceleration");
            return items.Length == 2 ? new(items[0].Real("a speed", 1e-6, 1e9), items[1].Real("an acceleration", 1e-6, 1e9)) : throw pair.Error($"{items.Length} numbers, expected speed and acceleration");
        }
    }

    private static Recipe Recipe(YamlValue value, Dictionary<string, int> names)
    {
        value.ExpectOnly("name", "share", "priority", "steps");
        return new(value.Get("name").Word("a recipe's name"), [.. value.Get("steps").Items("steps").Select(step =>
        {
            step.ExpectOnly("stations", "station", "time", "max_hold");
            ImmutableArray<int> at = step.Find("station") is { } one ? [Index(one, names)] : [.. step.Get("stations").Items("stations").Select(item => Index(item, names))];
            return new RecipeStep(at, Time(step.Get("time"), "a process time")) { MaxHold = step.Find("max_hold") is { } hold ? Time(hold, "a longest stay") : long.MaxValue };
        })])
        {
            Share = value.Find("share")?.Real("a share", 0, 1e9) ?? 1,
            Priority = (int)(value.Find("priority")?.Integer("a priority", -1000, 1000) ?? 0),
        };
    }

    private static ArrivalPlan Arrivals(YamlValue value, ImmutableArray<Recipe> recipes)
    {
        if (value.Kind == YamlKind.Scalar) return value.Text == "saturated" ? new() : throw value.Error($"read '{value.Text}', expected saturated, or a mapping with period or lot");
        value.ExpectOnly("period", "lot", "any_order");
        if (value.Find("period") is { } period) return new() { Period = Math.Max(1, Time(period, "a period")) };
        return new()
        {
            Lot = [.. value.Get("lot").Items("recipes of the lot").Select(item =>
            {
                var found = recipes.Select(recipe => recipe.Name).ToList().IndexOf(item.Word("a recipe"));
                return found >= 0 ? found : throw item.Error($"unknown recipe '{item.Text}'{Nearest.Hint(item.Text, recipes.Select(recipe => recipe.Name))}");
            })],
            AnyOrder = value.Find("any_order")?.Truth("whether any plate may go first") ?? false,
        };
    }

    private static ProcessNoise Noise(YamlValue? value)
    {
        if (value is null) return default;
        value.ExpectOnly("uniform", "gaussian");
        if (value.Find("uniform") is { } share) return new(NoiseKind.Uniform, share.Real("a share", 0, 1));
        return new(NoiseKind.Gaussian, 1000 * value.Get("gaussian").Real("seconds", 0, Longest));
    }

    private static int Index(YamlValue value, Dictionary<string, int> names) => names.TryGetValue(value.Word("a station"), out var index)
        ? index
        : throw value.Error($"unknown station '{value.Text}', expected one of {string.Join(", ", names.Keys.Take(8))}{(names.Count > 8 ? ", ..." : "")}{Nearest.Hint(value.Text, names.Keys)}");

    private static long Time(YamlValue value, string what) => (long)Math.Round(1000 * value.Real(what + " in seconds", 0, Longest));
}
