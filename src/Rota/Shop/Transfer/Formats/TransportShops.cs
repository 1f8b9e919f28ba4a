using System.Collections.Immutable;
using Rota.Formats;
using Rota.Shop.Transfer.Vehicles;

namespace Rota.Shop.Transfer.Formats;

/// <summary>Transport shops as JSON lines: name, jobs, machines, ops (machine, duration, ... a job), agvs, locations, travel.</summary>
public static class TransportShops
{
    /// <summary>True when the first line of a text looks like it.</summary>
    public static bool Recognises(TextInput input) => JsonShape.Has(input, "ops", "agvs", "travel");

    /// <summary>Reads every shop of a text.</summary>
    /// <exception cref="InputException">It breaks a rule of the format.</exception>
    public static ImmutableArray<TransportShop> Read(TextInput input)
    {
        var shops = ImmutableArray.CreateBuilder<TransportShop>();
        foreach (var value in input.Json.Values) shops.Add(One(value));
        return shops.ToImmutable();
    }

    private static TransportShop One(JsonValue value)
    {
        value.ExpectOnly("name", "jobs", "machines", "ops", "agvs", "locations", "travel");
        var machines = (int)value.Get("machines").Integer("a number of machines", 1, 10_000);
        var jobs = ImmutableArray.CreateBuilder<ImmutableArray<(int, long)>>();
        foreach (var job in value.Get("ops").Items("operations of jobs"))
        {
            var row = job.Items("machine, duration, ...").GetEnumerator();
            var operations = ImmutableArray.CreateBuilder<(int, long)>();
            while (row.MoveNext())
            {
                var machine = (int)row.Current.Integer("a machine", 0, machines - 1);
                if (!row.MoveNext()) throw job.Error("a machine without a duration, expected pairs");
                operations.Add((machine, row.Current.Integer("a duration", 0, 1L << 40)));
            }
            if (operations.Count == 0) throw job.Error("a job without operations, expected machine, duration, ...");
            jobs.Add(operations.ToImmutable());
        }
        if (value.Find("jobs") is { } count && count.Integer("a number of jobs") != jobs.Count) throw count.Error($"{jobs.Count} jobs follow in 'ops'");
        var table = value.Get("travel");
        var size = table.Items("rows of travel times").Count();
        var travel = ImmutableArray.CreateBuilder<ImmutableArray<long>>();
        foreach (var row in table.Items("rows of travel times"))
        {
            var times = ImmutableArray.CreateBuilder<long>();
            foreach (var time in row.Items("travel times")) times.Add(time.Integer("a travel time", 0, 1L << 40));
            if (times.Count != size) throw row.Error($"a row of {times.Count} travel times, expected {size}: the matrix is not square");
            travel.Add(times.ToImmutable());
        }
        if (size < machines + 2) throw table.Error($"{size} rows of travel times, expected {machines + 2}: the machines, in-buf, out-buf");
        var (name, vehicles) = (value.Get("name").AsText("a name"), (int)value.Get("agvs").Integer("a number of vehicles", 1, 10_000));
        try
        {
            return new(name, machines, jobs, vehicles, travel.ToImmutable());
        }
        catch (RotaException fault)
        {
            throw value.Error(fault.Message);
        }
    }
}
