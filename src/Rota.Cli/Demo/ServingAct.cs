using System.Collections.Immutable;
using System.Globalization;
using Rota.Cli.Serving;
using Rota.Rendering;
using Rota.Serving.Generators;
using Rota.Serving.Latency;
using Rota.Serving.Rehearsal;
using Rota.Serving.Results;

namespace Rota.Cli.Demo;

/// <summary>LLM serving: long prompts stall short chats, and which scheduler does something about it, on a trace made after statistics of public ones.</summary>
internal sealed class ServingAct : IDemoAct
{
    private const string Trace = "synthetic-mix:rate=8,requests=1500,seed=1";

    private static readonly string[] Contenders = ["vllm", "vllm-512", "vllm+order=shortest-prefill", "vllm-512+order=shortest-prefill"];

    private static readonly ServiceTargets Targets = new(TtftSeconds: 1, TbtSeconds: 0.2);

    public string Title => "an LLM service rehearsed with four schedulers";

    public TimeSpan Length(DemoOptions options) => TimeSpan.FromSeconds(3);

    public DemoScene? Play(Terminal terminal, DemoOptions options)
    {
        var plan = new RehearsalPlan
        {
            Trace = seed => ServingGenerators.Create($"{Trace[..Trace.LastIndexOf('=')]}={seed}"),
            Engine = new EngineRequest { Gpu = Gpus.Find("h100"), Model = ModelShapes.Find("llama-3.1-8b") },
            Policies = [.. Contenders.Select(PolicyChoices.Parse)],
            Seeds = 3,
            Targets = Targets,
            Parallel = options.Workers,
        };
        var first = plan.Trace(1);
        terminal.Line($"{first.Requests.Length} requests in {first.SpanSeconds:0} s on one {plan.Engine.Gpu.Name} with {plan.Engine.Model.Name}: short chats, and a few prompts of up to {first.Requests.Max(r => r.Prompt):N0} tokens.");
        terminal.Line("A long prompt computed in large pieces stalls every answer that is being written; in order of arrival it also stalls every chat behind it.");
        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"Three draws; good service is a first token within {Targets.TtftSeconds:0} s and no gap above {1000 * Targets.TbtSeconds:0} ms."));
        terminal.Out.Flush();
        var began = TimeProvider.System.GetTimestamp();
        ImmutableArray<RehearsalRow> rows;
        try
        {
            rows = Rehearsals.Run(plan, null, terminal.Interruption.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var report = new RehearsalReport(rows);
        RehearsalTable.Draw(terminal, RehearsalTable.Heads(report), RehearsalTable.Cells(report));
        RehearsalTable.Draw(terminal, RehearsalTable.ClassHeads, RehearsalTable.ClassCells(report), 3);
        var text = RehearsalTable.Verdicts(report)
            .Append(string.Create(CultureInfo.InvariantCulture, $"{rows.Sum(row => row.Summary.MakespanSeconds) / 60:0} minutes of serving were rehearsed in {seconds:0.0} s.")).ToList();
        foreach (var line in text) terminal.Line(line);
        return new($"LLM serving: {Title}", [.. RehearsalPage.Sections(report), PageSection.Text("How long it took", text[^1])], null);
    }
}
