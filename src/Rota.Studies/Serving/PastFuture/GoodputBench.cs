using Rota.Serving;
using Rota.Serving.Engine;
using Rota.Serving.Formats;
using Rota.Serving.Generators;
using Rota.Serving.Latency;
using Rota.Serving.Policies;
using Rota.Serving.Simulation;

namespace Rota.Studies.Serving.PastFuture;

/// <summary>
/// The paper's goodput experiment: Llama-2-7B on an A100 with 120,000 tokens of KV in blocks of one token, clients in a closed loop that ask again for what failed;
/// an answer counts when its first token came within 10 s and every gap was at most 1.5 s.
/// </summary>
public static class GoodputBench
{
    /// <summary>The file of ShareGPT-o1 lengths.</summary>
    public const string LengthFile = "serving/sharegpt_o1_lengths.csv";

    private const double TtftSeconds = 10;
    private const double GapSeconds = 1.5;

    private static readonly ILatencyModel Latency = new RooflineLatency(ModelShapes.Find("llama-2-7b"), Gpus.Find("a100"));

    private static readonly EngineLimits Limits = new() { KvBlocks = 120_000, BlockSize = 1, MaxSequences = 1000, TokenBudget = 18_000, PrefixCaching = false };

    /// <summary>Requests of a workload (o1, D1, D2 or D3); null when its file is absent. Seeds above 100 are for tuning: o1 then takes the end of the file, else a piece of its first three fifths.</summary>
    /// <param name="workload">Its name.</param>
    /// <param name="seed">Of the generator; o1 stands in the order of its file.</param>
    /// <param name="requests">How many.</param>
    public static ServingTrace? Trace(string workload, ulong seed, int requests)
    {
        ServingTrace trace;
        if (workload == "o1")
        {
            if (StudyData.Find(LengthFile) is not { } file) return null;
            var all = ServingTraces.Read(file);
            trace = (seed > 100 ? all.Slice(0.6, 1) : all.Slice(0.148 * ((seed - 1) % 3), 0.6)).Take(requests);
        }
        else
        {
            trace = UniformRequests.Create(BehaviourTable.Options(workload) with { Requests = requests, Seed = seed });
        }
        return trace with { Requests = [.. trace.Requests.Select(r => r with { TtftTarget = TtftSeconds, TbtTarget = GapSeconds })] };
    }

    /// <summary>Runs a policy; null when the workload's file is absent.</summary>
    /// <param name="cell">What.</param>
    /// <param name="policy">The policy of a workload, which an oracle has to be given.</param>
    public static GoodputOutcome? Measure(GoodputCell cell, Func<Workload, ServingPolicy> policy)
    {
        if (Trace(cell.Workload, cell.Seed, cell.Requests) is not { } trace) return null;
        var workload = Workload.Of(trace, new ClosedLoop(cell.Clients, Retry: true) { RetryMissed = true });
        var options = new RunOptions { Seed = cell.Seed, UntilSeconds = 100_000 };
        return GoodputOutcome.Of(ServingRun.Of(workload, Fleet.Of(new(Limits, Latency, policy(workload))), options));
    }

    /// <summary>The policies by the names of the study, each with its loop; the switches one by one are left out when time is short.</summary>
    public static IReadOnlyList<(string Name, Func<Workload, ServingPolicy> Policy)> Policies { get; } =
    [
        ("conservative", _ => PastFuturePolicies.Conservative),
        ("aggressive n,-", _ => PastFuturePolicies.AggressiveAsPublished),
        ("aggressive n", _ => PastFuturePolicies.On("aggressive n", new AggressiveWatermark(), new() { AdmitsPerRound = null })),
        ("aggressive 1,-", _ => PastFuturePolicies.On("aggressive 1,-", new AggressiveWatermark(), new() { AbortRunningSeconds = null })),
        ("aggressive 1", _ => PastFuturePolicies.Aggressive),
        ("past-future w40", _ => PastFuturePolicies.PastFuture),
        ("past-future w1000", _ => PastFuturePolicies.PastFutureLongWindow),
        ("past-future w40 n,-", _ => PastFuturePolicies.On("past-future n,-", new PastFutureAdmission(), new() { AdmitsPerRound = null, AbortRunningSeconds = null })),
        ("ours", _ => PastFuturePolicies.QuantilePeak),
        ("optimum", workload => PastFuturePolicies.Optimum(Oracle.Of(workload))),
    ];
}
