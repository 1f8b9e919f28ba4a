using Rota.Randomness;
using Rota.Simulation;

namespace Rota.Studies.Simulation;

/// <summary>What happens in an M/M/1 queue; the order is that of events at the same time.</summary>
internal enum MM1Event
{
    Departure,
    Arrival,
}

/// <summary>One server, arrivals and services exponential, first come first served. Two events a job.</summary>
internal struct MM1Queue(ulong seed, long jobs, double arrivalRate, double serviceRate) : IEventHandler<MM1Event>
{
    private readonly RandomStream arrivals = new RandomStream(seed).Split("arrivals");
    private readonly RandomStream services = new RandomStream(seed).Split("services");
    private readonly Queue<long> waiting = new();
    private readonly double ticksBetweenArrivals = TimeSpan.TicksPerSecond / arrivalRate;
    private readonly double ticksOfService = TimeSpan.TicksPerSecond / serviceRate;
    private long come;
    private bool busy;
    private double waited;

    /// <summary>Mean time in the queue before service, in seconds.</summary>
    public readonly double MeanWait => waited / jobs / TimeSpan.TicksPerSecond;

    /// <summary>Runs the queue from empty until the last job has left.</summary>
    /// <returns>Mean wait in seconds, and how many events were handled.</returns>
    public static (double MeanWait, long Events) Run(ulong seed, long jobs, double arrivalRate, double serviceRate)
    {
        var simulation = new Simulation<MM1Event>();
        var queue = new MM1Queue(seed, jobs, arrivalRate, serviceRate);
        queue.ScheduleArrival(simulation);
        var events = simulation.Run(ref queue);
        return (queue.MeanWait, events);
    }

    /// <inheritdoc/>
    public void Handle(in MM1Event happening, Simulation<MM1Event> simulation)
    {
        if (happening == MM1Event.Arrival)
        {
            if (busy) waiting.Enqueue(simulation.Now);
            else Serve(simulation);
            ScheduleArrival(simulation);
        }
        else if (waiting.TryDequeue(out var arrived))
        {
            waited += simulation.Now - arrived;
            Serve(simulation);
        }
        else
        {
            busy = false;
        }
    }

    private void ScheduleArrival(Simulation<MM1Event> simulation)
    {
        if (come++ == jobs) return;
        Schedule(simulation, MM1Event.Arrival, arrivals.NextExponential(ticksBetweenArrivals));
    }

    private void Serve(Simulation<MM1Event> simulation)
    {
        busy = true;
        Schedule(simulation, MM1Event.Departure, services.NextExponential(ticksOfService));
    }

    private static void Schedule(Simulation<MM1Event> simulation, MM1Event happening, double after) =>
        simulation.Schedule(simulation.Now + (long)after, (int)happening, happening);
}
