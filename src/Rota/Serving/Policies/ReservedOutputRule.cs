using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>How <see cref="ReservedOutput"/> decides.</summary>
internal sealed class ReservedOutputRule : Admission
{
    private const int StepsAhead = 20;
    private readonly ReservedOutput options;
    private readonly double first;
    private double share;
    private long since;
    private double reserved;
    private int countedAdmitted;
    private int last = -1;

    public ReservedOutputRule(ReservedOutput options)
    {
        this.options = options;
        first = share = Math.Min(1, options.InitialShare * options.Conservativeness);
    }

    // A refusal may turn as the share decays; batchings that ask anew only when a request ended, as SGLang does, need not mind.
    public override bool IsStable => options.LeastPart == 1;

    /// <summary>The share that is believed at a number of decoding steps.</summary>
    public double ShareAt(long decodeSteps) => Math.Max(Math.Min(share, first * options.LeastPart), share - (first * (1 - options.LeastPart) * (decodeSteps - since) / options.DecaySteps));

    public override void Preempted(ServingView view, int request)
    {
        if (options.LeastPart == 1) return;
        double decoded = 0, most = 0;
        var others = 0;
        for (var running = view.FirstRunning; running >= 0; running = view.NextRunning(running))
        {
            if (running == request) continue;
            decoded += view.Generated(running);
            most += Most(view, running);
            others++;
        }
        share = Math.Min(1, (decoded + (StepsAhead * others)) / (most + 1));
        since = view.DecodeSteps;
    }

    public override void BeginRound(ServingView view, StepDraft draft)
    {
        if (view.RunningCount == 0) (share, since) = (first, view.DecodeSteps);
        var believed = ShareAt(view.DecodeSteps);
        (reserved, countedAdmitted) = (0, draft.Admitted);
        for (var running = view.FirstRunning; running >= 0; running = view.NextRunning(running))
            if (!draft.IsGone(running)) reserved += (Math.Max(0, Most(view, running) - view.Generated(running)) * believed) + view.Remaining(running) - 1;
    }

    public override AdmissionVerdict Decide(ServingView view, StepDraft draft, int request)
    {
        // The answer of a request that entered in this step counts whole; its prompt's blocks are off the free ones already.
        if (draft.Admitted > countedAdmitted)
        {
            reserved += Answer(view, last);
            countedAdmitted = draft.Admitted;
        }
        last = request;
        var needed = view.Known(request) - view.CachedTokens(request) + Answer(view, request);
        return view.RunningCount + draft.Admitted == 0 || needed < (draft.FreeBlocks * (double)view.Limits.BlockSize) - reserved ? AdmissionVerdict.Admit : AdmissionVerdict.Stop;
    }

    private int Answer(ServingView view, int request) => Math.Max(0, Most(view, request) - view.Generated(request));

    private int Most(ServingView view, int request) => Math.Min(view.DeclaredMax(request) ?? options.Undeclared, options.Clip);
}
