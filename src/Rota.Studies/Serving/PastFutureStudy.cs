using System.Collections.Immutable;
using System.Globalization;
using Rota.Rendering;
using Rota.Serving.Policies;
using Rota.Studies.Serving.PastFuture;

namespace Rota.Studies.Serving;

/// <summary>Past-Future: admission by the future peak of memory, against looking at the moment and against reserving everything; and ours beside the optimum.</summary>
public sealed class PastFutureStudy : IStudy
{
    private static readonly string[] Distributions = ["D1", "D2", "D3"];

    /// <inheritdoc/>
    public string Name => "past-future";

    /// <inheritdoc/>
    public string Paper => "Gong et al., Past-Future Scheduler for LLM Serving under SLA Guarantees, ASPLOS 2025 (arXiv 2507.10150)";

    /// <inheritdoc/>
    public string Description => "admission by predicted future peak memory: the artifact's simulator, closed-loop goodput, real arrivals, vLLM's watermark";

    /// <inheritdoc/>
    public StudyReport Run(StudyOptions options, TextWriter? progress = null, CancellationToken cancellation = default)
    {
        var log = new Log(progress, cancellation);
        var claims = ImmutableArray.CreateBuilder<Claim>();
        var pictures = ImmutableArray.CreateBuilder<StudyPicture>();
        Behaviour(options.Scale, log, claims);
        Goodput(options.Scale, log, claims, pictures);
        Watermark(options.Scale, log, claims);
        OpenLoop(options.Scale, log, claims);
        return new(Name, Paper, options.Scale, claims.ToImmutable(), pictures.ToImmutable());
    }

    /// <summary>The artifact's simulator, cell by cell, and ours in it.</summary>
    private static void Behaviour(StudyScale scale, Log log, ImmutableArray<Claim>.Builder claims)
    {
        ulong[] seeds = scale == StudyScale.Smoke ? [1] : scale == StudyScale.Short ? [1, 2, 3] : [1, 2, 3, 4, 5, 6, 7, 8, 9];
        log.Line($"token-level simulator, 3000 requests, {seeds.Length} seed(s); published figures in brackets");
        (string Workload, string Scheduler, TokenOutcome? Published)[] rows =
        [
            .. BehaviourTable.Published.Select(p => (p.Workload, p.Scheduler, (TokenOutcome?)p.Published)),
            .. Distributions.Select(w => (w, "ours", (TokenOutcome?)null)),
            .. ((string[])["optimum", "past-future", "past-future w200", "past-future w40", "ours"]).Select(s => ("shift", s, (TokenOutcome?)null)),
        ];
        var runs = ServingGrid.Run(
            [.. rows.SelectMany(row => seeds.Select(seed => (row.Workload, row.Scheduler, seed)))],
            cell => BehaviourTable.Measure(cell.Workload, cell.Scheduler, cell.seed), log.Cancellation);
        var outcomes = rows.Select((_, i) => TokenOutcome.Mean(runs[(i * seeds.Length)..((i + 1) * seeds.Length)])).ToArray();
        TokenOutcome At(string workload, string scheduler) => outcomes[Array.FindIndex(rows, row => row.Workload == workload && row.Scheduler == scheduler)];
        for (var i = 0; i < rows.Length; i++) log.Line(BehaviourTable.Row(rows[i].Workload, rows[i].Scheduler, outcomes[i], rows[i].Published));
        foreach (var workload in Distributions)
        {
            var cells = BehaviourTable.Published.Where(p => p.Workload == workload).Select(p => (p.Published, Ours: At(workload, p.Scheduler))).ToArray();
            claims.Add(Claim.Reproduce($"r1-{workload}-steps", $"artifact simulator, {workload}: decode steps of four schedulers", "largest deviation", "%", 0, cells.Max(c => 100 * Math.Abs((c.Ours.Steps / c.Published.Steps) - 1)), 3));
            claims.Add(Claim.Reproduce($"r1-{workload}-memory", $"artifact simulator, {workload}: mean memory use", "largest deviation", "%", 0, cells.Max(c => 100 * Math.Abs((c.Ours.MemoryPercent / c.Published.MemoryPercent) - 1)), 3));
            claims.Add(Claim.Reproduce($"r1-{workload}-evictions", $"artifact simulator, {workload}: evictions per finished request", "largest deviation", "points", 0, cells.Max(c => Math.Abs(c.Ours.EvictionPercent - c.Published.EvictionPercent)), scale == StudyScale.Smoke ? 6 : 2));
        }
        string[] all = [.. Distributions, "shift"];
        claims.Add(Claim.AtMost(
            "r1-ours-steps", "ours: steps over the optimum's, worst of D1-D3 and the shift", "ratio", "ratio", 1.01, all.Max(w => At(w, "ours").Steps / At(w, "optimum").Steps),
            strongest: all.Max(w => At(w, "past-future").Steps / At(w, "optimum").Steps)));
        claims.Add(Claim.AtMost(
            "r1-ours-evictions", "ours: evictions per finished request, worst of D1-D3 and the shift", "share", "%", 2, all.Max(w => At(w, "ours").EvictionPercent),
            strongest: all.Max(w => At(w, "past-future").EvictionPercent)));
        if (scale != StudyScale.Smoke) Frontier(log);
        foreach (var scheduler in (string[])["past-future w40", "past-future w200", "past-future", "ours"])
        {
            var shifts = seeds.Select(seed => BehaviourTable.Shift(scheduler, seed)).ToArray();
            log.Line(string.Create(CultureInfo.InvariantCulture, $"shift, evictions per 100 requests behind D3 to D1: {shifts.Average(s => s.First):0.0}, back: {shifts.Average(s => s.Second):0.0}, Azure code to conversations: {BehaviourTable.AzureShift(scheduler, 1):0.0}  {scheduler}"));
        }
    }

