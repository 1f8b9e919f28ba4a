using System.CommandLine;
using System.Text;
using Rota.Chat;
using Rota.Cli.Input;
using Rota.Cli.Output;
using Rota.CpSat.Projects;
using Rota.Formats;
using Rota.Projects;
using Rota.Projects.ConstraintBench;
using Rota.Projects.Formats;
using Rota.Projects.Proposals;
using Rota.Solving;

namespace Rota.Cli.Commands;

/// <summary><c>plan-with-model</c>: a language model's proposal, checked, repaired or replaced; what is printed is feasible whatever it answered.</summary>
internal static class PlanWithModelCommand
{
    public static Command Create(Terminal terminal)
    {
        var input = new Argument<string>("file") { HelpName = "FILE", Description = "the project; - for standard input" };
        var model = ModelOption.Create("asap|zero|garbage", "who proposes (default asap: as early as precedence allows)");
        var proposal = TypedOption.Text("--proposal", "FILE", "take the proposal from a file: JSON or lines of task and start; no model is asked");
        var rounds = TypedOption.Number("--rounds", "how often the model is told what is wrong (default 0)", 0, 3);
        var time = TypedOption.Time("--time", "most time of the search for the nearest schedule (default 1s)");
        var nearest = TypedOption.Flag("--nearest", "look for the schedule nearest to the proposal even where its order would do");
        var output = TypedOption.Text("--out", "FILE.json", "write the schedule");
        var json = TypedOption.Flag("--json", "print the plan as one JSON object");
        var command = new Command("plan-with-model", "plan a project by a language model's proposal, checked and repaired: feasible whatever it answers")
        {
            input, model, proposal, rounds, time, nearest, output, json,
        };
        command.SetAction(parse =>
        {
            var file = parse.GetValue(output) is { } path ? new OutputFile(path) : null;
            if (parse.GetValue(proposal) is not null && (parse.GetValue(model) is not null || parse.GetValue(rounds) is not null))
                throw new RotaException("plan-with-model takes --proposal or --model, not both");
            var problem = ProjectFiles.ReadOne(parse.GetValue(input)!);
            var options = new ModelPlanOptions
            {
                Rounds = (int)(parse.GetValue(rounds) ?? 0),
                NearestTime = parse.GetValue(time) ?? TimeSpan.FromSeconds(1),
                TakeOrder = !parse.GetValue(nearest),
            };
            using var saving = terminal.Interruption.Graceful();
            var plan = parse.GetValue(proposal) is { } own
                ? ModelPlanner.Repair(problem, Proposal.ReadLeniently(problem, Encoding.UTF8.GetString(TextInput.Open(own).Text)), options, terminal.Interruption.Token)
                : Ask(problem, parse.GetValue(model) ?? "asap", options, terminal.Interruption.Token);
            var text = ResultJson.Text(writer => ModelPlanReport.Write(writer, problem, plan));
            file?.Write(text);
            if (parse.GetValue(json)) terminal.Out.Write(text);
            else ModelPlanReport.Print(terminal, problem, plan);
            return plan.Outcome == Outcome.Infeasible ? ExitCode.Infeasible : plan.Schedule is null ? ExitCode.Failed : ExitCode.Ok;
        });
        return command;
    }

    private static ModelPlan Ask(ProjectProblem problem, string model, ModelPlanOptions options, CancellationToken cancellation)
    {
        // Models of code see the project as the benchmark's do; none of these needs its hidden schedule.
        var instance = new BenchInstance(problem, [], 0, 0, BenchFamilies.None, 0);
        IChatModel Scripted(string name) => ScriptedPlanners.All.First(planner => planner.Name == name).Make(instance);
        var asked = ModelOption.Open(model, ("asap", () => Scripted("asap")), ("zero", () => Scripted("zero-starts")), ("garbage", () => Scripted("garbage")));
        using var owned = asked as IDisposable;
        return ModelPlanner.Plan(problem, asked, options, cancellation);
    }
}
