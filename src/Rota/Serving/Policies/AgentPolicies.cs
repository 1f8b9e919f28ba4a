using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>Policies for agents: programs of many turns with tools between them. Continuum (arXiv 2511.02230), what it is measured against, and ours.</summary>
public static class AgentPolicies
{
    /// <summary>In the order of listings; part of <see cref="ServingPolicies.All"/>.</summary>
    public static IReadOnlyList<ServingPolicy> All { get; } = [.. Plain(), .. Plain().Prepend(new ServingPolicy("vllm")).Select(Offloading)];

    /// <summary>The same policy with host memory behind its cache: what is evicted is copied back instead of computed.</summary>
    public static ServingPolicy Offloading(ServingPolicy policy) =>
        policy with { Name = $"{policy.Name}+offload", Host = new HostTier(), Source = $"{policy.Name} with 100 GB of host memory behind the prefix cache" };

    private static ServingPolicy[] Plain() =>
    [
        new("program-fcfs") { Order = new ProgramFirst(), Source = "programs in order of arrival, nothing held; the ablation of Continuum (arXiv 2511.02230)" },
        new("static-ttl")
        {
            Order = new ProgramFirst(), Retention = new ContinuumTtl { Samples = int.MaxValue },
            Source = "programs in order of arrival, contexts held by Continuum's prior for ever (arXiv 2511.02230, ablation)",
        },
        new("continuum-preview") { Order = new ProgramFirst(), Retention = new ContinuumPreview(), Source = "Continuum's preview code: contexts of fast tools are held for 2 s" },
        new("plas") { Order = new LeastAttainedService(), Source = "Autellix (arXiv 2502.13965): the program that was served least is next" },
        new("infercept") { Order = new HeldFirst(), Retention = new InferceptWaste(), Source = "InferCept (arXiv 2402.01869): contexts are held where that wastes less than computing them again" },
        new("continuum") { Order = new ProgramFirst(), Retention = new ContinuumTtl(), Source = "Continuum (arXiv 2511.02230): contexts held for a time to live computed from tool times" },
        new("pin-until-pressure") { Order = new ProgramFirst(), Retention = new PinUntilPressure(), Source = "programs in order of arrival, contexts held until room is needed" },
        new("resident-programs")
        {
            Order = new ProgramFirst(), Retention = new RebuildValue(), Admission = new WholeContext(),
            Source = "ours: a program enters when its whole context has room, and is held as long as that is expected to pay",
        },
    ];
}
