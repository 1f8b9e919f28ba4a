namespace Rota.Serving.Latency;

/// <summary>Says how long steps last on some hardware with some model. Deterministic, without allocation, no clock.</summary>
public interface ILatencyModel
{
    /// <summary>For reports: "llama-3.1-8b on a100, analytic".</summary>
    string Name { get; }

    /// <summary>Layers of the model.</summary>
    int Layers { get; }

    /// <summary>The cost of a step.</summary>
    StepCost Step(in StepShape shape);

    /// <summary>
    /// Ends of the segments at which a prefill-only pass can be stopped, as picoseconds from the start of the pass, increasing, the last one its whole
    /// duration. Two a layer: behind attention and behind the MLP.
    /// </summary>
    /// <param name="shape">The pass; decodes are 0.</param>
    /// <param name="ends">At least <c>2 * Layers</c> long.</param>
    /// <returns>How many ends were written.</returns>
    int Segments(in StepShape shape, Span<long> ends);

    /// <summary>Average power model: joules of a step of this cost, all GPUs together.</summary>
    double Energy(in StepCost cost);

    /// <summary>KV bytes of one token, all GPUs together.</summary>
    long KvBytesPerToken { get; }

    /// <summary>Picoseconds a request spends outside steps before its first token (HTTP, tokenizer).</summary>
    long RequestOverhead { get; }
}
