using Rota.Cli.Commands;

namespace Rota.Cli;

/// <summary>The catalog of verbs, in the order of the guide. Adding one: a file in Commands and a line here.</summary>
internal static class Verbs
{
    private const string Look = "look around";
    private const string Plan = "plan";
    private const string Understand = "compare and understand";
    private const string Measure = "measure";
    private const string Machinery = "keep it running";

    public static IReadOnlyList<Verb> All { get; } =
    [
        new(Look, DemoCommand.Create, "rota demo", "rota demo --time 5s --out page.html"),
        new(Look, FormatsCommand.Create, "rota formats"),
        new(Plan, SolveCommand.Create, "rota solve ta21", "rota solve shop.txt --time 1m --out plan.json --gantt plan.html"),
        new(Plan, GenerateCommand.Create, "rota generate taillard ta21 --out ta21.txt", "rota generate shop --jobs 30 --machines 8 --tightness 1.5 --seed 7"),
        new(Understand, CompareCommand.Create, "rota compare ta21 ta22 --solvers tabu,cp-sat --seeds 3 --time 10s"),
        new(Understand, ExplainCommand.Create, "rota solve ta21 --out plan.json", "rota explain plan.json", "rota explain plan.json --job 17"),
        new(Measure, BenchCommand.Create, "rota bench shop --short", "rota bench shop --classes ta --per-class 1 --time 5s", "rota bench simulation"),
        new(Measure, StudyCommand.Create, "rota study --list", "rota study shop-benchmarks --scale smoke --out studies"),
        new(Machinery, DoctorCommand.Create, "rota doctor"),
        new(Machinery, CompletionCommand.Create, "source <(rota completion bash)"),
    ];
}
