using System.Collections.Immutable;

namespace Rota.Serving.Engine;

/// <summary>Engines behind one router.</summary>
/// <param name="Instances">At least one; with a prefill instance there is a decode instance, too.</param>
public sealed record Fleet(ImmutableArray<InstanceSpec> Instances)
{
    /// <summary>The router.</summary>
    public PlacementChoice Placement { get; init; } = new Policies.RoundRobin();

    /// <summary>Bytes a second between a prefill and a decode instance.</summary>
    public double KvLinkBytesPerSecond { get; init; } = 50e9;

    /// <summary>Seconds a transfer takes on top of its bytes.</summary>
    public double KvLinkLatencySeconds { get; init; } = 0.0005;

    /// <summary>
    /// Instances begin their steps together and wait for the slowest, as data-parallel ranks do that share their experts (vLLM with data and expert parallelism): every layer needs
    /// what the others send. Default off.
    /// </summary>
    public bool Lockstep { get; init; }

    /// <summary>A fleet of equal engines.</summary>
    public static Fleet Of(InstanceSpec instance, int count = 1) => new([.. Enumerable.Repeat(instance, count)]);

    /// <summary>Checks that the parts fit together.</summary>
    /// <exception cref="RotaException">They do not; says why.</exception>
    public Fleet Validated()
    {
        if (Instances.Length == 0) throw new RotaException("a fleet has at least one instance");
        var prefill = Instances.Any(i => i.Role == InstanceRole.Prefill);
        var decode = Instances.Any(i => i.Role == InstanceRole.Decode);
        if (prefill != decode) throw new RotaException("prefill instances need decode instances, and the other way round");
        foreach (var instance in Instances)
        {
            instance.Limits.Validated();
            instance.Policy.Validated();
        }
        if (!(KvLinkBytesPerSecond > 0)) throw new RotaException($"a KV link of {KvLinkBytesPerSecond} bytes/s, expected more than 0");
        if (!(KvLinkLatencySeconds >= 0)) throw new RotaException($"a KV link latency of {KvLinkLatencySeconds} s, expected at least 0");
        return this;
    }
}
