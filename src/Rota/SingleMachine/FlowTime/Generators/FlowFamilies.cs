using System.Collections.Immutable;
using Rota.Randomness;

namespace Rota.SingleMachine.FlowTime.Generators;

/// <summary>Instances of the families.</summary>
public static class FlowFamilies
{
    /// <summary>An instance.</summary>
    /// <exception cref="RotaException">An option out of range.</exception>
    public static FlowProblem Create(FlowFamilyOptions options)
    {
        options.Validate();
        var (n, m, c) = (options.Jobs, options.Operations, (long)options.Size);
        var jobs = options.Family switch
        {
            FlowFamily.UniformTests => Same(n, [c, c + 1]),
            FlowFamily.Creep => Same(n, [.. Enumerable.Range(0, m).Select(k => c + k)]),
            FlowFamily.Liar => [.. Same(n, [.. Enumerable.Repeat(c, m)]), .. Same(n * m, [c], n)],
            FlowFamily.Geometric => Same(n, [.. Enumerable.Range(0, m).Select(k => 1L << k)]),
            FlowFamily.Descending => Same(n, [64, .. Enumerable.Repeat(1L, m - 1)]),
            _ => Chains(options),
        };
        var flood = options.Family switch
        {
            FlowFamily.UniformTests => n * c,
            FlowFamily.Creep => n * ((m * c) - c + ((m - 1L) * (m - 2) / 2)),
            FlowFamily.Liar => n * m * c,
            FlowFamily.Random => -1,
            _ => jobs.Sum(job => job.Work) / 2,
        };
        return new(options.Name, flood < 0 ? jobs : [.. jobs, .. Flood(flood, options.Flood)]);
    }

    /// <summary>Flood(T, L): unit jobs at T, T + 1, ..., T + L - 1.</summary>
    public static IEnumerable<FlowJob> Flood(long start, int length) =>
        Enumerable.Range(0, length).Select(i => new FlowJob($"f{i}", start + i, [1]));

    private static List<FlowJob> Same(int count, ImmutableArray<long> operations, int first = 0) =>
        [.. Enumerable.Range(first, count).Select(j => new FlowJob($"j{j}", 0, operations))];

    private static List<FlowJob> Chains(FlowFamilyOptions options)
    {
        var random = new RandomStream(options.Seed).Split("flow-time chains");
        var (jobs, release) = (new List<FlowJob>(options.Jobs), 0L);
        for (var j = 0; j < options.Jobs; j++)
        {
            var operations = new long[random.Next(1, options.Operations)];
            for (var k = 0; k < operations.Length; k++) operations[k] = (long)Math.Exp(random.NextUniform(0, 3.5));
            jobs.Add(new($"j{j}", release, ImmutableArray.Create(operations)));
            release += random.Next(0, 9 * options.Operations);
        }
        return jobs;
    }
}