    /// <summary>What fewer evictions cost in steps, and whether a better knowledge of lengths would help.</summary>
    private static void Frontier(Log log)
    {
        double[] risks = [0.01, 0.02, 0.05, 0.1, 0.15, 0.2];
        var cells = Distributions.SelectMany(w => risks.SelectMany(r => ((bool[])[false, true]).Select(known => (Workload: w, Risk: r, Known: known)))).ToArray();
        var runs = ServingGrid.Run(cells, c => BehaviourTable.Measure(c.Workload, c.Risk, c.Known, 1), log.Cancellation);
        var optimum = ServingGrid.Run(Distributions, w => BehaviourTable.Measure(w, "optimum", 1).Steps, log.Cancellation);
        log.Line("ours by risk: steps over the optimum's and evictions per finished request, lengths learnt, and their distribution known from the start");
        for (var i = 0; i < cells.Length; i += 2)
            log.Line(string.Create(CultureInfo.InvariantCulture, $"{cells[i].Workload} risk {cells[i].Risk:0.00}  learnt {Steps(i):0.000} {runs[i].EvictionPercent,5:0.0} %  known {Steps(i + 1):0.000} {runs[i + 1].EvictionPercent,5:0.0} %"));

        double Steps(int i) => runs[i].Steps / optimum[Array.IndexOf(Distributions, cells[i].Workload)];
    }

