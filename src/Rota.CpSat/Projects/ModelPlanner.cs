using System.Collections.Immutable;
using Rota.Chat;
using Rota.Projects;
using Rota.Projects.Proposals;
using Rota.Solving;

namespace Rota.CpSat.Projects;

/// <summary>
/// Planning with a language model that is never trusted: its answer is read leniently, checked, repaired by its own order, by the nearest schedule, or replaced. What leaves
/// has passed the referee, whatever the model said.
/// </summary>
public static class ModelPlanner
{
    /// <summary>Asks the model and makes a plan of the answer.</summary>
    /// <param name="problem">A project with one mode a task and no pauses.</param>
    /// <param name="model">The model.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellation">Ends the planning; what is feasible so far is kept.</param>
    /// <exception cref="RotaException">Options out of range, a project that does not fit, a model that cannot be reached.</exception>
    public static ModelPlan Plan(ProjectProblem problem, IChatModel model, ModelPlanOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new();
        options.Validate();
        if (ProjectRepair.Unfit(problem) is { } why) throw new RotaException($"{problem.Name}: {why}");
        var answers = ImmutableArray.CreateBuilder<string>();
        var (tokensIn, tokensOut) = (0L, 0L);
        var prompt = ProposalPrompt.Of(problem, options.Seed, options.Schema);
        Proposal? best = null;
        for (var round = 0; round <= options.Rounds; round++)
        {
            var reply = model.Ask(prompt, cancellation);
            answers.Add(reply.Text);
            (tokensIn, tokensOut) = (tokensIn + reply.TokensIn, tokensOut + reply.TokensOut);
            var proposal = Proposal.ReadLeniently(problem, reply.Text);
            if (best is null || IsBetter(proposal, best)) best = proposal;
            if (best.IsFeasible) break;
            prompt = ProposalPrompt.Again(prompt, reply.Text, proposal);
        }
        return Repair(problem, best!, options, cancellation) with { Answers = answers.ToImmutable(), TokensIn = tokensIn, TokensOut = tokensOut };
    }

    /// <summary>Makes a plan of a proposal that is there already.</summary>
    /// <param name="problem">A project with one mode a task and no pauses.</param>
    /// <param name="proposal">The proposal.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellation">Ends the planning; what is feasible so far is kept.</param>
    /// <exception cref="RotaException">Options out of range, or a project that does not fit.</exception>
    public static ModelPlan Repair(ProjectProblem problem, Proposal proposal, ModelPlanOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new();
        options.Validate();
        ModelPlan Done(PlanStep step, Outcome outcome, ProjectSchedule? schedule) => new(
            step, schedule, outcome, proposal, schedule is null ? 0 : OrderRepair.Distance(proposal, schedule),
            schedule is null ? 0 : Enumerable.Range(0, schedule.Starts.Length).Count(i => proposal.Starts[i] != schedule.Starts[i]), [], 0, 0);

        if (proposal is { IsFeasible: true, Schedule: { } asProposed }) return Done(PlanStep.AsProposed, Outcome.Feasible, asProposed);
        if (options.TakeOrder && proposal.Known > 0 && OrderRepair.Schedule(problem, proposal) is { } ordered) return Done(PlanStep.ByItsOrder, Outcome.Feasible, ordered);
        if (proposal.Known > 0)
        {
            var (outcome, nearest) = ProjectRepair.Nearest(problem, proposal, options.NearestTime, options.Workers, cancellation);
            if (nearest is not null) return Done(PlanStep.Nearest, outcome, nearest);
            if (outcome == Outcome.Infeasible) return Done(PlanStep.None, outcome, null);
        }
        var (end, scratch) = ProjectRepair.Nearest(problem, null, options.ScratchTime, options.Workers, cancellation);
        return Done(scratch is null ? PlanStep.None : PlanStep.FromScratch, scratch is null ? end : Outcome.Feasible, scratch);
    }

    // A proposal with every start beats one without; then fewer faults.
    private static bool IsBetter(Proposal a, Proposal b) => (b.Known, a.Faults.Length).CompareTo((a.Known, b.Faults.Length)) < 0;
}
