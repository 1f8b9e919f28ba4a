using Rota.Formats;
using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>All serving policies by name: papers, their baselines, and our own. Adding one: a value here, and a file for each choice that is new.</summary>
public static class ServingPolicies
{
    /// <summary>In the order of listings.</summary>
    public static IReadOnlyList<ServingPolicy> All { get; } =
    [
        new("vllm") { Source = "vLLM V1: first come first served, chunked prefill mixed with decodes, newest preempted and recomputed" },
    ];

    /// <summary>The policy of a name.</summary>
    /// <exception cref="RotaException">There is none; says the nearest.</exception>
    public static ServingPolicy Find(string name) =>
        All.FirstOrDefault(policy => policy.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new RotaException($"unknown policy '{name}'{Nearest.Hint(name, All.Select(policy => policy.Name))}");
}
