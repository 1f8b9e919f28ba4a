using Rota.Randomness;
using Rota.Serving;
using Rota.Serving.Formats;
using Rota.Serving.Generators;

namespace Rota.Studies.Serving.Laps;

/// <summary>The workloads of laps section 6. Prefill instances see a request until its first token: outputs are 1, where nothing else is said.</summary>
internal static class LapsWorkloads
{
    private const double Target = 0.4;
    private const string Lengths = "llm-prefill/lmsys_prompt_len_est.csv.gz";
    private const string Conversations = "llm-prefill/mooncake_conversation_head.jsonl.gz";
    private const string ShareGpt = "llm-prefill/sharegpt_lengths_le8k.csv.gz";

    /// <summary>True when the data is there.</summary>
    public static bool Available => StudyData.Find(Lengths) is not null && StudyData.Find(Conversations) is not null && StudyData.Find(ShareGpt) is not null;

    /// <summary>Workload A: LMSYS prompts by chance, 15 % of them long (8 times as long and 512 more, at most 8000), Poisson.</summary>
    public static Workload A(double rate, int count, ulong seed) => Workload.Of(Poisson($"A-{rate}", Prompts(count, seed, 0.15), rate, seed));

    /// <summary>One class alone: prompts of workload A that are short, or long.</summary>
    public static Workload Alone(bool isLong, double rate, int count, ulong seed) =>
        Workload.Of(Poisson(isLong ? "long" : "short", [.. Prompts(20 * count, seed, 0.15).Where(prompt => prompt > 256 == isLong).Take(count)], rate, seed));

    /// <summary>Many clients that send short prompts, each with a little pause of its own between answer and next prompt: light load, with company to wait for.</summary>
    public static Workload Clients(int clients, int turns, double pause, ulong seed)
    {
        var random = new RandomStream(seed).Split("clients");
        var prompts = Prompts(clients * turns * 2, seed, 0).Where(prompt => prompt <= 256).Take(clients * turns).ToArray();
        var requests = new List<TraceRequest>();
        for (var client = 0; client < clients; client++)
        {
            var start = random.NextDouble() * pause;
            for (var turn = 0; turn < turns; turn++)
                requests.Add(Request(prompts[(client * turns) + turn], start) with { Program = $"c{client}", PauseSeconds = random.NextExponential(pause), SharedWithPrevious = 0 });
        }
        return Workload.Of(new("clients", [.. requests.OrderBy(request => request.ArrivalSeconds)]));
    }

    /// <summary>Workload B: a part of Mooncake's conversations with their block numbers, at a multiple of their rate.</summary>
    public static Workload B(double from, double to, double factor) => Workload.Of(Prefills(ServingTraces.Read(StudyData.Find(Conversations)!).Slice(from, to).ScaleRate(factor)));

    /// <summary>Workload C: clients in a closed loop, ShareGPT lengths, no think time; with answers when prompts and answers share an instance.</summary>
    public static Workload C(int clients, int count, ulong seed, bool answers = false)
    {
        var trace = ServingTraces.Read(StudyData.Find(ShareGpt)!);
        var random = new RandomStream(seed).Split("sharegpt");
        var requests = Enumerable.Range(0, count).Select(_ => trace.Requests[random.Next(trace.Requests.Length)]).Select(r => Request(r.Prompt, 0) with { Output = answers ? r.Output : 1 });
        return Workload.Of(new("C", [.. requests]), new ClosedLoop(clients));
    }

    private static int[] Prompts(int count, ulong seed, double longShare)
    {
        var trace = ServingTraces.Read(StudyData.Find(Lengths)!);
        var random = new RandomStream(seed).Split("lmsys");
        var prompts = new int[count];
        for (var i = 0; i < count; i++)
        {
            prompts[i] = Math.Min(8000, trace.Requests[random.Next(trace.Requests.Length)].Prompt);
            if (random.NextDouble() < longShare) prompts[i] = Math.Min(8000, (8 * prompts[i]) + 512);
        }
        return prompts;
    }

    private static ServingTrace Poisson(string name, IReadOnlyList<int> prompts, double rate, ulong seed) =>
        new ServingTrace(name, [.. prompts.Select(prompt => Request(prompt, 0))]) { HasArrivals = false }.WithArrivals(ArrivalProcess.Poisson(rate), seed);

    private static ServingTrace Prefills(ServingTrace trace) =>
        trace with { Requests = [.. trace.Requests.Select(request => request with { Output = 1, TtftTarget = Target })] };

    private static TraceRequest Request(int prompt, double arrival) => new() { Prompt = prompt, Output = 1, ArrivalSeconds = arrival, TtftTarget = Target };
}
