using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Rota.Cli.Input;
using Rota.Cli.Output;
using Rota.Cli.Rehearse;
using Rota.Cli.Serving;
using Rota.Cluster.Sharing;
using Rota.Cluster.Sharing.Estimates;
using Rota.Cluster.Sharing.Formats;
using Rota.Cluster.Sharing.Policies;
using Rota.Cluster.Sharing.Simulation;

namespace Rota.Cli.Sharing;

/// <summary>What <c>rehearse</c> does with a trace of jobs: users who share a pool of cores, under several policies.</summary>
internal sealed class SharingRehearse : IRehearsal
{
    private const string Reference = "ujf";
    private static readonly string[] Partitionings = [.. Enum.GetNames<Partitioning>().Select(name => name.ToLowerInvariant())];
    private static readonly string[] EstimateNames = ["perfect", "noisy", "learnt"];
    private static readonly string[] Heads = ["policy", "mean", "0-80 %", "80-95 %", "95-100 %", "slowdown", "dvr", "violations", "worst user", "bound slack", "makespan"];
    private readonly Option<long?> cores = TypedOption.Number("--cores", "jobs of users: cores of the pool (default 32)", 1, 100_000);
    private readonly Option<string?> partitioning = TypedOption.Text("--partitioning", "HOW", $"jobs of users: how stages are cut into tasks, {string.Join(", ", Partitionings)} (default runtime)").Suggesting(Partitionings);
    private readonly Option<string?> estimates = TypedOption.Text("--estimates", "HOW", $"jobs of users: what policies know of work, {string.Join(", ", EstimateNames)} (default perfect)").Suggesting(EstimateNames);

    public SharingRehearse(Command command)
    {
        foreach (var option in new Option[] { cores, partitioning, estimates }) command.Options.Add(option);
    }

    public string Title => "a trace of jobs of users";

    public IReadOnlyList<string> Takes => ["--csv"];

    public bool Recognises(RehearsalRequest request) => SharingFiles.Catalog.FitsWholly(request.Head);

    public int Run(Terminal terminal, RehearsalRequest request)
    {
        var workload = SharingFiles.Read(request.Trace);
        var parse = request.Parse;
        var options = new PoolOptions
        {
            Cores = (int)(parse.GetValue(cores) ?? 32),
            Partitioning = parse.GetValue(partitioning) is { } how ? Enum.GetValues<Partitioning>()[Choice("--partitioning", how, Partitionings)] : Partitioning.Runtime,
            Estimates = Guess(parse.GetValue(estimates) ?? "perfect"),
        };
        var entries = request.Policies is { } names ? [.. names.Select(SharingPolicies.Find)] : SharingPolicies.All.Where(entry => entry.Name != "random").ToArray();
        var file = request.File("--csv");
        var reference = PoolSimulation.Run(workload, Reference, options, terminal.Interruption.Token);
        var runs = entries.Select(entry => entry.Name == Reference ? reference : PoolSimulation.Run(workload, entry.Name, options, terminal.Interruption.Token)).ToArray();
        var cells = runs.Select(run => Cells(run, reference)).ToArray();
        file?.Write(Jobs(runs[^1]));
        if (request.Json) terminal.Out.Write(ResultJson.Text(writer => Write(writer, workload, options, runs, cells)));
        else Show(terminal, workload, options, runs, cells, file);
        return ExitCode.Ok;
    }

    private static void Show(Terminal terminal, PoolWorkload workload, PoolOptions options, PoolRun[] runs, double[][] cells, OutputFile? file)
    {
        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{workload.Name}: {Words.Count(workload.Jobs.Length, "job")} of {Words.Count(workload.Users.Length, "user")}, {workload.Work:0.#} core-seconds; {Words.Count(options.Cores, "core")}"));
        foreach (var note in workload.Notes) terminal.Line(note);
        RehearsalTable.Draw(terminal, Heads, PolicyCells.Rows(runs.Select(run => run.Policy), cells), 1);
        terminal.Line("seconds; dvr: mean lateness against user job fairness (ujf) over the response there; bound slack: least distance to fluid finish + longest task + largest job / cores");
        if (file is not null) terminal.Line($"written to {file.Path}");
    }

    private static double[] Cells(PoolRun run, PoolRun reference)
    {
        var against = Punctuality.Of(run, reference);
        return [run.MeanResponse(), run.MeanResponse(0, 0.8), run.MeanResponse(0.8, 0.95), run.MeanResponse(0.95, 1), run.MeanSlowdown, against.Violation, against.Violations, against.WorstUser, run.Jobs.Min(run.BoundSlack), run.Makespan];
    }

    private static void Write(Utf8JsonWriter writer, PoolWorkload workload, PoolOptions options, PoolRun[] runs, double[][] cells)
    {
        writer.WriteStartObject();
        writer.WriteString("instance", workload.Name);
        writer.WriteNumber("jobs", workload.Jobs.Length);
        writer.WriteNumber("users", workload.Users.Length);
        writer.WriteNumber("cores", options.Cores);
        PolicyCells.Write(writer, Heads, runs.Select(run => run.Policy), cells);
        PolicyCells.Lines(writer, "notes", workload.Notes);
        writer.WriteEndObject();
    }

    /// <summary>A line a job: what the last policy made of it.</summary>
    private static string Jobs(PoolRun run)
    {
        var text = new System.Text.StringBuilder("user,job,submit_s,start_s,finish_s,response_s,fluid_finish_s,bound_slack_s\n");
        foreach (var job in run.Jobs)
        {
            var written = run.Workload.Jobs[job.Job];
            text.Append(CultureInfo.InvariantCulture, $"\"{Escaped(written.User)}\",\"{Escaped(written.Id)}\",{job.Submit:R},{job.Start:R},{job.Finish:R},{job.Response:R},{job.Fluid:R},{run.BoundSlack(job):R}\n");
        }
        return text.ToString();

        static string Escaped(string name) => name.Replace("\"", "\"\"", StringComparison.Ordinal);
    }

    private static Func<PoolWorkload, WorkEstimates>? Guess(string name) => Choice("--estimates", name, EstimateNames) switch
    {
        0 => null,
        1 => workload => NoisyEstimates.LogNormal(workload, 0.5, 1),
        _ => _ => new LearnedEstimates(),
    };

    private static int Choice(string option, string text, string[] names) => Array.FindIndex(names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is var i and >= 0
        ? i
        : throw new RotaException($"{option}: unknown '{text}', expected one of {string.Join(", ", names)}{Suggestion.Of(text, names)}");
}
