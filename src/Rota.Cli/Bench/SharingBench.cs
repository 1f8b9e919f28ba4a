using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using System.Threading.RateLimiting;
using Rota.Cli.Input;
using Rota.Hosting;

namespace Rota.Cli.Bench;

/// <summary>What <c>bench sharing</c> measures: the live fair queues beside what .NET has.</summary>
internal static class SharingBench
{
    private const int Items = 50_000;
    private static readonly (string Name, double Weight)[] Users = [("one", 1), ("two", 2), ("four", 4)];

    public static Command Create(Terminal terminal)
    {
        var time = TypedOption.Time("--time", "time of full load for the weights (default 60s)");
        var command = new Command("sharing", "the live fair queues: cost of an item beside .NET's own, a flood, weights under full load") { time };
        command.SetAction(parse => BenchOptions.Run(terminal, () => Run(terminal.Out, parse.GetValue(time) ?? TimeSpan.FromSeconds(60), terminal.Interruption.Token)));
        return command;
    }

    private static void Run(TextWriter output, TimeSpan load, CancellationToken cancellation)
    {
        Overheads(output, cancellation);
        Flood(output, cancellation);
        if (!cancellation.IsCancellationRequested) Weights(output, load, cancellation);
    }

    private static void Overheads(TextWriter output, CancellationToken cancellation)
    {
        output.WriteLine("| an item through | processor time, ns | beside | ns | times |");
        output.WriteLine("| --- | ---: | --- | ---: | ---: |");
        Row("FairTaskScheduler, 10 users", "TaskScheduler.Default", Tasks(new FairTaskScheduler()), Tasks(null));
        Row("FairChannel, 10 users", "Channel.CreateUnbounded", () => Channels(Fair()), () => Channels(Channel.CreateUnbounded<(string, int)>()));
        Row("FairChannel, 10,000 users", "Channel.CreateUnboundedPrioritized", () => Channels(Fair(), 10_000), () => Channels(Channel.CreateUnboundedPrioritized<(string User, int Number)>(new() { Comparer = Comparer<(string User, int Number)>.Create((a, b) => a.Number.CompareTo(b.Number)) }), 10_000));
        Row("FairRateLimiter", "ConcurrencyLimiter", Fairly, Plainly);

        void Row(string own, string other, Action fair, Action plain)
        {
            if (cancellation.IsCancellationRequested) return;
            var (ours, theirs) = (Best(fair), Best(plain));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {own} | {ours:0} | {other} | {theirs:0} | {ours / theirs:0.0} |"));
        }

        static FairChannel<(string User, int Number)> Fair() => new(new(item => item.User));
    }

    /// <summary>Nanoseconds of processor time an item, the best of three runs after a first one that warms up: others on the machine do not count.</summary>
    private static double Best(Action run)
    {
        var best = double.PositiveInfinity;
        for (var i = 0; i < 4; i++)
        {
            var began = Environment.CpuUsage.TotalTime;
            run();
            if (i > 0) best = Math.Min(best, (Environment.CpuUsage.TotalTime - began).TotalNanoseconds / Items);
        }
        return best;
    }

    private static Action Tasks(FairTaskScheduler? fair)
    {
        var schedulers = Enumerable.Range(0, 10).Select(u => fair is null ? TaskScheduler.Default : fair.For($"user{u}")).ToArray();
        return () =>
        {
            using var done = new CountdownEvent(Items);
            for (var i = 0; i < Items; i++) Task.Factory.StartNew(() => done.Signal(), CancellationToken.None, TaskCreationOptions.None, schedulers[i % schedulers.Length]);
            done.Wait();
        };
    }

    private static void Channels(Channel<(string User, int Number)> channel, int users = 10)
    {
        var names = Enumerable.Range(0, users).Select(u => $"user{u}").ToArray();
        for (var i = 0; i < Items; i++) channel.Writer.TryWrite((names[i % users], i));
        while (channel.Reader.TryRead(out _)) { }
    }

