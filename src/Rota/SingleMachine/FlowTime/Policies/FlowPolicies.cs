using Rota.Formats;

namespace Rota.SingleMachine.FlowTime.Policies;

/// <summary>The catalog. Adding a policy: a new file and a line here. What needs knowledge no host has (SRPT on totals, Balance with an oracle) is not in it.</summary>
public static class FlowPolicies
{
    /// <summary>All policies, by the name the command line takes.</summary>
    public static IReadOnlyList<FlowPolicyEntry> All { get; } =
    [
        new("srpt-op", "SRPT on operations; 2-competitive on uniform tests (arXiv 2602.12716)", () => new ShortestOperation()),
        new("slf", "shortest lower bound first, the analogue of FOCS 2025", () => new ShortestLowerBound()),
        new("chunk-balance", "Balance on virtual chunks: our reconstruction of arXiv 2602.12716", () => new ChunkBalance()),
        new("progress-first", "ours: shortest operation, discounted by progress", () => new ProgressFirst()),
        new("hindsight", "ours: follows the rule under which the work done so far would have flowed best", () => new Hindsight()),
        new("balance-first", "Balance (SODA 2026) with the first operation as the estimate of the job", () => new Balance()),
        new("setf", "least attained service, equal ones share", () => new LeastAttained()),
        new("mlfq", "multilevel feedback, quantum 2^i on level i", () => new MultilevelFeedback()),
        new("rr", "round robin, a tick each", () => new RoundRobin()),
        new("fifo", "in order of arrival", () => new FirstInFirstOut()),
    ];

    /// <summary>The policy of a name.</summary>
    /// <exception cref="RotaException">No such policy; the message names the nearest.</exception>
    public static FlowPolicyEntry Find(string name) =>
        All.FirstOrDefault(policy => policy.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new RotaException(
            $"unknown policy '{name}', expected one of {string.Join(", ", All.Select(policy => policy.Name))}{Nearest.Hint(name, All.Select(policy => policy.Name))}");
}
