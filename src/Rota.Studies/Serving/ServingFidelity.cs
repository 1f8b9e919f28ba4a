using System.Collections.Immutable;
using System.Globalization;
using Rota.Formats;
using Rota.Serving;
using Rota.Serving.Engine;
using Rota.Serving.Formats;
using Rota.Serving.Latency;
using Rota.Serving.Policies;
using Rota.Serving.Results;
using Rota.Serving.Simulation;
using Rota.Statistics;

namespace Rota.Studies.Serving;

/// <summary>Measured runs of vLLM 0.19 beside the same workload rehearsed: the simulator's fidelity.</summary>
public static class ServingFidelity
{
    /// <summary>The runs whose measurements are shared.</summary>
    public static ImmutableArray<FidelityCase> Cases { get; } =
    [
        new("RTX 4090, Llama-3.1-8B, memory-bound", "rtx-4090", "llama-3.1-8b", 1, 1, 256, 2588,
            "llm-groundtruth/sharegpt300_llama31_8b_workload.jsonl.gz", "llm-groundtruth/vllm019_rtx4090_llama31_8b.csv", 0.02),
        new("RTX PRO 6000, Llama-3.1-8B", "rtx-pro-6000", "llama-3.1-8b", 1, 1, 128, 0,
            "llm-groundtruth/sharegpt300_llama31_8b_workload.jsonl.gz", "llm-groundtruth/vllm019_rtxpro6000_llama31_8b.csv", 0.03),
        new("2 x RTX PRO 6000, Qwen3-32B, tensor parallel over PCIe", "rtx-pro-6000", "qwen3-32b", 2, 1, 128, 0,
            "serving/sharegpt_qwen3_300_blocks16.jsonl.gz", "serving/vllm_run_RTXPRO6000_Qwen3-32B.csv.gz", 0.08) { Gated = false },
        new("2 x RTX PRO 6000, Qwen3-32B, tensor parallel over PCIe, from its kernel tables", "rtx-pro-6000", "qwen3-32b", 2, 1, 128, 0,
            "serving/sharegpt_qwen3_300_blocks16.jsonl.gz", "serving/vllm_run_RTXPRO6000_Qwen3-32B.csv.gz", 0.08) { Profile = "rtxpro6000_qwen3_32b_tp2" },
        new("2 x RTX PRO 6000, Qwen3-30B-A3B, two instances, experts over both", "rtx-pro-6000", "qwen3-30b-a3b", 1, 2, 128, 0,
            "llm-groundtruth/sharegpt300_qwen3_workload.jsonl.gz", "llm-groundtruth/vllm019_rtxpro6000x2_qwen3_30b_a3b_dp2ep2.csv", 0.08) { Gated = false, ExpertParallel = 2 },
        new("2 x RTX PRO 6000, Qwen3-30B-A3B, two instances, from its kernel tables", "rtx-pro-6000", "qwen3-30b-a3b", 1, 2, 128, 0,
            "llm-groundtruth/sharegpt300_qwen3_workload.jsonl.gz", "llm-groundtruth/vllm019_rtxpro6000x2_qwen3_30b_a3b_dp2ep2.csv", 0.08)
        { ExpertParallel = 2, Profile = "rtxpro6000_qwen3_30b_a3b_tp1" },
    ];

    /// <summary>Rehearses a case; null when its files are absent.</summary>
    /// <param name="run">The run.</param>
    /// <param name="phi">Factor on decode attention beside prefill rows; null for the GPU's own.</param>
    /// <param name="options">How to run.</param>
    public static FidelityResult? Measure(FidelityCase run, double? phi = null, RunOptions? options = null)
    {
        if (StudyData.Find(run.WorkloadFile) is not { } workloadFile || StudyData.Find(run.MeasuredFile) is not { } measuredFile) return null;
        var trace = ServingTraces.Read(workloadFile);
        var (model, gpu) = (ModelShapes.Find(run.Model), Gpus.Find(run.Gpu));
        var parallelism = new Parallelism(run.TensorParallel, run.ExpertParallel, run.ExpertParallel > 1 ? run.ExpertParallel / run.TensorParallel : 1);
        ILatencyModel latency = new AnalyticLatency(model, gpu, new AnalyticOptions { MixedPenalty = phi, Parallelism = parallelism });
        if (run.Profile is { } tables)
        {
            if (Profile(tables, model.IsMoe) is not { } profile) return null;
            latency = new ProfiledLatency(model, gpu, profile, new ProfiledOptions { Parallelism = parallelism });
        }
        var limits = new EngineLimits
        {
            KvBlocks = run.KvBlocks > 0 ? run.KvBlocks : KvCapacity.Of(model, gpu, parallelism).Blocks,
            MaxSequences = run.MaxSequences,
            TokenBudget = 2048,
        };
        var fleet = Fleet.Of(new InstanceSpec(limits, latency, ServingPolicies.Find("vllm")), run.Instances) with { Lockstep = run.ExpertParallel > 1 };
        return new(run, Rows(measuredFile), ServingRun.Of(Workload.Of(trace), fleet, options));
    }