    /// <summary>Closed-loop goodput with both switches shown.</summary>
    private static void Goodput(StudyScale scale, Log log, ImmutableArray<Claim>.Builder claims, ImmutableArray<StudyPicture>.Builder pictures)
    {
        var smoke = scale == StudyScale.Smoke;
        string[] workloads = ["o1", "D1", "D2", "D3"];
        int[] clients = smoke ? [40, 80] : scale == StudyScale.Short ? [20, 40, 80] : [10, 20, 30, 40, 60, 80, 100];
        ulong[] seeds = smoke ? [1] : [1, 2, 3];
        var cells = workloads.SelectMany(w => clients.Select(c => (Workload: w, Clients: c))).ToArray();
        var policies = GoodputBench.Policies.Where(p => !smoke || !p.Name.EndsWith(" n", StringComparison.Ordinal) && !p.Name.EndsWith(" 1,-", StringComparison.Ordinal) && !p.Name.EndsWith("w40 n,-", StringComparison.Ordinal)).ToArray();
        var grid = cells.SelectMany(cell => policies.SelectMany(policy => seeds.Select(seed => (Cell: new GoodputCell(cell.Workload, cell.Clients, smoke ? 400 : 600, seed), policy.Policy)))).ToArray();
        var runs = ServingGrid.Run(grid, cell => GoodputBench.Measure(cell.Cell, cell.Policy), log.Cancellation);
        GoodputOutcome? At(string workload, int count, string policy)
        {
            var first = ((Array.IndexOf(cells, (workload, count)) * policies.Length) + policies.Select(p => p.Name).ToList().IndexOf(policy)) * seeds.Length;
            var found = runs[first..(first + seeds.Length)].OfType<GoodputOutcome>().ToArray();
            return found.Length == 0 ? null : GoodputOutcome.Mean(found);
        }
        double? Ratio(string workload, int count, string policy, string over) => At(workload, count, policy)?.Goodput / At(workload, count, over)?.Goodput;
        double? Least(IEnumerable<string> of, IEnumerable<int> at, string policy, string over) => of.SelectMany(w => at.Select(c => Ratio(w, c, policy, over))).Min();

        log.Line("closed loop, goodput in tokens/s | evictions and attempts per answer; 1 and n: admissions a round, -: running requests are never given up");
        foreach (var (workload, count) in cells)
            foreach (var (name, _) in policies)
                if (At(workload, count, name) is { } outcome)
                    log.Line(string.Create(CultureInfo.InvariantCulture, $"{workload} {count,3} clients {name,-20} {outcome.Goodput,7:0} | {outcome.Evictions,5:0.00} {outcome.Attempts,6:0.00}  KV {outcome.KvUse:0.00}"));
        var busy = clients.Where(c => c >= 40).ToArray();
        string[] decodeHeavy = ["o1", "D1", "D2"];
        claims.Add(Claim.AtLeast("r2-conservative", "past-future over conservative, worst workload at 40 clients and more", "goodput", "ratio", 1.4, Least(workloads, busy, "past-future w40", "conservative")));
        claims.Add(Claim.AtLeast("r2-published", "past-future over aggressive as published, worst of o1, D1, D2 at 80 clients", "goodput", "ratio", 1.2, Least(decodeHeavy, [80], "past-future w40", "aggressive n,-")));
        claims.Add(Claim.AtLeast("r2-fair", "past-future over aggressive in the same loop, worst cell: the difference of the rule alone", "goodput", "ratio", 1, Least(workloads, busy, "past-future w40", "aggressive 1")));
        claims.Add(Claim.AtMost(
            "r2-evictions", "evictions of past-future over those of aggressive as published, worst workload at 80 clients", "evictions per answer", "ratio", 1.0 / 3,
            workloads.Max(w => At(w, 80, "past-future w40")?.Evictions / Math.Max(1e-9, At(w, 80, "aggressive n,-")?.Evictions ?? 0))));
        claims.Add(Claim.AtLeast(
            "r2-ours", "ours over the optimum, worst cell", "goodput", "ratio", 0.97, Least(workloads, clients, "ours", "optimum"),
            Least(workloads, clients, "past-future w40", "optimum"), Least(workloads, clients, "aggressive 1", "optimum")));
        string[] drawn = ["conservative", "aggressive n,-", "aggressive 1", "past-future w40", "ours", "optimum"];
        foreach (var workload in workloads.Where(w => At(w, clients[0], "ours") is not null))
        {
            var curves = drawn.Select(p => new LineSeries(p, [.. clients.Select(c => new ChartPoint(c, At(workload, c, p)!.Value.Goodput))]) { Dashed = p == "optimum" });
            pictures.Add(new($"past-future-goodput-{workload}", new LineChart($"Goodput, {workload}", "clients", "tokens/s", [.. curves]) { Steps = false }.ToSvg()));
        }
    }

