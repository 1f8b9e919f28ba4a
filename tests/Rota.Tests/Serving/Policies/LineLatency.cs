using Rota.Serving;
using Rota.Serving.Latency;

namespace Rota.Tests.Serving.Policies;

/// <summary>A millisecond a prompt token and 10 ms a decode step, spread evenly over 10 layers of two halves: times that are easy to work out by hand.</summary>
internal sealed class LineLatency : ILatencyModel
{
    public string Name => "a millisecond a token";

    public int Layers => 10;

    public long KvBytesPerToken => 1;

    public long RequestOverhead { get; init; }

    public StepCost Step(in StepShape shape)
    {
        var tokens = 0;
        foreach (var chunk in shape.Prefills) tokens += chunk.New;
        return new((tokens * SimTime.Millisecond) + (shape.Decodes > 0 ? 10 * SimTime.Millisecond : 0));
    }

    public int Segments(in StepShape shape, Span<long> ends)
    {
        var duration = Step(shape).Duration;
        for (var i = 0; i < 20; i++) ends[i] = duration * (i + 1) / 20;
        return 20;
    }

    public double Energy(in StepCost cost) => SimTime.ToSeconds(cost.Duration);
}
