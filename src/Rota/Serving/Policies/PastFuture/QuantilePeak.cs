using System.Runtime.InteropServices;
using Rota.Serving.Engine;

namespace Rota.Serving.Policies.PastFuture;

/// <summary><see cref="QuantilePeakAdmission"/> at work.</summary>
internal sealed class QuantilePeak(QuantilePeakAdmission options, ulong seed) : MemoryAdmission
{
    private const int EnoughOfAClass = 30;
    private readonly PeakScenarios scenarios = new(options.Scenarios, seed);
    private readonly LengthSurvival all = new(options.Lengths);
    private readonly Dictionary<int, LengthSurvival> classes = [];
    private readonly List<int> generated = [];
    private bool learnt;
    private double limit;

    /// <summary>Requests outlive their lengths in scenarios while they decode.</summary>
    public override bool IsStable => false;

    public override void Finished(ServingView view, int request) => Learn(view, request, whole: true);

    public override void Aborted(ServingView view, int request)
    {
        if (view.Generated(request) > 0) Learn(view, request, whole: false);
    }

    protected override void Begin(ServingView view, StepDraft draft)
    {
        if (learnt) Estimate(view);
        scenarios.Begin(view.DecodeSteps);
        var sum = 0L;
        for (var request = view.FirstRunning; request >= 0; request = view.NextRunning(request))
        {
            if (draft.IsGone(request)) continue;
            var used = view.Known(request) + (Waste(view) / 2);
            sum += used;
            scenarios.Runs(request, used, view.Generated(request), Cap(view, request), Of(view, request), learnt);
        }
        scenarios.Ready();
        learnt = false;
        // What several requests share was summed once for each of them.
        var shared = Math.Max(0, sum - (InUse(view, draft) - (view.Limits.KvTokens - Capacity(view))) - (view.RunningCount * (long)view.Limits.BlockSize));
        limit = (Capacity(view) * (1 - options.Reserve)) + shared;
    }

    protected override bool Fits(ServingView view, StepDraft draft, int request)
    {
        var used = ((long)draft.BlocksToAdmit(request, view.Known(request)) * view.Limits.BlockSize) - (Waste(view) / 2);
        return scenarios.Fits(request, used, view.Generated(request), Cap(view, request), Of(view, request), limit, options.Risk);
    }

    protected override void Entered() => scenarios.Admit();

    private void Learn(ServingView view, int request, bool whole)
    {
        learnt = true;
        all.Add(view.Generated(request), whole);
        if (!options.ByClass) return;
        if (!classes.TryGetValue(view.Class(request), out var own)) classes[view.Class(request)] = own = new(options.Lengths);
        own.Add(view.Generated(request), whole);
    }

    private void Estimate(ServingView view)
    {
        Running(view, -1);
        all.Estimate(CollectionsMarshal.AsSpan(generated));
        if (classes.Count < 2) return;
        foreach (var (@class, own) in classes)
        {
            Running(view, @class);
            own.Estimate(CollectionsMarshal.AsSpan(generated));
        }
    }

    private void Running(ServingView view, int @class)
    {
        generated.Clear();
        for (var request = view.FirstRunning; request >= 0; request = view.NextRunning(request))
            if (@class < 0 || view.Class(request) == @class) generated.Add(view.Generated(request));
    }

    private LengthSurvival Of(ServingView view, int request) =>
        classes.Count >= 2 && classes.TryGetValue(view.Class(request), out var own) && own.Count >= EnoughOfAClass ? own : all;

    private int Cap(ServingView view, int request) => view.DeclaredMax(request) ?? options.DefaultMaximum;
}
