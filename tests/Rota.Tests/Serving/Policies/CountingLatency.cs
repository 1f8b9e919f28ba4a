using Rota.Serving.Latency;

namespace Rota.Tests.Serving.Policies;

/// <summary>A latency model that counts which prompt tokens pass which layers.</summary>
internal sealed class CountingLatency(ILatencyModel inner) : ILatencyModel
{
    public long[] PromptTokens { get; } = new long[inner.Layers];

    public long DecodeTokens { get; private set; }

    public string Name => inner.Name;

    public int Layers => inner.Layers;

    public long KvBytesPerToken => inner.KvBytesPerToken;

    public long RequestOverhead => inner.RequestOverhead;

    public StepCost Step(in StepShape shape)
    {
        DecodeTokens += shape.Decodes;
        foreach (var chunk in shape.Prefills)
            for (var layer = chunk.LayerFrom; layer < (chunk.LayerTo == 0 ? Layers : chunk.LayerTo); layer++) PromptTokens[layer] += chunk.New;
        return inner.Step(shape);
    }

    public int Segments(in StepShape shape, Span<long> ends) => inner.Segments(shape, ends);

    public double Energy(in StepCost cost) => inner.Energy(cost);
}
