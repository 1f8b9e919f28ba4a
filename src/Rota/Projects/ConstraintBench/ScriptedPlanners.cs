using System.Text;
using Rota.Chat;
using Rota.Randomness;

namespace Rota.Projects.ConstraintBench;

/// <summary>Models made of code that answer the benchmark's questions, most of them badly: what a planner must survive. They are told the instance beside the prompt.</summary>
public static class ScriptedPlanners
{
    /// <summary>By name.</summary>
    public static IReadOnlyList<(string Name, string Description, Func<BenchInstance, IChatModel> Make)> All { get; } =
    [
        ("garbage", "text that is no schedule", instance => Model("garbage", _ => $"I would start with {instance.Problem.Tasks[^1].Id} and see. {{\"schedule\": [{{\"id\": 7, \"start\": \"soon\"}}")),
        ("zero-starts", "every task at 0", instance => Model("zero-starts", _ => Answer(instance.Problem, new long[instance.Problem.Tasks.Length]))),
        ("asap", "as early as precedence allows", instance => Model("asap", _ => Answer(instance.Problem, BenchBaselines.All[1].Plan(instance).AsSpan()))),
        ("shuffled", "a feasible schedule with its starts dealt out to other tasks", instance => Model("shuffled", _ => Answer(instance.Problem, Shuffled(instance)))),
        ("witness-errors", "a feasible schedule with a quarter of its starts moved", instance => WithErrors(instance, 0.25)),
        ("witness", "a feasible schedule in a fence", instance => Model("witness", _ => $"Here it is:\n```json\n{Answer(instance.Problem, instance.Witness.AsSpan())}\n```")),
    ];

    /// <summary>A model that gives the hidden schedule, every start moved by up to 6 either way with a chance.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="chance">The chance, in [0, 1]; drawn from the seed of the prompt.</param>
    public static IChatModel WithErrors(BenchInstance instance, double chance) => Model("witness-errors", prompt =>
    {
        var random = new RandomStream(prompt.Seed ?? 0).Split("errors").Split(instance.Base).Split(instance.Level);
        var starts = instance.Witness.ToArray();
        for (var i = 0; i < starts.Length; i++)
        {
            var (draw, move) = (random.NextDouble(), random.Next(-6, 6));
            if (draw < chance) starts[i] = Math.Max(0, starts[i] + (move == 0 ? 6 : move));
        }
        return Answer(instance.Problem, starts);
    });

    /// <summary>Starts in the form the benchmark asks for.</summary>
    public static string Answer(ProjectProblem problem, ReadOnlySpan<long> starts)
    {
        var text = new StringBuilder("{\"schedule\": [");
        for (var i = 0; i < starts.Length; i++)
            text.Append(i > 0 ? ", " : "").Append("{\"id\": \"").Append(problem.Tasks[i].Id).Append("\", \"start\": ").Append(starts[i]).Append('}');
        return text.Append("]}").ToString();
    }

    private static ScriptedChatModel Model(string name, Func<ChatPrompt, string> answer) => new(name, answer);

    private static long[] Shuffled(BenchInstance instance)
    {
        var starts = instance.Witness.ToArray();
        new RandomStream(3).Split("shuffled").Split(instance.Base).Split(instance.Level).Shuffle<long>(starts);
        return starts;
    }
}
