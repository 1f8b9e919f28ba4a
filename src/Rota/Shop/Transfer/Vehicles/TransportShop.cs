using System.Collections.Immutable;

namespace Rota.Shop.Transfer.Vehicles;

/// <summary>
/// A job shop whose jobs are carried by vehicles: from the input buffer to the first machine, from machine to machine, and to the output buffer. A vehicle carries one job;
/// taking and putting down takes no time of its own. Times are the instance's units.
/// </summary>
public sealed class TransportShop
{
    /// <summary>A shop.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="machines">Number of machines.</param>
    /// <param name="jobs">Operations of each job: machine and duration.</param>
    /// <param name="vehicles">Number of vehicles.</param>
    /// <param name="travel">Times between places: the machines, then the input buffers, then the output buffer.</param>
    /// <exception cref="RotaException">It breaks a rule; the message names it.</exception>
    public TransportShop(string name, int machines, IEnumerable<ImmutableArray<(int Machine, long Duration)>> jobs, int vehicles, ImmutableArray<ImmutableArray<long>> travel)
    {
        (Name, Machines, Jobs, Vehicles, Travel) = (name, machines, [.. jobs], vehicles, travel);
        if (machines < 1 || Jobs.IsEmpty) throw new RotaException($"{name}: has no {(machines < 1 ? "machine" : "job")}");
        if (vehicles < 1) throw new RotaException($"{name}: has {vehicles} vehicles, expected at least 1");
        if (travel.Length < machines + 2) throw new RotaException($"{name}: the travel matrix has {travel.Length} rows, expected at least {machines + 2}: machines, input, output");
        for (var row = 0; row < travel.Length; row++)
        {
            if (travel[row].Length != travel.Length)
                throw new RotaException($"{name}: row {row + 1} of the travel matrix has {travel[row].Length} times, expected {travel.Length}: it is not square");
            if (travel[row].Any(time => time < 0)) throw new RotaException($"{name}: row {row + 1} of the travel matrix has a negative time");
        }
        foreach (var job in Jobs)
            if (job.IsEmpty || job.Any(o => o.Machine < 0 || o.Machine >= machines || o.Duration < 0)) throw new RotaException($"{name}: a job has no operation, or one on no machine or of negative length");
        InputOf = [.. Jobs.Select((_, j) => travel.Length - machines == 2 ? machines : machines + (j % (travel.Length - machines - 1)))];
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Number of machines.</summary>
    public int Machines { get; }

    /// <summary>Operations of each job.</summary>
    public ImmutableArray<ImmutableArray<(int Machine, long Duration)>> Jobs { get; }

    /// <summary>Number of vehicles; vehicle v starts at machine v modulo their number.</summary>
    public int Vehicles { get; }

    /// <summary>Times between places.</summary>
    public ImmutableArray<ImmutableArray<long>> Travel { get; }

    /// <summary>The place each job starts in.</summary>
    public ImmutableArray<int> InputOf { get; init; }

    /// <summary>The place every job ends in.</summary>
    public int Output => Travel.Length - 1;

    /// <summary>True (the default) when a job is finished only in the output buffer, false when with the end of its last operation.</summary>
    public bool WayOut { get; init; } = true;

    /// <summary>Where each vehicle starts.</summary>
    public ImmutableArray<int> VehicleStart { get; init; } = [];

    /// <summary>Times a job is carried.</summary>
    public int LegsOf(int job) => Jobs[job].Length + (WayOut ? 1 : 0);

    /// <summary>The same shop, whose jobs are finished with their last operations.</summary>
    public TransportShop WithoutWayOut() => new(Name, Machines, Jobs, Vehicles, Travel) { InputOf = InputOf, VehicleStart = VehicleStart, WayOut = false };

    /// <summary>The place a vehicle starts in.</summary>
    public int StartOf(int vehicle) => VehicleStart.IsEmpty ? vehicle % Machines : VehicleStart[vehicle];

    /// <summary>The longest job's operations and ways, and the busiest machine with the shortest ways to and from it: no plan is shorter.</summary>
    public long Bound
    {
        get
        {
            long bound = 0;
            var (work, head, tail) = (new long[Machines], new long[Machines], new long[Machines]);
            Array.Fill(head, long.MaxValue);
            Array.Fill(tail, long.MaxValue);
            for (var j = 0; j < Jobs.Length; j++)
            {
                var (at, time) = (InputOf[j], 0L);
                var total = Length(j);
                foreach (var (machine, duration) in Jobs[j])
                {
                    time += Travel[at][machine];
                    work[machine] += duration;
                    head[machine] = Math.Min(head[machine], time);
                    time += duration;
                    tail[machine] = Math.Min(tail[machine], total - time);
                    at = machine;
                }
                bound = Math.Max(bound, total);
            }
            for (var m = 0; m < Machines; m++)
                if (work[m] > 0) bound = Math.Max(bound, head[m] + work[m] + tail[m]);
            return bound;
        }
    }

    /// <summary>Notes on travel times that are odd and yet valid.</summary>
    public ImmutableArray<string> Notes
    {
        get
        {
            var notes = ImmutableArray.CreateBuilder<string>();
            var count = Travel.Length;
            if (Pairs().Any(p => Travel[p.A][p.B] != Travel[p.B][p.A])) notes.Add("travel times are not the same in both directions");
            if (Pairs().Any(p => Enumerable.Range(0, count).Any(via => Travel[p.A][via] + Travel[via][p.B] < Travel[p.A][p.B]))) notes.Add("some direct ways are longer than ways around (triangle inequality)");
            return notes.ToImmutable();

            IEnumerable<(int A, int B)> Pairs() => Enumerable.Range(0, count).SelectMany(a => Enumerable.Range(0, count).Select(b => (a, b)));
        }
    }

    /// <summary>The same shop as a line: machines that keep waiting jobs in order of arrival, vehicles as robots that carry without handling times.</summary>
    /// <param name="unit">Milliseconds that one of the shop's time units becomes.</param>
    public TransferLine ToLine(long unit = 1)
    {
        ImmutableArray<ImmutableArray<long>> ways = [.. Travel.Select(row => (ImmutableArray<long>)[.. row.Select(time => time * unit)])];
        var stations = new List<Station>();
        for (var m = 0; m < Machines; m++) stations.Add(new($"m-{m}") { Capacity = Jobs.Length, Servers = 1, X = 2000 * m });
        for (var b = Machines; b < Output; b++) stations.Add(new($"in-{b - Machines}", StationKind.Input) { X = 2000 * Machines, Z = 1000 * (b - Machines) });
        stations.Add(new("out", StationKind.Output) { X = 2000 * (Machines + 1) });
        ImmutableArray<long> none = [.. Enumerable.Repeat(0L, stations.Count)];
        var robots = Enumerable.Range(0, Vehicles).Select(v => new Robot($"vehicle {v + 1}", ways) { Pick = none, Place = none, Home = StartOf(v) });
        var recipes = Jobs.Select((job, j) => new Recipe($"job {j + 1}", [.. job.Select(o => new RecipeStep([o.Machine], o.Duration * unit))]));
        return new(Name, stations, robots, recipes) { Arrivals = new() { Lot = [.. Enumerable.Range(0, Jobs.Length)], AnyOrder = true, Ports = InputOf }, Notes = Notes };
    }

    private long Length(int j)
    {
        var (at, time) = (InputOf[j], 0L);
        foreach (var (machine, duration) in Jobs[j])
        {
            time += Travel[at][machine] + duration;
            at = machine;
        }
        return WayOut ? time + Travel[at][Output] : time;
    }
}
