using System.Collections.Immutable;
using Rota.Formats;
using Rota.Randomness;
using Rota.SingleMachine.FlowTime.Policies;
using Rota.SingleMachine.FlowTime.Simulation;

namespace Rota.SingleMachine.FlowTime.Rehearsal;

/// <summary>Chains in, a comparison of policies out: what each would have made of the same jobs.</summary>
public static class FlowTimeRehearsal
{
    /// <summary>
    /// Most work that sharing policies run tick by tick. With one server and free switches they skip whole rounds; else every tick is a step.
    /// </summary>
    internal const long MostTicks = 200_000_000;

    /// <summary>The policies compared when none is named.</summary>
    public static ImmutableArray<string> UsualPolicies { get; } = [.. FlowPolicies.All.Select(policy => policy.Name)];

    /// <summary>Names of all policies, those that know too much last.</summary>
    public static ImmutableArray<string> Names { get; } = [.. UsualPolicies, .. ClairvoyantPolicies.All.Select(policy => policy.Name)];

    /// <summary>Runs every policy on every seed.</summary>
    /// <param name="plan">What to compare.</param>
    /// <param name="progress">Is told how many of how many runs are done.</param>
    /// <param name="cancellation">Ends the comparison.</param>
    /// <exception cref="RotaException">No such policy, one named twice, or a number out of range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static FlowTimeReport Run(FlowRehearsalPlan plan, Action<int, int>? progress = null, CancellationToken cancellation = default)
    {
        if (plan.Seeds is < 1 or > 10_000) throw new RotaException($"seeds {plan.Seeds}, expected 1 to 10000");
        if (plan.Policies.IsDefaultOrEmpty) throw new RotaException("no policy is named");
        if (plan.Policies.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new RotaException($"policy {twice.Key} is named twice");
        var options = new FlowOptions { Servers = plan.Servers, SwitchCost = plan.SwitchCost }.Validated();
        var makers = plan.Policies.Select(Maker).ToArray();
        var (rows, notes) = (new List<FlowRehearsalRow>(), ImmutableArray.CreateBuilder<string>());
        var slow = (plan.Servers > 1 || plan.SwitchCost > 0) && plan.Problem.TotalWork > MostTicks;
        for (var seed = 1; seed <= plan.Seeds; seed++)
        {
            var problem = seed == 1 ? plan.Problem : Drawn(plan.Problem, seed);
            var reference = plan.Servers == 1 ? FlowOptimum.Of(problem) : FlowSimulation.Run(problem, ClairvoyantPolicies.All[0].Create(problem), options with { SwitchCost = 0 }, cancellation);
            for (var p = 0; p < makers.Length; p++)
            {
                var policy = makers[p].Create(problem);
                if (slow && policy is RotatingPolicy)
                {
                    if (seed == 1) notes.Add($"{makers[p].Name} shares tick by tick and was left out: {plan.Problem.TotalWork} ticks, with several servers or a switch cost at most {MostTicks}");
                    continue;
                }
                rows.Add(Row(makers[p].Name, seed, FlowSimulation.Run(problem, policy, options, cancellation), reference));
                progress?.Invoke(((seed - 1) * makers.Length) + p + 1, plan.Seeds * makers.Length);
            }
        }
        if (rows.Count == 0) throw new RotaException(notes[0]);
        return new(plan, [.. plan.Policies.SelectMany((_, p) => rows.Where(row => row.Policy == makers[p].Name))], notes.ToImmutable());
    }

    /// <summary>The policy of a name, with options behind it as <see cref="PolicyNames"/> reads them, ready to be made for given jobs.</summary>
    /// <exception cref="RotaException">No such policy; the message names the nearest.</exception>
    public static ClairvoyantEntry Maker(string name)
    {
        foreach (var entry in ClairvoyantPolicies.All)
            if (entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return entry;
        foreach (var entry in FlowPolicies.All)
            if (entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return new(entry.Name, entry.Source, _ => entry.Create());
        if (name.Contains('+', StringComparison.Ordinal))
        {
            var parsed = PolicyNames.Parse(name);
            return new(parsed.Name, parsed.Source, _ => parsed.Create());
        }
        throw new RotaException($"unknown policy '{name}', expected one of {string.Join(", ", Names)}{Nearest.Hint(name, Names)}");
    }

    private static FlowRehearsalRow Row(string policy, int seed, FlowRun run, FlowRun reference)
    {
        var unit = (double)run.Problem.TicksPerUnit;
        var weights = run.Problem.Jobs.Sum(job => job.Weight);
        return new(
            policy, seed, (double)run.TotalFlow / (double)reference.TotalFlow, run.Alive.LargestRatio(reference.Alive).Ratio, run.MeanFlow / unit, run.FlowQuantile(0.99) / unit,
            run.MaxFlow / unit, weights > 0 ? run.WeightedFlow / weights / unit : double.NaN, run.TotalPreemptions);
    }

    /// <summary>As many chains, drawn with replacement, at the same releases.</summary>
    private static FlowProblem Drawn(FlowProblem problem, int seed)
    {
        var random = new RandomStream((ulong)seed).Split("flow-time rehearsal");
        return new(problem.Name, problem.Jobs.Select((job, j) => problem.Jobs[random.Next(problem.Jobs.Length)] with { Id = $"{j}", Release = job.Release }))
        {
            TicksPerUnit = problem.TicksPerUnit,
            TimeUnit = problem.TimeUnit,
        };
    }
}
