using Rota.Randomness;

namespace Rota.Cluster.Sharing.Generators;

/// <summary>
/// Workloads as production traces have them: a few users send most of the jobs, every user's kinds have medians of their own, and work is log-normal around them, scaled to the load.
/// For tuning and tests; nothing of a real trace is in them.
/// </summary>
public static class HeavyTailWorkloads
{
    /// <summary>A workload; the same options draw the same one.</summary>
    /// <exception cref="RotaException">An option is out of range.</exception>
    public static PoolWorkload Create(HeavyTailOptions? options = null)
    {
        var o = (options ?? new()).Validated();
        var random = new RandomStream(o.Seed).Split("heavy tail");
        var medians = new double[o.Users, o.Kinds];
        for (var u = 0; u < o.Users; u++)
            for (var k = 0; k < o.Kinds; k++) medians[u, k] = random.NextLogNormal(0, o.BetweenKinds);
        var drawn = new (int User, int Kind, double Submit, double Work)[o.Jobs];
        for (var j = 0; j < o.Jobs; j++)
        {
            // Zipf's law by inversion: the first users are asked most often.
            var user = Math.Min(o.Users - 1, (int)Math.Floor(Math.Pow(o.Users + 1, random.NextDouble())) - 1);
            var kind = random.Next(o.Kinds);
            drawn[j] = (user, kind, random.NextUniform(0, o.Seconds), medians[user, kind] * random.NextLogNormal(0, o.WithinKind));
        }
        var scale = o.Load * o.Seconds * o.Cores / drawn.Sum(job => job.Work);
        return new(
            $"heavy-tail-{o.Seed}",
            drawn.OrderBy(job => job.Submit).Select((job, j) => new PoolJob($"user{job.User + 1}", $"{j}", job.Submit, [new(job.Work * scale)]) { Kind = $"kind{job.Kind + 1}" }));
    }
}
