using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Rota.CpSat.Projects;
using Rota.Projects.ConstraintBench;
using Rota.Projects.Proposals;

namespace Rota.Studies.ConstraintBench;

/// <summary>The study's tables as Markdown.</summary>
internal static class BenchTables
{
    /// <summary>Share of feasible answers by level, with the summary of each curve.</summary>
    public static string Curves(string title, IReadOnlyList<BenchRun> runs)
    {
        var text = new StringBuilder($"{title}\n\n| contender |");
        var levels = runs[0].Metrics.Levels;
        foreach (var level in levels) text.Append(CultureInfo.InvariantCulture, $" k={level.Level} |");
        text.Append(" AUC | WAUC (95 %) | below 0.9 / 0.5 / 0.1 at k | infeasible: F1 F2 V1 V2 V3 V4 V5 |\n|---|").Insert(text.Length, "---:|", levels.Length + 2).Append("---|---|\n");
        foreach (var run in runs)
        {
            var metrics = run.Metrics;
            text.Append(CultureInfo.InvariantCulture, $"| {run.Contender} |");
            foreach (var level in metrics.Levels) text.Append(CultureInfo.InvariantCulture, $" {level.Share.Mean:0.00} |");
            text.Append(CultureInfo.InvariantCulture, $" {metrics.Auc:0.000} | {metrics.Wauc.Mean:0.000} [{metrics.Wauc.Low:0.000}, {metrics.Wauc.High:0.000}] | ");
            text.AppendJoin(" / ", metrics.Thresholds.Select(t => t.Level?.ToString(CultureInfo.InvariantCulture) ?? "never")).Append(" | ");
            text.AppendJoin(' ', Enum.GetValues<ProposalFamily>().Select(family => run.ErrorShare(family) is { } share ? share.ToString("0.00", CultureInfo.InvariantCulture) : "-")).Append(" |\n");
        }
        return text.ToString();
    }

    /// <summary>The 2^3 design: each family alone and together on the same base projects, and what interaction takes beyond the product of the parts.</summary>
    public static string Interaction(string contender, IReadOnlyDictionary<BenchFamilies, double> feasible)
    {
        var none = feasible[BenchFamilies.None];
        var text = new StringBuilder($"Interaction, {contender}\n\n| families | feasible | change | if each acted alone | beyond |\n|---|---:|---:|---:|---:|\n");
        foreach (var (families, share) in feasible.OrderBy(entry => System.Numerics.BitOperations.PopCount((uint)entry.Key)).ThenBy(entry => entry.Key))
        {
            var alone = none;
            foreach (var one in new[] { BenchFamilies.Downtime, BenchFamilies.Windows, BenchFamilies.Exclusive })
                if (families.HasFlag(one) && none > 0) alone *= feasible[one] / none;
            text.Append(CultureInfo.InvariantCulture, $"| {families} | {share:0.00} | {share - none:+0.00;-0.00;0.00} | {alone:0.00} | {share - alone:+0.00;-0.00;0.00} |\n");
        }
        return text.ToString();
    }

    /// <summary>Which step of plan-with-model sufficed.</summary>
    public static string Planning(IReadOnlyList<(string Model, ImmutableArray<ModelPlan> Plans)> models)
    {
        var text = new StringBuilder("Plan with model, phase II\n\n| model | plans | feasible | as proposed | by its order | nearest | from scratch | none | moved, mean a task |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|\n");
        foreach (var (model, plans) in models)
        {
            string Share(PlanStep step) => plans.Average(plan => plan.Step == step ? 1.0 : 0).ToString("0.00", CultureInfo.InvariantCulture);
            var moved = plans.Where(plan => plan.Schedule is not null && plan.Proposal.Known > 0).Select(plan => (double)plan.Moved / plan.Proposal.Known).DefaultIfEmpty(double.NaN).Average();
            text.Append(CultureInfo.InvariantCulture, $"| {model} | {plans.Length} | {plans.Average(plan => plan.Schedule is null ? 0 : 1.0):0.00} | {Share(PlanStep.AsProposed)} | {Share(PlanStep.ByItsOrder)} | {Share(PlanStep.Nearest)} | {Share(PlanStep.FromScratch)} | {Share(PlanStep.None)} | {(double.IsNaN(moved) ? "-" : moved.ToString("0.0", CultureInfo.InvariantCulture))} |\n");
        }
        return text.ToString();
    }
}
