using System.Collections.Immutable;
using System.Text;
using Rota.Formats;
using Rota.Shop.Transfer.Vehicles;

namespace Rota.Shop.Transfer.Formats;

/// <summary>
/// Cells in JobShopLab's YAML: operations as a table, travel times as a table with named places (machines, input buffers, output buffer), vehicles, time behaviour, first places. Times
/// are milliseconds.
/// </summary>
public static class LabCells
{
    /// <summary>True for a root with instance_config.</summary>
    public static bool Recognises(YamlValue root) => root.Kind == YamlKind.Map && root.Find("instance_config") is not null;

    /// <summary>Reads a cell.</summary>
    /// <exception cref="InputException">It breaks a rule of the format.</exception>
    public static LabCell Read(TextInput input)
    {
        var root = YamlText.ReadOne(input);
        var config = root.Get("instance_config");
        var instance = config.Get("instance");
        var jobs = Jobs(instance.Get("specification"), input.Name);
        var machines = jobs.Max(job => job.Max(o => o.Machine)) + 1;
        var vehicles = (int)(instance.Find("transport")?.Get("amount").Integer("a number of vehicles", 1, 10_000) ?? 1);
        var logistics = config.Get("logistics");
        var (places, travel) = Travel(logistics.Get("specification"), input.Name);
        for (var m = 0; m < machines; m++)
            if (places.Length <= m || places[m] != $"m-{m}") throw logistics.Get("specification").Error($"place {m + 1} is '{(places.Length > m ? places[m] : "missing")}', expected m-{m}: machines come first");
        if (places.Length < machines + 2) throw logistics.Get("specification").Error($"{places.Length} places, expected {machines} machines, an input buffer and an output buffer");
        var name = InstanceNames.OfFile(input.Name, "lab");
        var first = root.Find("init_state");
        var shop = Guard(() => new TransportShop(name, machines, jobs, vehicles, travel) { InputOf = Inputs(first, jobs.Length, machines, places), VehicleStart = Starts(first, vehicles, places) });
        var line = shop.ToLine();
        return new(shop, new(line.Name, line.Stations, line.Robots, line.Recipes) { Arrivals = line.Arrivals, TravelNoise = Noise(logistics.Find("time_behavior")), Notes = shop.Notes });

        TransportShop Guard(Func<TransportShop> make)
        {
            try
            {
                return make();
            }
            catch (RotaException e) when (e is not InputException)
            {
                throw new InputException(input.Name, e.Message);
            }
        }
    }