    /// <summary>vLLM's watermark on one GB200.</summary>
    private static void Watermark(StudyScale scale, Log log, ImmutableArray<Claim>.Builder claims)
    {
        ulong[] seeds = scale == StudyScale.Smoke ? [1] : [1, 2, 3];
        log.Line("vLLM, Qwen2.5-7B on one GB200, 128 clients: preemptions and output tokens/s, measured ones in brackets");
        var published = WatermarkAnchor.Published;
        var runs = ServingGrid.Run([.. published.SelectMany(p => seeds.Select(seed => (p.Share, seed)))], c => WatermarkAnchor.Measure(_ => PastFuturePolicies.Watermark(c.Share), c.seed), log.Cancellation);
        (double Preemptions, double Rate)[] means = [.. published.Select((_, i) => runs[(i * seeds.Length)..((i + 1) * seeds.Length)]).Select(r => (r.Average(x => x.Preemptions), r.Average(x => x.OutputRate)))];
        for (var i = 0; i < published.Count; i++)
            log.Line(string.Create(CultureInfo.InvariantCulture, $"watermark {published[i].Share,4:0.00}  preemptions {means[i].Preemptions,5:0} ({published[i].Preemptions:0})  tokens/s {means[i].Rate,6:0} ({published[i].OutputRate:0})  TTFT p50 {runs[i * seeds.Length].TtftP50:0.0} s  gap p99 {runs[i * seeds.Length].GapP99:0.0} ms"));
        claims.Add(Claim.Reproduce("anchor-preemptions", "vLLM on GB200: preemptions without watermark over those with 5 %", "preemptions", "ratio", 5.7, means[0].Preemptions / Math.Max(1, means[2].Preemptions), 1.5));
        claims.Add(Claim.Reproduce("anchor-throughput", "vLLM on GB200: output rate with 5 % over that without", "tokens/s", "%", 5.05, 100 * ((means[2].Rate / means[0].Rate) - 1), 2.5));
    }

    /// <summary>Real arrivals. The paper gives no figure for them; the claim is ours.</summary>
    private static void OpenLoop(StudyScale scale, Log log, ImmutableArray<Claim>.Builder claims)
    {
        var share = scale == StudyScale.Smoke ? 0.05 : scale == StudyScale.Short ? 0.2 : 0.5;
        double[] factors = scale == StudyScale.Smoke ? [1, 2] : [0.5, 1, 2, 3, 4, 6];
        var cells = ((string[])["a100", "rtx-4090"]).SelectMany(gpu => factors.SelectMany(f => OpenLoopBench.Rules.Select(rule => (gpu, f, rule)))).ToArray();
        var runs = ServingGrid.Run(cells, c => OpenLoopBench.Measure(c.gpu, c.f, share, c.rule.Admission), log.Cancellation);
        log.Line("Azure conversations 2023, Llama-3.1-8B, first token within 2 s and gaps within 0.2 s");
        for (var i = 0; i < cells.Length; i++)
            if (runs[i] is { } run)
                log.Line(string.Create(CultureInfo.InvariantCulture, $"{cells[i].gpu,-8} x{cells[i].f}  {cells[i].rule.Name,-16} within {100 * run.Attainment,5:0.0} %  goodput {run.Goodput,5:0.00}/s  evictions {run.Evictions,5}  queue p99 {run.QueueP99,6:0.0} s  KV {run.KvUse:0.00}"));
        double? Mean(string rule) => cells.Select((c, i) => (c, Run: runs[i])).Where(x => x.c.gpu == "rtx-4090" && x.c.rule.Name == rule).Average(x => x.Run?.Goodput);
        claims.Add(Claim.Above(
            "r3-ours", "Azure arrivals on an RTX 4090, ours against the best other rule without an oracle, mean over rates", "goodput", "requests/s",
            Mean("ours"), ((string[])["vllm", "watermark 5 %", "conservative", "past-future w40"]).Max(Mean)));
    }

    private sealed record Log(TextWriter? Output, CancellationToken Cancellation)
    {
        public void Line(string text) => Output?.WriteLine(text);
    }
}
