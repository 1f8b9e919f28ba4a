using System.Collections.Immutable;
using Rota.Projects;
using Rota.Projects.Proposals;
using Rota.Solving;

namespace Rota.CpSat.Projects;

/// <summary>A plan that began as a model's proposal.</summary>
/// <param name="Step">Which step sufficed.</param>
/// <param name="Schedule">A schedule the referee accepts; null when there is none.</param>
/// <param name="Outcome">Feasible; infeasible when that was proved; unknown when time ran out.</param>
/// <param name="Proposal">The best answer as it was read: fewest faults.</param>
/// <param name="Moved">Sum of moved start times of the tasks that had one; 0 for a feasible proposal.</param>
/// <param name="Tasks">Tasks that were moved or had no start.</param>
/// <param name="Answers">What the model answered, round by round.</param>
/// <param name="TokensIn">Tokens of the questions.</param>
/// <param name="TokensOut">Tokens of the answers.</param>
public sealed record ModelPlan(
    PlanStep Step,
    ProjectSchedule? Schedule,
    Outcome Outcome,
    Proposal Proposal,
    long Moved,
    int Tasks,
    ImmutableArray<string> Answers,
    long TokensIn,
    long TokensOut);
