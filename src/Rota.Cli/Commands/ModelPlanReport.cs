using System.Text.Json;
using Rota.CpSat.Projects;
using Rota.Projects;

namespace Rota.Cli.Commands;

/// <summary>A plan that began as a model's proposal, for people and as JSON.</summary>
internal static class ModelPlanReport
{
    private const int MostFaults = 8;

    public static void Print(Terminal terminal, ProjectProblem problem, ModelPlan plan)
    {
        var proposal = plan.Proposal;
        terminal.Line(proposal.IsFeasible
            ? "the proposal is feasible as it is"
            : $"the proposal has {proposal.Known} of {problem.Tasks.Length} starts and {proposal.Faults.Length} faults:");
        foreach (var fault in proposal.Faults.Take(MostFaults)) terminal.Line($"  {fault.Family.ToString().ToLowerInvariant()}: {fault.Text}");
        if (proposal.Faults.Length > MostFaults) terminal.Line($"  and {proposal.Faults.Length - MostFaults} more");
        terminal.Line(Words(plan));
        if (plan.Schedule is not { } schedule) return;
        if (!proposal.IsFeasible) terminal.Line($"{plan.Tasks} of {problem.Tasks.Length} tasks moved, {plan.Moved} {problem.Unit} in all");
        terminal.Line($"makespan {schedule.Makespan(problem)}; checked");
        for (var i = 0; i < schedule.Starts.Length; i++)
        {
            var moved = proposal.Starts[i] is { } start ? start == schedule.Starts[i] ? "" : $"  (proposed {start})" : "  (no proposal)";
            terminal.Line($"  {problem.Tasks[i].Title}: [{schedule.Starts[i]}, {schedule.End(problem, i)}){moved}");
        }
    }

    public static void Write(Utf8JsonWriter json, ProjectProblem problem, ModelPlan plan)
    {
        json.WriteStartObject();
        json.WriteString("instance", problem.Name);
        json.WriteString("step", Step(plan.Step));
        json.WriteString("status", plan.Outcome.ToString().ToLowerInvariant());
        json.WriteNumber("proposed_starts", plan.Proposal.Known);
        json.WriteStartArray("faults");
        foreach (var fault in plan.Proposal.Faults) json.WriteStringValue($"{fault.Family.ToString().ToLowerInvariant()}: {fault.Text}");
        json.WriteEndArray();
        json.WriteNumber("tasks_moved", plan.Tasks);
        json.WriteNumber("moved", plan.Moved);
        json.WriteNumber("answers", plan.Answers.Length);
        json.WriteNumber("tokens_in", plan.TokensIn);
        json.WriteNumber("tokens_out", plan.TokensOut);
        if (plan.Schedule is { } schedule)
        {
            json.WriteNumber("makespan", schedule.Makespan(problem));
            json.WriteStartArray("schedule");
            for (var i = 0; i < schedule.Starts.Length; i++)
            {
                json.WriteStartObject();
                json.WriteString("id", problem.Tasks[i].Id);
                json.WriteNumber("start", schedule.Starts[i]);
                json.WriteNumber("end", schedule.End(problem, i));
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        else json.WriteNull("schedule");
        json.WriteEndObject();
    }

    private static string Words(ModelPlan plan) => plan.Step switch
    {
        PlanStep.AsProposed => "step: taken as proposed",
        PlanStep.ByItsOrder => "step: the proposal's order of starts was enough, built anew with every constraint",
        PlanStep.Nearest => "step: the nearest feasible schedule, by constraint programming",
        PlanStep.FromScratch => "step: planned from scratch, nothing of the proposal could be used",
        _ => plan.Outcome == Rota.Solving.Outcome.Infeasible ? "there is no feasible schedule: proved" : "no feasible schedule was found in time",
    };

    private static string Step(PlanStep step) => step switch
    {
        PlanStep.AsProposed => "as-proposed",
        PlanStep.ByItsOrder => "by-its-order",
        PlanStep.Nearest => "nearest",
        PlanStep.FromScratch => "from-scratch",
        _ => "none",
    };
}
