using System.Globalization;
using Rota.Formats;
using Rota.Randomness;

namespace Rota.Serving.Generators;

/// <summary>Targets, classes and think times for a trace.</summary>
public static class TraceTargets
{
    /// <summary>The same targets for every request, in seconds; null for none.</summary>
    /// <exception cref="RotaException">A target that is not positive.</exception>
    public static ServingTrace WithTargets(this ServingTrace trace, double? ttft, double? tbt)
    {
        Check(ttft, "TTFT");
        Check(tbt, "TBT");
        return Each(trace, request => request with { TtftTarget = ttft, TbtTarget = tbt });
    }

    /// <summary>Targets by class, in seconds.</summary>
    /// <exception cref="RotaException">A class of the trace has none, or one that is not positive.</exception>
    public static ServingTrace WithTargets(this ServingTrace trace, IReadOnlyDictionary<string, (double? Ttft, double? Tbt)> byClass)
    {
        foreach (var (ttft, tbt) in byClass.Values)
        {
            Check(ttft, "TTFT");
            Check(tbt, "TBT");
        }
        return Each(trace, request => byClass.TryGetValue(request.Class, out var targets)
            ? request with { TtftTarget = targets.Ttft, TbtTarget = targets.Tbt }
            : throw new RotaException($"{trace.Name}: no targets for class '{request.Class}', expected one of {string.Join(", ", byClass.Keys)}{Nearest.Hint(request.Class, byClass.Keys)}"));
    }

    /// <summary>A target of the time to the first token by length of the prompt: the first step whose limit is above it.</summary>
    /// <param name="trace">Any trace.</param>
    /// <param name="steps">Prompts below a number of tokens, and their target in seconds; limits rise.</param>
    /// <exception cref="RotaException">Limits that do not rise, a target that is not positive, or a prompt above all limits.</exception>
    public static ServingTrace WithTtftByPrompt(this ServingTrace trace, params IReadOnlyList<(int Below, double Ttft)> steps)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            Check(steps[i].Ttft, "TTFT");
            if (steps[i].Below <= (i == 0 ? 0 : steps[i - 1].Below)) throw new RotaException($"limit {steps[i].Below} stands behind {(i == 0 ? 0 : steps[i - 1].Below)}, expected rising numbers of tokens");
        }
        return Each(trace, request =>
        {
            foreach (var (below, ttft) in steps)
                if (request.Prompt < below) return request with { TtftTarget = ttft };
            throw new RotaException($"{trace.Name}: a prompt of {request.Prompt} tokens has no target, expected one below {(steps.Count == 0 ? 0 : steps[^1].Below)}");
        });
    }

    /// <summary>Every request in one class.</summary>
    public static ServingTrace WithClass(this ServingTrace trace, string name) => Each(trace, request => request with { Class = name });

    /// <summary>Think times for programs that have none: exponential with the given mean, in seconds, behind every turn.</summary>
    /// <exception cref="RotaException">A mean that is not positive, or longer than a day.</exception>
    public static ServingTrace WithThinkTimes(this ServingTrace trace, double meanSeconds, ulong seed = 1)
    {
        if (!(meanSeconds > 0 && meanSeconds <= 86_400))
            throw new RotaException(string.Create(CultureInfo.InvariantCulture, $"mean think time {meanSeconds} s, expected more than 0, at most 86400"));
        var random = new RandomStream(seed).Split("think times");
        return Each(trace, request => request.Program.Length == 0 ? request : request with { PauseSeconds = random.NextExponential(meanSeconds) });
    }

    private static ServingTrace Each(ServingTrace trace, Func<TraceRequest, TraceRequest> change) => trace with { Requests = [.. trace.Requests.Select(change)] };

    private static void Check(double? target, string what)
    {
        if (target is { } value && !(value > 0 && value <= SimTime.MaxSeconds))
            throw new RotaException(string.Create(CultureInfo.InvariantCulture, $"{what} target {value} s, expected more than 0, at most {SimTime.MaxSeconds} s"));
    }
}