    private static LatencyProfile? Profile(string name, bool experts)
    {
        return Open("dense") is { } dense && Open("attention") is { } attention && Open("per_sequence") is { } rows
            ? LatencyProfile.Read(dense, attention, rows, experts ? Open("moe") : null)
            : null;

        TextInput? Open(string part) => StudyData.Find($"llm-hw-profile/{name}_{part}.csv.gz") is { } file ? TextInput.Open(file) : null;
    }

    private static ImmutableArray<MeasuredRequest> Rows(string file)
    {
        var lines = System.Text.Encoding.UTF8.GetString(TextInput.Open(file).Text).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var heads = lines[0].Split(',');
        int[] columns = [.. new[] { "arrival_s", "first_token_s", "last_token_s", "output_tokens" }.Select(name => Array.IndexOf(heads, name))];
        return [.. lines.Skip(1).Select(line => line.Split(',')).Select(f => new MeasuredRequest(Number(f[columns[0]]), Number(f[columns[1]]), Number(f[columns[2]]), (int)Number(f[columns[3]])))];
    }

    private static double Number(string field) => double.Parse(field, CultureInfo.InvariantCulture);
}

/// <summary>A measured run.</summary>
/// <param name="Name">For reports.</param>
/// <param name="Gpu">GPU.</param>
/// <param name="Model">Model.</param>
/// <param name="TensorParallel">GPUs an instance.</param>
/// <param name="Instances">Instances.</param>
/// <param name="MaxSequences">max_num_seqs.</param>
/// <param name="KvBlocks">Blocks of 16 tokens; 0 to compute them.</param>
/// <param name="WorkloadFile">Requests.</param>
/// <param name="MeasuredFile">Measured times.</param>
/// <param name="MeanTolerance">Relative error of the means that is accepted.</param>
public sealed record FidelityCase(
    string Name, string Gpu, string Model, int TensorParallel, int Instances, int MaxSequences, int KvBlocks, string WorkloadFile, string MeasuredFile, double MeanTolerance)
{
    /// <summary>A test holds it; false for a run that is off by more than is asked for, and is reported so.</summary>
    public bool Gated { get; init; } = true;

    /// <summary>GPUs that share the experts; 1 when each has them all.</summary>
    public int ExpertParallel { get; init; } = 1;

    /// <summary>Measured kernels that price the steps, by the beginning of their files' names; null for the analytic law.</summary>
    public string? Profile { get; init; }
}

/// <summary>Measured times of a request, seconds.</summary>
public readonly record struct MeasuredRequest(double Arrival, double FirstToken, double LastToken, int Output);

/// <summary>Measured and rehearsed side by side.</summary>
/// <param name="Case">The run.</param>
/// <param name="Measured">What was measured.</param>
/// <param name="Simulated">What the rehearsal gave.</param>
public sealed record FidelityResult(FidelityCase Case, ImmutableArray<MeasuredRequest> Measured, RunResult Simulated)
{
    /// <summary>Largest relative error of a mean.</summary>
    public double WorstMeanError => Metrics().Where(m => m.Name.EndsWith("mean", StringComparison.Ordinal)).Max(m => Math.Abs((m.Simulated / m.Measured) - 1));

    /// <summary>The metrics: name, measured and simulated value in seconds.</summary>
    public IEnumerable<(string Name, double Measured, double Simulated)> Metrics()
    {
        var requests = Simulated.Requests.ToArray();
        foreach (var (name, measured, simulated) in new (string, double[], double[])[]
        {
            ("TTFT", [.. Measured.Select(m => m.FirstToken - m.Arrival)], [.. requests.Select(r => r.Ttft)]),
            ("TPOT", [.. Measured.Select(m => (m.LastToken - m.FirstToken) / Math.Max(1, m.Output - 1))], [.. requests.Select(r => r.Tpot)]),
            ("E2E", [.. Measured.Select(m => m.LastToken - m.Arrival)], [.. requests.Select(r => r.Latency)]),
        })
        {
            yield return (name + " mean", measured.Average(), simulated.Average());
            foreach (var q in new[] { 0.5, 0.9, 0.99 })
                yield return ($"{name} p{q * 100:0}", Quantiles.Exact(measured, q), Quantiles.Exact(simulated, q));
        }
    }
}
