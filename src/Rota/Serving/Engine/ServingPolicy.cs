using Rota.Serving.Policies;

namespace Rota.Serving.Engine;

/// <summary>A scheduler as a composition of choices. A paper is one such value; so is every baseline.</summary>
/// <param name="Name">The name the command line takes.</param>
public sealed record ServingPolicy(string Name)
{
    /// <summary>What it is and where it comes from, one line.</summary>
    public string Source { get; init; } = "";

    /// <summary>Who is next.</summary>
    public OrderChoice Order { get; init; } = new FirstComeFirstServed();

    /// <summary>May it enter.</summary>
    public AdmissionChoice Admission { get; init; } = new BlocksAvailable();

    /// <summary>What happens to its KV at a pause.</summary>
    public RetentionChoice Retention { get; init; } = new FreeAtFinish();

    /// <summary>How a prompt is cut.</summary>
    public PrefillShape Prefill { get; init; } = new TokenChunks();

    /// <summary>What may share a step.</summary>
    public BatchingChoice Batching { get; init; } = new MixedBatching();

    /// <summary>How KV is moved when a request is preempted; null: it is recomputed.</summary>
    public SwapChoice? Swap { get; init; }

    /// <summary>Host memory behind the prefix cache; null for none.</summary>
    public HostTier? Host { get; init; }

    /// <summary>The router; null leaves it to the fleet.</summary>
    public PlacementChoice? Placement { get; init; }

    /// <summary>Most requests it runs at once (max_num_seqs); null leaves the engine's.</summary>
    public int? MaxSequences { get; init; }

    /// <summary>True for a policy that is told what no server knows, or spared what every server pays: a bound, not a contender.</summary>
    public bool IsBound { get; init; }

    /// <summary>Checks that the choices work together.</summary>
    /// <exception cref="RotaException">They do not; says why.</exception>
    public ServingPolicy Validated() =>
        (Batching.Refuses(this) ?? Host?.Fault ?? (Host is not null && !Batching.Restores ? $"{Batching.Name} batching copies nothing back from a host tier" : null)) is { } reason
            ? throw new RotaException($"policy {Name}: {reason}") : this;

    /// <summary>Makes it live for one instance.</summary>
    public PolicyParts Create(PolicyContext context) => Live(context with { Host = Host });

    private PolicyParts Live(PolicyContext context) => new(
        Order.Create(context), Admission.Create(context), Retention.Create(context), Prefill, Batching.Create(context), Swap?.Create(context), Host);
}
