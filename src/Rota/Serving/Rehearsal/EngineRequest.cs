using System.Collections.Immutable;
using Rota.Serving.Engine;
using Rota.Serving.Latency;

namespace Rota.Serving.Rehearsal;

/// <summary>The fleet that is asked for: hardware, model, how many, and the engine's settings. Unset sizes are computed from GPU and model.</summary>
public sealed record EngineRequest
{
    /// <summary>The GPU.</summary>
    public required Gpu Gpu { get; init; }

    /// <summary>The model.</summary>
    public required ModelShape Model { get; init; }

    /// <summary>GPUs an instance (tensor parallel).</summary>
    public int TensorParallel { get; init; } = 1;

    /// <summary>Instances that do prompts and answers; 0 when prefill and decode are split.</summary>
    public int Instances { get; init; } = 1;

    /// <summary>Spreads the experts over all GPUs, so that instances step together (<see cref="Fleet.Lockstep"/>); models without experts refuse.</summary>
    public bool ExpertParallel { get; init; }

    /// <summary>Instances that do prompts only.</summary>
    public int PrefillInstances { get; init; }

    /// <summary>Instances that do answers only.</summary>
    public int DecodeInstances { get; init; }

    /// <summary>Most requests at once (max_num_seqs).</summary>
    public int MaxSequences { get; init; } = 256;

    /// <summary>Most tokens a step (max_num_batched_tokens); null for 8192 on GPUs of at least 70 GiB other than the A100, else 2048, as vLLM.</summary>
    public int? TokenBudget { get; init; }

    /// <summary>KV blocks an instance; null to compute them.</summary>
    public int? KvBlocks { get; init; }

    /// <summary>Tokens a KV block.</summary>
    public int BlockSize { get; init; } = 16;

    /// <summary>Share of GPU memory the engine may use.</summary>
    public double MemoryFraction { get; init; } = 0.9;

    /// <summary>Longest context; null for the model's, where it is known.</summary>
    public int? MaxModelLength { get; init; }

    /// <summary>Prefix caching.</summary>
    public bool PrefixCaching { get; init; } = true;

    /// <summary>Milliseconds of a request outside steps before its first token: HTTP, tokenizer.</summary>
    public double RequestMilliseconds { get; init; }

    /// <summary>Another latency model than the analytic one; null for that.</summary>
    public ILatencyModel? Latency { get; init; }

    /// <summary>The router; null for the policy's own, or round robin.</summary>
    public PlacementChoice? Placement { get; init; }

    /// <summary>GPUs in all.</summary>
    public int GpuCount => TensorParallel * (PrefillInstances > 0 ? PrefillInstances + DecodeInstances : Instances);

    /// <summary>How the model is spread.</summary>
    /// <exception cref="RotaException">Experts over instances that are split into prefill and decode.</exception>
    public Parallelism Parallelism => !ExpertParallel ? new(Tensor: TensorParallel)
        : PrefillInstances + DecodeInstances == 0 ? new(TensorParallel, TensorParallel * Instances, Instances)
        : throw new RotaException("experts that all instances share, and a split into prefill and decode, do not go together here");

    /// <summary>How long steps last.</summary>
    public ILatencyModel LatencyModel => Latency ?? new AnalyticLatency(
        Model, Gpu, new AnalyticOptions { Parallelism = Parallelism, RequestMilliseconds = RequestMilliseconds });

    /// <summary>The engine's sizes.</summary>
    /// <exception cref="RotaException">The model does not fit, or a size is out of range.</exception>
    public EngineLimits Limits
    {
        get
        {
            var budget = TokenBudget ?? (Gpu.MemoryGiB >= 70 && !Gpu.Name.Contains("a100", StringComparison.OrdinalIgnoreCase) ? 8192 : 2048);
            var blocks = KvBlocks ?? KvCapacity.Of(
                Model, Gpu, Parallelism, new KvCapacityOptions { MemoryFraction = MemoryFraction, BlockTokens = BlockSize, TokenBudget = budget, Sequences = MaxSequences }).Blocks;
            return new EngineLimits
            {
                KvBlocks = blocks,
                BlockSize = BlockSize,
                MaxSequences = MaxSequences,
                TokenBudget = budget,
                MaxModelLength = MaxModelLength ?? (Model.MaxContext > 0 ? Model.MaxContext : int.MaxValue),
                PrefixCaching = PrefixCaching,
            }.Validated();
        }
    }

    /// <summary>The fleet under a policy.</summary>
    /// <exception cref="RotaException">The parts do not fit together; says why.</exception>
    public Fleet FleetOf(ServingPolicy policy)
    {
        var (limits, latency) = ((policy.MaxSequences is { } sequences ? this with { MaxSequences = sequences } : this).Limits, LatencyModel);
        var instances = ImmutableArray.CreateBuilder<InstanceSpec>();
        if (PrefillInstances + DecodeInstances == 0)
        {
            for (var i = 0; i < Instances; i++) instances.Add(new(limits, latency, policy));
        }
        else
        {
            for (var i = 0; i < PrefillInstances; i++) instances.Add(new(limits, latency, policy, InstanceRole.Prefill));
            for (var i = 0; i < DecodeInstances; i++) instances.Add(new(limits, latency, policy with { Placement = null }, InstanceRole.Decode));
        }
        var fleet = new Fleet(instances.ToImmutable()) { KvLinkBytesPerSecond = Gpu.GpuLink * 1e9, Lockstep = ExpertParallel };
        return (Placement is null ? fleet : fleet with { Placement = Placement }).Validated();
    }
}
