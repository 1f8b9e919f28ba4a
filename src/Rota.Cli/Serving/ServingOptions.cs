using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Rota.Cli.Input;
using Rota.Formats;
using Rota.Serving;
using Rota.Serving.Engine;
using Rota.Serving.Formats;
using Rota.Serving.Generators;
using Rota.Serving.Latency;
using Rota.Serving.Policies;
using Rota.Serving.Rehearsal;
using Rota.Serving.Results;

namespace Rota.Cli.Serving;

/// <summary>The options that all serving verbs share: trace, fleet, policies, targets. Added to a command, read from its parse.</summary>
internal sealed class ServingOptions
{
    private readonly Argument<string> trace = new("trace")
    {
        HelpName = "TRACE",
        Description = "a request trace (see rota formats), or a generator such as synthetic-mix:rate=6,requests=2000",
    };

    private readonly Option<string?> hardware = TypedOption.Text("--hardware", "GPU", "GPU by name, or a hardware file (default h100)").Suggesting(Gpus.All.Select(gpu => gpu.Name));
    private readonly Option<string?> model = TypedOption.Text("--model", "MODEL", "model by name, or a config.json (default llama-3.1-8b)").Suggesting(ModelShapes.All.Select(shape => shape.Name));
    private readonly Option<long?> tensor = TypedOption.Number("--tp", "GPUs an instance, tensor parallel (default 1)", 1, 64);
    private readonly Option<long?> instances = TypedOption.Number("--instances", "instances behind the router (default 1)", 1, 4096);
    private readonly Option<bool> experts = TypedOption.Flag("--expert-parallel", "experts are spread over all instances, which then step together");
    private readonly Option<string?> split = TypedOption.Text("--split", "P:D", "P prefill and D decode instances instead, such as 1:1");
    private readonly Option<string?> placement = TypedOption.Text("--placement", "NAME", "the router (default the policy's own, or round-robin)").Suggesting(PolicyChoices.Placements.Keys);
    private readonly Option<long?> sequences = TypedOption.Number("--max-num-seqs", "most requests at once in an instance (default 256)", 1, 1_000_000);
    private readonly Option<long?> budget = TypedOption.Number("--max-num-batched-tokens", "most tokens a step (default as vLLM: 8192 on large GPUs, else 2048)", 1, 10_000_000);
    private readonly Option<long?> kvBlocks = TypedOption.Number("--kv-blocks", "KV blocks an instance (default computed from memory and model)", 1, 100_000_000);
    private readonly Option<long?> blockSize = TypedOption.Number("--block-size", "tokens a KV block (default 16)", 1, 4096);
    private readonly Option<double?> fraction = TypedOption.Create<double?>("--gpu-memory-utilization", "X", "share of GPU memory for the engine (default 0.9)", text => Real(text, 0.01, 1));
    private readonly Option<long?> length = TypedOption.Number("--max-model-len", "longest context (default the model's)", 1, int.MaxValue);
    private readonly Option<bool> noCache = TypedOption.Flag("--no-prefix-caching", "blocks of known content are not found again");
    private readonly Option<double?> overhead = TypedOption.Create<double?>("--request-overhead", "MS", "milliseconds of a request outside steps, HTTP and tokenizer (default 0)", text => Real(text, 0, 1e6));
    private readonly Option<string?> targets = TypedOption.Text("--slo", "TARGETS", "targets where the trace has none: ttft=2s,tbt=200ms,e2e=30s");
    private readonly Option<string?> arrivals = TypedOption.Text("--arrivals", "PROCESS", "draw arrivals anew: poisson:6 (requests or programs a second), gamma:6:2.5 (with CV), constant:6");
    private readonly Option<string?> clients = TypedOption.Text("--closed-loop", "N[:THINK]", "N clients that send the next request when the last is answered, after THINK");
    private readonly Option<long?> most = TypedOption.Number("--requests", "only the first N requests, programs whole", 1, int.MaxValue);
    private readonly Option<bool> sort = TypedOption.Flag("--sort", "sort a trace that is not in order of arrival");
    private readonly Option<long?> seeds = TypedOption.Number("--seeds", "runs of each policy: parts of a recorded trace one after the other, draws of a generated one (default 1)", 1, 1000);
    private readonly Option<double?> warmUp = TypedOption.Create<double?>("--warm-up", "SHARE", "share of each run's requests that is not counted (default 0)", text => Real(text, 0, 0.9));
    private readonly Option<long?> workers = TypedOption.Number("--workers", $"runs at once (default all cores: {Environment.ProcessorCount})", 1, 1024);

