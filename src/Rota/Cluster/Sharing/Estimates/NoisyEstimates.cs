using Rota.Randomness;

namespace Rota.Cluster.Sharing.Estimates;

/// <summary>The truth of every job times a factor drawn for it: log-normal with median 1, or even between 1 - spread and 1 + spread.</summary>
public sealed class NoisyEstimates : WorkEstimates
{
    private readonly double[] factors;
    private readonly PoolWorkload workload;

    private NoisyEstimates(PoolWorkload workload, ulong seed, Func<RandomStream, double> draw)
    {
        this.workload = workload;
        var random = new RandomStream(seed).Split("estimates");
        factors = [.. workload.Jobs.Select((_, j) => draw(random.Split(j)))];
    }

    /// <summary>Factors exp(sigma z).</summary>
    public static NoisyEstimates LogNormal(PoolWorkload workload, double sigma, ulong seed) => new(workload, seed, random => random.NextLogNormal(0, sigma));

    /// <summary>Factors from [1 - spread, 1 + spread).</summary>
    public static NoisyEstimates Even(PoolWorkload workload, double spread, ulong seed) => new(workload, seed, random => random.NextUniform(1 - spread, 1 + spread));

    /// <inheritdoc/>
    public override double Job(int job, string user, string kind) => workload.Jobs[job].Work * factors[job];

    /// <inheritdoc/>
    public override double Stage(int job, int stage, int stages, double ofJob) => workload.Jobs[job].Stages[stage].Work * factors[job];
}
