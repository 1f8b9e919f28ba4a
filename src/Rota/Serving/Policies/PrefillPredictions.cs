using Rota.Randomness;
using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>Predictions of prefill times at work: the fitted law with the error, bias and running correction that the options ask for.</summary>
internal sealed class PrefillPredictions
{
    private readonly PredictorOptions options;
    private readonly PrefillPredictor predictor;
    private readonly RandomStream errors;
    private readonly Dictionary<int, double> factors = [];
    private readonly Dictionary<int, long> stopped = [];
    private readonly long overhead;
    private double correction = 1;
    private double logCorrection;

    public PrefillPredictions(PredictorOptions options, PolicyContext context)
    {
        this.options = options.Validated();
        predictor = PrefillPredictor.Profile(
            context.Profile, options.ChunkTokens, SimTime.FromSeconds(options.ControlMilliseconds / 1e3), SimTime.FromSeconds(options.ChunkControlMilliseconds / 1e3));
        overhead = context.Profile.RequestOverhead;
        errors = context.Random.Split("prefill-predictor");
    }

    /// <summary>Picoseconds that a pass of <paramref name="tokens"/> tokens headed by a request is predicted to take.</summary>
    public long For(int request, int tokens)
    {
        var time = predictor.For(tokens);
        return options.Bias == 1 && options.ErrorSigma == 0 && options.OnlineWeight == 0 ? time : (long)(time * options.Bias * Factor(request) * correction);
    }

    /// <summary>Picoseconds that a started or waiting request still needs: for all of its pass, less the time that the pass has run.</summary>
    public long Remaining(ServingView view, int request)
    {
        var others = Math.Max(0, view.PassTokens(request) - view.ChunkInProgress(request));
        return Math.Max(0, For(request, view.ToCompute(request) + others) - view.PassTime(request));
    }

    /// <summary>A step over prompts ended; corrects the predictions by how long its pass took in all, stops not counted.</summary>
    public void Learn(ServingView view, StepPlan plan, long duration)
    {
        if (options.OnlineWeight == 0 || plan.Decodes || plan.Prefills.Count == 0) return;
        var head = plan.Prefills[0];
        stopped.Remove(head.Request, out var before);
        if (view.ChunkInProgress(head.Request) > 0)
        {
            stopped[head.Request] = before + duration;
            return;
        }
        // Only prompts that were computed in one pass tell how long a prompt of their length takes.
        if (head.Past != 0 || head.Tokens < view.Prompt(head.Request)) return;
        var tokens = 0;
        foreach (var item in plan.Prefills) tokens += item.Tokens;
        var predicted = predictor.For(tokens) * options.Bias * Factor(head.Request);
        if (predicted <= 0) return;
        logCorrection += options.OnlineWeight * (Math.Log((before + duration + overhead) / predicted) - logCorrection);
        correction = Math.Exp(logCorrection);
    }

    private double Factor(int request)
    {
        if (options.ErrorSigma == 0) return 1;
        if (!factors.TryGetValue(request, out var factor)) factors[request] = factor = errors.Split(request).NextLogNormal(0, options.ErrorSigma);
        return factor;
    }
}
