using System.Globalization;
using Rota.Randomness;
using Rota.Serving;
using Rota.Serving.Engine;
using Rota.Serving.Latency;
using Rota.Serving.Policies;
using Rota.Serving.Simulation;

namespace Rota.Studies.Serving;

/// <summary>Speed of the serving simulator, beside the same rules in plain Python, and its fidelity beside measured runs.</summary>
public static class ServingBenchmark
{
    private const int PeerRequests = 640;

    // Less than 64 requests need at their longest: the peer has to preempt as well.
    private const int PeerTokens = 40_000;

    /// <summary>Measures and prints.</summary>
    /// <param name="output">Where the figures go.</param>
    /// <param name="cancellation">Stops between runs.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void Run(TextWriter output, CancellationToken cancellation)
    {
        Speed(output, cancellation);
        foreach (var run in ServingFidelity.Cases)
        {
            cancellation.ThrowIfCancellationRequested();
            Fidelity(output, run);
        }
    }

    private static void Speed(TextWriter output, CancellationToken cancellation)
    {
        var batch = Workload.Of(Batch(64 * 400));
        Row(output, "steps a second at batch 64, every step planned, target 1,000,000", Best(() => ServingRun.Of(batch, Llama(400_000, 64), new RunOptions { Jumps = false }, cancellation).StepCount));
        Peer(output, cancellation);
        var arrivals = new RandomStream(1);
        var at = 0.0;
        var chat = Workload.Of(Requests(10_000, 300, _ => 200, _ => at += arrivals.NextExponential(0.05)));
        var (_, seconds) = Timed(() => ServingRun.Of(chat, Llama(400_000), null, cancellation).StepCount, 3);
        Write(output, $"10,000 requests of 200 tokens with jumps, target 0.1 s: {seconds:F3} s");
        at = 0;
        var prompts = Workload.Of(Requests(1_000_000, 500, _ => 1, _ => at += arrivals.NextExponential(0.1)));
        (_, seconds) = Timed(() => ServingRun.Of(prompts, Llama(400_000), null, cancellation).StepCount, 1);
        Write(output, $"1,000,000 requests of a prompt only, target 10 s: {seconds:F2} s");
    }

    /// <summary>The same rules on the same requests in plain Python: as many steps, how much slower.</summary>
    private static void Peer(TextWriter output, CancellationToken cancellation)
    {
        if (PythonScript.Run("python3", "serving_plain.py", [$"{PeerRequests}", $"{PeerTokens}", "64", "2048"], cancellation) is not { } words)
        {
            Write(output, $"plain Python: there is no python3 here");
            return;
        }
        var steps = long.Parse(words[0], CultureInfo.InvariantCulture);
        var slow = steps / double.Parse(words[1], CultureInfo.InvariantCulture);
        var workload = Workload.Of(Batch(PeerRequests));
        long count = 0;
        var rate = Best(() => count = ServingRun.Of(workload, Llama(PeerTokens, 64), new RunOptions { Jumps = false }, cancellation).StepCount);
        Write(output, $"the same rules in plain Python, {PeerRequests} requests: {slow:N0} steps a second, {rate / slow:F0} times slower; steps {steps} there, {count} here");
    }

    private static double Best(Func<long> run)
    {
        run();
        var (count, seconds) = Timed(run, 3);
        return count / seconds;
    }

    private static (long Count, double Seconds) Timed(Func<long> run, int times)
    {
        var best = double.PositiveInfinity;
        long count = 0;
        for (var i = 0; i < times; i++)
        {
            var began = TimeProvider.System.GetTimestamp();
            count = run();
            best = Math.Min(best, TimeProvider.System.GetElapsedTime(began).TotalSeconds);
        }
        return (count, best);
    }

    private static ServingTrace Batch(int count) => Requests(count, 100, i => 500 + (i * 7919 % 1000), _ => 0);

    private static Fleet Llama(int tokens, int sequences = 256) => Fleet.Of(new InstanceSpec(
        new EngineLimits { KvBlocks = tokens / 16, MaxSequences = sequences }, new AnalyticLatency(ModelShapes.Find("llama-3.1-8b"), Gpus.Find("h100")), ServingPolicies.Find("vllm")));

    private static ServingTrace Requests(int count, int prompt, Func<int, int> output, Func<int, double> arrival) =>
        new("bench", [.. Enumerable.Range(0, count).Select(i => new TraceRequest { ArrivalSeconds = arrival(i), Prompt = prompt, Output = output(i) })]);

    private static void Fidelity(TextWriter output, FidelityCase run)
    {
        if (ServingFidelity.Measure(run) is not { } result)
        {
            Write(output, $"{run.Name}: the measured run is not here");
            return;
        }
        Write(output, $"{run.Name}: {result.Simulated.Preemptions} preemptions, {result.Simulated.HitTokens} prefix-hit tokens, {result.Simulated.StepCount} steps; means asked for within {100 * run.MeanTolerance:F0} %: {(result.WorstMeanError <= run.MeanTolerance ? "reached" : "short")}");
        foreach (var (name, measured, simulated) in result.Metrics())
            Write(output, $"  {name,-10} measured {measured,10:F4} s, rehearsed {simulated,10:F4} s, {100 * ((simulated / measured) - 1),6:F2} %");
    }

    private static void Row(TextWriter output, string what, double value) => Write(output, $"{what}: {value:N0}");

    private static void Write(TextWriter output, FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
