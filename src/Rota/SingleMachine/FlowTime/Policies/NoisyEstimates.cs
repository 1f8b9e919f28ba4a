using Rota.Randomness;

namespace Rota.SingleMachine.FlowTime.Policies;

/// <summary>Estimates of whole jobs that are off by a factor, log-uniform around the truth.</summary>
public static class NoisyEstimates
{
    /// <summary>An estimate a job, by number.</summary>
    /// <param name="problem">The jobs.</param>
    /// <param name="distortion">Largest estimate over truth times largest truth over estimate, at least 1.</param>
    /// <param name="seed">Same seed, same estimates.</param>
    /// <exception cref="RotaException">A distortion below 1, or not finite.</exception>
    public static Func<int, long> Of(FlowProblem problem, double distortion, ulong seed)
    {
        if (!(distortion >= 1 && double.IsFinite(distortion))) throw new RotaException($"distortion {distortion}, expected a finite number of at least 1");
        var random = new RandomStream(seed).Split("flow-time estimates");
        var half = Math.Log(distortion) / 2;
        var estimates = new long[problem.Jobs.Length];
        for (var j = 0; j < estimates.Length; j++)
            estimates[j] = (long)Math.Clamp(Math.Round(problem.Jobs[j].Work * Math.Exp(random.NextUniform(-half, half))), 1, FlowProblem.Horizon);
        return job => estimates[job];
    }
}