    private static void Fairly()
    {
        using var limiter = new FairRateLimiter<string>(new(8), user => user);
        for (var i = 0; i < Items; i++) limiter.AttemptAcquire("user").Dispose();
    }

    private static void Plainly()
    {
        using var limiter = new ConcurrencyLimiter(new() { PermitLimit = 8 });
        for (var i = 0; i < Items; i++) limiter.AttemptAcquire().Dispose();
    }

    /// <summary>One user sends 1,000 items, then another one; a reader takes a millisecond for each. How long the other waits.</summary>
    private static void Flood(TextWriter output, CancellationToken cancellation)
    {
        output.WriteLine();
        output.WriteLine("| one user sends 1,000 items of 1 ms, another then 1 | items before the other's | the other waits, ms |");
        output.WriteLine("| --- | ---: | ---: |");
        Row("FairChannel", new FairChannel<(string User, int Number)>(new(item => item.User)));
        Row("Channel.CreateUnbounded", Channel.CreateUnbounded<(string User, int Number)>());

        void Row(string name, Channel<(string User, int Number)> channel)
        {
            if (cancellation.IsCancellationRequested) return;
            for (var i = 0; i < 1000; i++) channel.Writer.TryWrite(("flood", i));
            channel.Reader.TryRead(out _);
            channel.Writer.TryWrite(("single", 0));
            var (began, before) = (Stopwatch.GetTimestamp(), 0);
            while (channel.Reader.TryRead(out var item) && item.User != "single")
            {
                Busy(TimeSpan.FromMilliseconds(1));
                before++;
            }
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {before} | {Stopwatch.GetElapsedTime(began).TotalMilliseconds:0.0} |"));
        }
    }

    /// <summary>Users of weights 1, 2 and 4 whose tasks keep a pool of two busy: shares of the time that tasks ran.</summary>
    private static void Weights(TextWriter output, TimeSpan load, CancellationToken cancellation)
    {
        var weights = Users.ToDictionary(user => user.Name, user => user.Weight);
        var scheduler = new FairTaskScheduler(new() { Concurrency = 2, Weight = user => weights[user] });
        var served = new long[Users.Length];
        var (stop, began) = (0, Stopwatch.GetTimestamp());
        // Each user has four tasks in line at any time; tasks of the users differ in length.
        var chains = Users.SelectMany((user, u) => Enumerable.Range(0, 4).Select(_ => Chain(user.Name, u))).ToArray();
        while (Stopwatch.GetElapsedTime(began) < load && !cancellation.IsCancellationRequested) cancellation.WaitHandle.WaitOne(50);
        var shares = Enumerable.Range(0, Users.Length).Select(u => Interlocked.Read(ref served[u])).ToArray();
        Volatile.Write(ref stop, 1);
        Task.WhenAll(chains).GetAwaiter().GetResult();
        var (all, sum) = (shares.Sum(), Users.Sum(user => user.Weight));
        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| user, weight ({load.TotalSeconds:0} s of full load) | share | due | off by |"));
        output.WriteLine("| --- | ---: | ---: | ---: |");
        foreach (var (user, share) in Users.Zip(shares))
        {
            var (own, due) = ((double)share / all, user.Weight / sum);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {user.Name}, {user.Weight} | {100 * own:0.00} % | {100 * due:0.00} % | {100 * ((own / due) - 1):0.00} % |"));
        }

        async Task Chain(string user, int u)
        {
            while (Volatile.Read(ref stop) == 0)
                await scheduler.Run(user, () =>
                {
                    var from = Stopwatch.GetTimestamp();
                    Busy(TimeSpan.FromMilliseconds(1 + (2 * u)));
                    Interlocked.Add(ref served[u], Stopwatch.GetTimestamp() - from);
                }, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static void Busy(TimeSpan time)
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < time) { }
    }
}