    public ServingOptions(Command command)
    {
        command.Arguments.Add(trace);
        foreach (var option in new Option[] { hardware, model, tensor, instances, experts, split, placement, sequences, budget, kvBlocks, blockSize, fraction, length, noCache, overhead, targets, arrivals, clients, most, sort, seeds, warmUp, workers })
            command.Options.Add(option);
    }

    /// <summary>The trace as the user named it.</summary>
    public string TraceName(ParseResult parse) => parse.GetValue(trace)!;

    /// <summary>The trace itself, as a single run would see it.</summary>
    public ServingTrace Trace(ParseResult parse) => Arrive(parse, ReadTrace(parse), 1);

    /// <summary>The targets of <c>--slo</c>.</summary>
    public ServiceTargets Targets(ParseResult parse) => parse.GetValue(targets) is { } text ? ReadTargets(text) : new();

    /// <summary>Runs at once.</summary>
    public int Workers(ParseResult parse) => (int)(parse.GetValue(workers) ?? Environment.ProcessorCount);

    /// <summary>The fleet.</summary>
    public EngineRequest Engine(ParseResult parse)
    {
        var (prefill, decode) = parse.GetValue(split) is { } text ? ReadSplit(text) : (0, 0);
        return new EngineRequest
        {
            Gpu = FindGpu(parse.GetValue(hardware) ?? "h100"),
            Model = FindModel(parse.GetValue(model) ?? "llama-3.1-8b"),
            TensorParallel = (int)(parse.GetValue(tensor) ?? 1),
            Instances = (int)(parse.GetValue(instances) ?? 1),
            ExpertParallel = parse.GetValue(experts),
            PrefillInstances = prefill,
            DecodeInstances = decode,
            MaxSequences = (int)(parse.GetValue(sequences) ?? 256),
            TokenBudget = (int?)parse.GetValue(budget),
            KvBlocks = (int?)parse.GetValue(kvBlocks),
            BlockSize = (int)(parse.GetValue(blockSize) ?? 16),
            MemoryFraction = parse.GetValue(fraction) ?? 0.9,
            MaxModelLength = (int?)parse.GetValue(length),
            PrefixCaching = !parse.GetValue(noCache),
            RequestMilliseconds = parse.GetValue(overhead) ?? 0,
            Placement = parse.GetValue(placement) is { } name ? PolicyChoices.Replace(ServingPolicies.Find("vllm"), "placement", name).Placement : null,
        };
    }

    /// <summary>The whole plan; rates and policies are the verb's.</summary>
    public RehearsalPlan Plan(ParseResult parse, ImmutableArray<ServingPolicy> policies, ImmutableArray<double> rates)
    {
        var count = (int)(parse.GetValue(seeds) ?? 1);
        return new RehearsalPlan
        {
            Trace = Draws(parse, count),
            Engine = Engine(parse),
            Policies = policies,
            Rates = rates,
            Seeds = count,
            Targets = Targets(parse),
            WarmUp = parse.GetValue(warmUp) ?? 0,
            Loop = parse.GetValue(clients) is { } loop ? ReadLoop(loop) : null,
            Parallel = Workers(parse),
        };
    }

    /// <summary>What the seeds are, in words.</summary>
    public string SeedWords(ParseResult parse)
    {
        var count = parse.GetValue(seeds) ?? 1;
        if (count == 1) return "one run a policy";
        return ServingGenerators.Knows(TraceName(parse)) || parse.GetValue(arrivals) is not null ? $"{count} draws" : $"{count} consecutive parts of the trace";
    }

    private Func<int, ServingTrace> Draws(ParseResult parse, int count)
    {
        var spec = TraceName(parse);
        if (ServingGenerators.Knows(spec))
        {
            var first = new Lazy<ServingTrace>(() => Arrive(parse, ReadTrace(parse), 1));
            return seed => seed == 1 ? first.Value : Arrive(parse, Cut(parse, ServingGenerators.Create(WithSeed(spec, seed))), seed);
        }
        var read = new Lazy<ServingTrace>(() => ReadTrace(parse));
        if (parse.GetValue(arrivals) is not null || parse.GetValue(clients) is not null || count == 1) return seed => Arrive(parse, read.Value, seed);
        return seed => read.Value.Slice((seed - 1.0) / count, (double)seed / count);
    }

