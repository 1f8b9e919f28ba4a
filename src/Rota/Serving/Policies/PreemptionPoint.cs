namespace Rota.Serving.Policies;

/// <summary>Where a pass over a prompt can be stopped.</summary>
public enum PreemptionPoint
{
    /// <summary>Behind attention and behind the MLP of every layer, two a layer: FlowPrefill as released.</summary>
    Operator,

    /// <summary>Behind QKV, attention, output projection, gate and up, down: five a layer, the operators that the paper names.</summary>
    FineOperator,

    /// <summary>Behind every layer.</summary>
    Layer,

    /// <summary>Behind every chunk.</summary>
    Chunk,

    /// <summary>Behind the prompt: never.</summary>
    Prompt,
}
