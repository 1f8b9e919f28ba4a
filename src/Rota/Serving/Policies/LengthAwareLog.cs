using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>What <see cref="LengthAwareSteps"/> counts: depths of short steps, graphs and their padding, window and boundary over time.</summary>
internal sealed class LengthAwareLog(int instance)
{
    private readonly List<PolicyMeasure> curves = [];
    private readonly Dictionary<int, int> depths = [];
    private long shortSteps;
    private long longSteps;
    private long graphSteps;
    private long graphTokens;
    private long paddedTokens;
    private long lastWindow = -1;

    public IEnumerable<PolicyMeasure> Measures =>
    [
        new("short-steps", instance, 0, shortSteps),
        new("long-steps", instance, 0, longSteps),
        new("graph-steps", instance, 0, graphSteps),
        new("graph-tokens", instance, 0, graphTokens),
        new("padded-tokens", instance, 0, paddedTokens),
        .. depths.OrderBy(pair => pair.Key).Select(pair => new PolicyMeasure("depth", instance, pair.Key, pair.Value)),
        .. curves,
    ];

    public void Dispatched(long now, StepPlan plan, long window, double boundary)
    {
        if (shortSteps++ == 0) curves.Add(new("boundary-tokens", instance, SimTime.ToSeconds(now), boundary));
        depths[plan.Prefills.Count] = depths.GetValueOrDefault(plan.Prefills.Count) + 1;
        CountGraph(plan);
        if (window == lastWindow) return;
        lastWindow = window;
        curves.Add(new("window-ms", instance, SimTime.ToSeconds(now), (double)window / SimTime.Millisecond));
    }

    public void Packed(StepPlan plan)
    {
        longSteps++;
        CountGraph(plan);
    }

    public void Refitted(long now, double boundary) => curves.Add(new("boundary-tokens", instance, SimTime.ToSeconds(now), boundary));

    private void CountGraph(StepPlan plan)
    {
        if (plan.GraphBatch == 0) return;
        graphSteps++;
        foreach (var item in plan.Prefills) graphTokens += item.Tokens;
        paddedTokens += (long)plan.GraphBatch * plan.GraphLength;
    }
}