    private ServingTrace ReadTrace(ParseResult parse)
    {
        var name = TraceName(parse);
        if (ServingGenerators.Knows(name) && !File.Exists(name)) return Cut(parse, ServingGenerators.Create(name));
        if (!Path.Exists(name) && name != "-" && !name.Contains('/', StringComparison.Ordinal) && !name.Contains('.', StringComparison.Ordinal))
            throw new RotaException($"'{name}' is neither a file nor a generator{Suggestion.Of(name, ServingGenerators.All.Select(g => g.Name))}");
        return Cut(parse, ServingTraces.Read(name, new TraceReadOptions { Sort = parse.GetValue(sort) }));
    }

    private ServingTrace Cut(ParseResult parse, ServingTrace read) => parse.GetValue(most) is { } count ? read.Take((int)count) : read;

    private ServingTrace Arrive(ParseResult parse, ServingTrace read, int seed)
    {
        if (parse.GetValue(arrivals) is { } text) return read.WithArrivals(ReadArrivals(text), (ulong)seed);
        if (!read.HasArrivals && parse.GetValue(clients) is null)
            throw new RotaException($"{read.Name} holds lengths without arrivals: say how they come, --arrivals poisson:RATE or --closed-loop N");
        return read;
    }

    /// <summary>A generator's seed is the user's, counted on.</summary>
    private static string WithSeed(string spec, int seed)
    {
        var parts = spec.Split(':', 2);
        var parameters = parts.Length == 1 ? [] : CommaList.Of(parts[1]).ToList();
        var own = parameters.FindIndex(p => p.StartsWith("seed=", StringComparison.OrdinalIgnoreCase));
        var start = own >= 0 && long.TryParse(parameters[own].AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 1;
        if (own >= 0) parameters.RemoveAt(own);
        parameters.Add(string.Create(CultureInfo.InvariantCulture, $"seed={start + seed - 1}"));
        return $"{parts[0]}:{string.Join(',', parameters)}";
    }

    private static Gpu FindGpu(string text) => File.Exists(text) ? HardwareFile.Read(TextInput.Open(text)) : Gpus.Find(text);

    private static ModelShape FindModel(string text) => File.Exists(text) ? ModelConfigFile.Read(TextInput.Open(text)) : ModelShapes.Find(text);

    private static (int Prefill, int Decode) ReadSplit(string text)
    {
        var parts = text.Split(':');
        return parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var prefill) && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var decode) && prefill > 0 && decode > 0
            ? (prefill, decode)
            : throw new RotaException($"--split: '{text}' is not P:D with at least one of each, such as 1:1");
    }

    private static ClosedLoop ReadLoop(string text)
    {
        var parts = text.Split(':', 2);
        if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count < 1)
            throw new RotaException($"--closed-loop: '{text}' is not N or N:THINK, such as 64:2s");
        return new(count, parts.Length == 2 ? Duration.Read(parts[1]).TotalSeconds : 0);
    }

    private static ArrivalProcess ReadArrivals(string text)
    {
        var parts = text.Split(':');
        var rate = parts.Length >= 2 ? Real(parts[1], 1e-9, 1e9) : 0;
        return (parts[0], parts.Length) switch
        {
            ("poisson", 2) => ArrivalProcess.Poisson(rate),
            ("constant", 2) => ArrivalProcess.Constant(rate),
            ("gamma", 3) => ArrivalProcess.Gamma(rate, Real(parts[2], 1e-3, 1e3)),
            _ => throw new RotaException($"--arrivals: '{text}' is not poisson:RATE, gamma:RATE:CV or constant:RATE"),
        };
    }

    /// <summary>Reads <c>ttft=2s,tbt=200ms,e2e=30s</c>.</summary>
    public static ServiceTargets ReadTargets(string text)
    {
        var read = new ServiceTargets();
        foreach (var part in CommaList.Of(text))
        {
            var sign = part.Split('=', 2);
            if (sign.Length != 2) throw new RotaException($"--slo: '{part}' is not NAME=TIME, such as ttft=2s");
            var seconds = Duration.Read(sign[1]).TotalSeconds;
            read = sign[0] switch
            {
                "ttft" => read with { TtftSeconds = seconds },
                "tbt" or "itl" => read with { TbtSeconds = seconds },
                "e2e" or "latency" => read with { LatencySeconds = seconds },
                _ => throw new RotaException($"--slo: unknown target '{sign[0]}'{Suggestion.Of(sign[0], ["ttft", "tbt", "e2e"])}"),
            };
        }
        return read;
    }

    /// <summary>Reads a real number of a range.</summary>
    public static double Real(string text, double least, double most) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new RotaException(string.Create(CultureInfo.InvariantCulture, $"'{text}' is not a number from {least} to {most}"));
}