    /// <summary>Lines such as <c>j0|(2,60000) (0,180000)</c>.</summary>
    private static ImmutableArray<ImmutableArray<(int, long)>> JobsOf(IEnumerable<(int Line, string Text)> lines, string file)
    {
        var jobs = ImmutableArray.CreateBuilder<ImmutableArray<(int, long)>>();
        foreach (var (line, text) in lines)
        {
            if (text.Trim().Length == 0 || text.TrimStart().StartsWith('(')) continue;
            var bar = text.IndexOf('|', StringComparison.Ordinal);
            if (bar < 0) throw new InputException(file, line, 1, $"read {Shown(text)}, expected job|(machine,duration) ...");
            var operations = ImmutableArray.CreateBuilder<(int, long)>();
            foreach (var part in text[(bar + 1)..].Split('(', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                var pair = part.TrimEnd(')', ' ', '\t').Split(',', StringSplitOptions.TrimEntries);
                if (pair.Length != 2 || !part.Contains(')', StringComparison.Ordinal)) throw new InputException(file, line, operations.Count + 2, $"read {Shown("(" + part)}, expected (machine,duration)");
                operations.Add((
                    (int)Number(pair[0], file, line, operations.Count + 2, "a machine", 9999), Number(pair[1], file, line, operations.Count + 2, "a duration", 1L << 40)));
            }
            jobs.Add(operations.ToImmutable());
        }
        return jobs.Count > 0 && jobs.All(job => job.Length > 0) ? jobs.ToImmutable() : throw new InputException(file, "has a job without operations, or no job");
    }

    private static ImmutableArray<ImmutableArray<(int Machine, long Duration)>> Jobs(YamlValue table, string file) => [.. JobsOf(table.TextLines(), file).Select(job => (ImmutableArray<(int Machine, long Duration)>)[.. job.Select(o => (o.Item1, o.Item2))])];

    private static (ImmutableArray<string> Places, ImmutableArray<ImmutableArray<long>> Travel) Travel(YamlValue table, string file)
    {
        var lines = table.TextLines().Where(line => line.Text.Trim().Length > 0).ToArray();
        if (lines.Length < 2) throw table.Error("holds no travel times");
        ImmutableArray<string> places = [.. lines[0].Text.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        var rows = new Dictionary<string, ImmutableArray<long>>();
        foreach (var (line, text) in lines[1..])
        {
            var bar = text.IndexOf('|', StringComparison.Ordinal);
            if (bar < 0) throw new InputException(file, line, 1, $"read {Shown(text)}, expected place|times");
            var place = text[..bar].Trim();
            if (!places.Contains(place)) throw new InputException(file, line, 1, $"unknown place '{place}'{Nearest.Hint(place, places)}");
            var words = text[(bar + 1)..].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length != places.Length) throw new InputException(file, line, 0, $"a row of {words.Length} travel times, expected {places.Length}: the matrix is not square");
            if (!rows.TryAdd(place, [.. words.Select((word, i) => Number(word, file, line, i + 2, "a travel time", 1L << 40))])) throw new InputException(file, line, 1, $"place '{place}' comes twice");
        }
        foreach (var place in places)
            if (!rows.ContainsKey(place)) throw table.Error($"has {rows.Count} rows, expected {places.Length}: '{place}' is missing, the matrix is not square");
        return (places, [.. places.Select(place => rows[place])]);
    }

    private static ImmutableArray<int> Inputs(YamlValue? first, int jobs, int machines, ImmutableArray<string> places)
    {
        var inputs = Enumerable.Repeat(machines, jobs).ToArray();
        for (var j = 0; j < jobs; j++)
            if (first?.Find($"j-{j}") is { } job) inputs[j] = Place(job.Get("location"), places);
        return [.. inputs];
    }

    private static ImmutableArray<int> Starts(YamlValue? first, int vehicles, ImmutableArray<string> places) =>
        [.. Enumerable.Range(0, vehicles).Select(v => first?.Find($"t-{v}") is { } vehicle ? Place(vehicle.Get("location"), places) : 0)];

    private static int Place(YamlValue value, ImmutableArray<string> places) => places.IndexOf(value.Word("a place")) is var index and >= 0
        ? index
        : throw value.Error($"unknown place '{value.Text}'{Nearest.Hint(value.Text, places)}");

    private static ProcessNoise Noise(YamlValue? behaviour)
    {
        if (behaviour is null) return default;
        if (behaviour.Kind == YamlKind.Scalar) return behaviour.Text == "static" ? default : throw behaviour.Error($"read '{behaviour.Text}', expected static, or a type with its numbers");
        return behaviour.Get("type").Word("a kind of times") switch
        {
            "static" or "deterministic" => default,
            "gaussian" => new(NoiseKind.Gaussian, behaviour.Get("std").Real("a deviation")),
            "uniform" => new(NoiseKind.Uniform, behaviour.Get("share").Real("a share", 0, 1)),
            var other => throw behaviour.Get("type").Error($"unknown kind '{other}', expected static, gaussian, uniform"),
        };
    }

    private static long Number(string word, string file, int line, int field, string what, long most)
    {
        var raw = Encoding.UTF8.GetBytes(word);
        return FieldNumber.TryParse(raw, out var value) && value >= 0 && value <= most ? value : throw new InputException(file, line, field, FieldNumber.Explain(raw, what, 0, most));
    }

    private static string Shown(string text) => FieldNumber.Quote(Encoding.UTF8.GetBytes(text.Trim()));
}
