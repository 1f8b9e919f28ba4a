using Rota.Cli.Commands;

namespace Rota.Cli;

/// <summary>The catalog of verbs, in the order of the guide. Adding one: a file in Commands and a line here.</summary>
internal static class Verbs
{
    private const string Look = "look around";
    private const string Plan = "plan";
    private const string Understand = "compare and understand";
    private const string Rehearse = "rehearse";
    private const string Learn = "learn";
    private const string Measure = "measure";
    private const string Machinery = "keep it running";

    public static IReadOnlyList<Verb> All { get; } =
    [
        new(Look, DemoCommand.Create, "rota demo", "rota demo --time 5s --out page.html"),
        new(Look, FormatsCommand.Create, "rota formats"),
        new(Plan, SolveCommand.Create, "rota solve ta21", "rota solve shop.txt --time 1m --out plan.json --gantt plan.html", "rota solve j1201_1.sm --gantt plan.html", "rota solve tasks.csv --out plan.ics"),
        new(Plan, GenerateCommand.Create, "rota generate taillard ta21 --out ta21.txt", "rota generate shop --jobs 30 --machines 8 --tightness 1.5 --seed 7", "rota generate project --tasks 60 --seed 7 --out project.json"),
        new(Rehearse, RehearseCommand.Create, "rota rehearse synthetic-mix --policies vllm,sarathi --slo ttft=2s,tbt=200ms", "rota rehearse trace.csv --hardware h100 --model llama-3.1-8b --rate 1x..4x --html page.html"),
        new(Rehearse, CapacityCommand.Create, "rota capacity synthetic-mix --slo ttft=2s,tbt=200ms --policies vllm,sarathi", "rota capacity trace.csv --slo ttft=2s --at 8x"),
        new(Rehearse, TuneCommand.Create, "rota tune trace.csv --slo ttft=2s,tbt=200ms --out policy.json", "rota rehearse trace.csv --policy policy.json"),
        new(Rehearse, CalibrateCommand.Create, "rota calibrate bench.json --hardware a100 --model llama-3.1-8b --out mine.json", "rota rehearse trace.csv --hardware mine.json"),
        new(Plan, PlanWithModelCommand.Create, "rota plan-with-model project.json --model http://127.0.0.1:8000/v1#qwen --rounds 2", "rota plan-with-model project.json --proposal mine.txt --nearest"),
        new(Plan, DiscoverCommand.Create, "rota discover tardiness --model mock --evaluations 200 --out run.jsonl", "rota discover tardiness --replay run.jsonl", "rota discover tardiness --model http://127.0.0.1:8000/v1#qwen --strategy eoh --out run.jsonl"),
        new(Machinery, KubeCommand.Create, "rota kube dry-run --server http://127.0.0.1:8001", "rota kube schedule --shadow decisions.jsonl", "rota kube rebalance --time 10s"),
        new(Learn, TrainCommand.Create, "rota train", "rota train bandit --time 1m --out /tmp/bandit", "rota train shop-dispatch --time 10m --resume"),
        new(Learn, ModelsCommand.Create, "rota models", "rota models /tmp/bandit"),
        new(Understand, CompareCommand.Create, "rota compare ta21 ta22 --solvers tabu,cp-sat --seeds 3 --time 10s"),
        new(Understand, ExplainCommand.Create, "rota solve ta21 --out plan.json", "rota explain plan.json", "rota explain plan.json --job 17", "rota explain run.json --request 42"),
        new(Measure, BenchCommand.Create, "rota bench shop --short", "rota bench shop --classes ta --per-class 1 --time 5s", "rota bench projects --short", "rota bench tardiness --short", "rota bench simulation", "rota bench serving", "rota bench learning"),
        new(Measure, StudyCommand.Create, "rota study --list", "rota study shop-benchmarks --scale smoke --out studies"),
        new(Machinery, DoctorCommand.Create, "rota doctor"),
        new(Machinery, CompletionCommand.Create, "source <(rota completion bash)"),
    ];
}
