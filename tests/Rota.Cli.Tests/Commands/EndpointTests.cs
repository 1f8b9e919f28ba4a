using Rota.Llm.Tests;
using Xunit;

namespace Rota.Cli.Tests.Commands;

/// <summary>The verbs that ask a model, against a server on loopback that speaks OpenAI's protocol.</summary>
public sealed class EndpointTests
{
    [Fact]
    public async Task Discover_asks_an_endpoint_and_counts_its_tokens()
    {
        var rules = new Queue<string>(["max(1.2*p + t, d)", "max(p + t, d) + 0.5*p", "p +", "d"]);
        await using var server = new LoopbackServer(_ => (200, LoopbackServer.Completion($"{{\"idea\": \"i\", \"expression\": \"{(rules.TryDequeue(out var rule) ? rule : "p")}\"}}")));
        using var folder = new Folder();
        var train = folder.Write("train.csv", "p,d\n" + string.Concat(Enumerable.Range(1, 40).Select(i => $"{i} {(7 * i % 50) + 1} {(3 * i % 40) + 1} 20 11,{i + 5} {i} {i * 2 % 70} 40 30\n")));
        var shell = Shell.Run("discover", "tardiness", "--train", train, "--model", server.Address + "#stand-in", "--evaluations", "3", "--out", folder["run.jsonl"]);
        Assert.Equal((0, ""), (shell.Code, shell.Error));
        Assert.Contains("3 rules evaluated, 4 questions, 0 repeated, 0 unreadable, 44 tokens in, 28 out", shell.Out, StringComparison.Ordinal);
        Assert.Contains("\"model\":\"stand-in\"", File.ReadAllText(folder["run.jsonl"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_with_model_tells_the_endpoint_what_is_wrong()
    {
        var answers = new Queue<string>(["A 0\nB 0", "{\"schedule\": [{\"id\": \"A\", \"start\": 0}, {\"id\": \"B\", \"start\": 3}]}"]);
        await using var server = new LoopbackServer(_ => (200, LoopbackServer.Completion(answers.Dequeue())));
        using var folder = new Folder();
        var file = folder.Write("p.json", """{"version": 1, "tasks": [{"id": "A", "duration": 3}, {"id": "B", "duration": 2}], "resources": [], "precedence": [["A", "B"]]}""");
        var shell = Shell.Run("plan-with-model", file, "--model", server.Address, "--rounds", "1");
        Assert.Equal((0, ""), (shell.Code, shell.Error));
        Assert.Contains("step: taken as proposed", shell.Out, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Count);
        Assert.Contains("not feasible", server.Requests[1].Body, StringComparison.Ordinal);
    }
}
