namespace Rota.Serving.Latency;

/// <summary>What the analytic latency can be told beside model and GPU; the defaults are those of serving-simulator 4.1 and 4.2 (vLLM with CUDA graphs).</summary>
public sealed record AnalyticOptions
{
    /// <summary>How the model is spread over GPUs.</summary>
    public Parallelism Parallelism { get; init; } = Parallelism.None;

    /// <summary>Which experts a batch touches; null for <see cref="ExpertCoverage.Measured"/>.</summary>
    public ExpertCoverage? Coverage { get; init; }

    /// <summary>How much of the shorter of reading and computing experts is not hidden by the longer: 0.5, or 1 to add them.</summary>
    public double ExpertOverlap { get; init; } = 0.5;

    /// <summary>Factor on decode attention beside prefill rows, phi; null for the GPU's own.</summary>
    public double? MixedPenalty { get; init; }

    /// <summary>Engine time a step, microseconds, c_step; null for the GPU's own, 1000. Eager Python engines take 4000 and more.</summary>
    public double? StepMicroseconds { get; init; }

    /// <summary>Engine time a sequence, microseconds, c_seq; null for the GPU's own, 10.</summary>
    public double? SequenceMicroseconds { get; init; }

    /// <summary>Time of a request outside steps before its first token, milliseconds, c_api: 10 to 16 over HTTP, 0 in process.</summary>
    public double RequestMilliseconds { get; init; }

    /// <summary>Time of the output head, microseconds; null to compute it from vocabulary and bandwidth.</summary>
    public double? HeadMicroseconds { get; init; }

    /// <summary>Weights of all linear layers, for laws that state another number than the shape gives; null for the shape's.</summary>
    public double? LinearParameters { get; init; }

    /// <summary>Time that launching the kernels of a pass takes, microseconds; a pass without captured graph takes no less. 0 when launches hide.</summary>
    public double LaunchMicroseconds { get; init; }

    /// <summary>Engine time of a step that replays a captured graph, microseconds; null for the same as other steps.</summary>
    public double? ReplayMicroseconds { get; init; }

    /// <summary>Decode batches are padded to the sizes of captured graphs: 1, 2, 4, then multiples of 8 up to 512.</summary>
    public bool PadDecodes { get; init; }

    /// <summary>All-reduce among the GPUs of the tensor group; null for the GPU's own.</summary>
    public AllReduceRate? AllReduce { get; init; }

    /// <summary>What the GPUs draw; null for the GPU's own.</summary>
    public PowerRates? Power { get; init; }

    /// <summary>Makes sure that the numbers make sense.</summary>
    /// <exception cref="RotaException">They do not; all faults at once.</exception>
    public AnalyticOptions Checked()
    {
        var faults = new List<string>();
        Range(ExpertOverlap, 0, 1, "expert overlap");
        Range(MixedPenalty ?? 1, 0.1, 100, "mixed penalty");
        Range(StepMicroseconds ?? 0, 0, 1e8, "step microseconds");
        Range(SequenceMicroseconds ?? 0, 0, 1e6, "sequence microseconds");
        Range(RequestMilliseconds, 0, 1e6, "request milliseconds");
        Range(HeadMicroseconds ?? 0, 0, 1e8, "head microseconds");
        Range(LinearParameters ?? 1, 1, 1e15, "linear parameters");
        Range(LaunchMicroseconds, 0, 1e8, "launch microseconds");
        Range(ReplayMicroseconds ?? 0, 0, 1e8, "replay microseconds");
        return faults.Count == 0 ? this : throw new RotaException("latency options: " + string.Join("; ", faults));

        void Range(double value, double min, double max, string what)
        {
            if (!(value >= min && value <= max)) faults.Add(FormattableString.Invariant($"{what} {value}, expected {min} to {max}"));
        }
    }
}
