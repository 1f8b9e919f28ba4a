using Rota.Chat;
using Rota.Formats;
using Rota.SingleMachine.Discovery;
using Rota.Tuning.Discovery;
using Rota.Tuning.Discovery.Strategies;
using Xunit;

namespace Rota.Tests.Tuning.Discovery;

public sealed class RuleDiscoveryTests
{
    private static readonly TardinessDiscovery Task = new(TardinessSet.Generate(300, 12, 1), TardinessSet.Generate(100, 12, 2));

    public static TheoryData<string> Strategies => [.. DiscoveryStrategies.All.Select(strategy => strategy.Name)];

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Chance_alone_betters_the_rule_it_began_with_and_a_record_plays_back_byte_for_byte_without_a_model(string strategy)
    {
        var lines = new List<string>();
        var options = new DiscoveryOptions { Strategy = strategy, Evaluations = 120, Seed = 3 };
        var result = RuleDiscovery.Run(Task, options, new MockDesigner(Task.Features), write: lines.Add, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(120, result.Evaluations);
        Assert.True(result.Training.BestMean < result.Training.SeedMean);
        Assert.Equal(result.Best.Cost, result.Training.BestMean);
        Assert.All(result.Curve.Zip(result.Curve.Skip(1)), pair => Assert.True(pair.Second.Cost < pair.First.Cost));

        var replayed = RuleDiscovery.Run(Task, new(), null, Record(lines), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(result.Database, replayed.Database);
        Assert.Equal(result.Digest, replayed.Digest);
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void A_run_that_was_cut_off_goes_on_as_if_it_had_not_been(string strategy)
    {
        var whole = new List<string>();
        var options = new DiscoveryOptions { Strategy = strategy, Evaluations = 60, Seed = 4 };
        var model = new MockDesigner(Task.Features);
        var uncut = RuleDiscovery.Run(Task, options, model, write: whole.Add, cancellation: TestContext.Current.CancellationToken);

        var kept = whole.Take(whole.Count / 2).ToList();
        var goneOn = RuleDiscovery.Run(Task, options, model, Record([.. kept, whole[kept.Count][..9]], endLine: false), kept.Add, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(whole, kept);
        Assert.Equal(uncut.Database, goneOn.Database);
    }

    [Fact]
    public void A_finished_run_goes_on_with_a_larger_budget_and_plays_back_whole()
    {
        var lines = new List<string>();
        var model = new MockDesigner(Task.Features);
        RuleDiscovery.Run(Task, new() { Evaluations = 30 }, model, write: lines.Add, cancellation: TestContext.Current.CancellationToken);
        var more = RuleDiscovery.Run(Task, new() { Evaluations = 50 }, model, Record(lines), lines.Add, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(50, more.Evaluations);
        Assert.Equal(more.Digest, RuleDiscovery.Run(Task, new(), null, Record(lines), cancellation: TestContext.Current.CancellationToken).Digest);
    }

    [Fact]
    public void A_text_that_is_no_rule_is_sent_back_once_with_what_is_wrong_and_then_dropped()
    {
        var heard = new List<ChatPrompt>();
        var answers = new Queue<string>(["{\"expression\": \"p +\"}", "{\"expression\": \"p + d\"}", "no idea\nat all", "still\nnone"]);
        var model = new ScriptedChatModel("script", prompt =>
        {
            heard.Add(prompt);
            return answers.Dequeue();
        });
        var result = RuleDiscovery.Run(Task, new() { Evaluations = 9, Asks = 4 }, model, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal((1, 4, 1), (result.Evaluations, result.Asked, result.Unreadable));
        Assert.Contains("at letter 4: read the end", heard[1].User, StringComparison.Ordinal);
        Assert.Equal("{\"expression\": \"p +\"}", Assert.Single(heard[1].Earlier).Assistant);
    }

    [Fact]
    public void A_rule_in_another_notation_costs_no_evaluation_and_one_that_is_hopeless_only_the_screening()
    {
        var model = ScriptedChatModel.OfAnswers("max(d, t + p)", "0 - d", "max(p+t,d)*1");
        var result = RuleDiscovery.Run(Task, new() { Evaluations = 5, Asks = 3 }, model, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal((1, 2), (result.Evaluations, result.Repeated));
        Assert.Contains("thrown out at the screening", result.Database, StringComparison.Ordinal);
        Assert.Equal(result.Seed, result.Best);
    }

    [Fact]
    public void A_record_that_was_changed_is_refused_with_its_line()
    {
        var lines = new List<string>();
        RuleDiscovery.Run(Task, new() { Evaluations = 5 }, new MockDesigner(Task.Features), write: lines.Add, cancellation: TestContext.Current.CancellationToken);
        var ask = lines.FindIndex(line => line.StartsWith("{\"kind\":\"ask\"", StringComparison.Ordinal));
        lines[ask] = lines[ask].Replace("\"user\":\"", "\"user\":\"please, ", StringComparison.Ordinal);
        var fault = Assert.Throws<InputException>(() => RuleDiscovery.Run(Task, new(), null, Record(lines), cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(ask + 1, fault.Line);
    }

    [Theory]
    [InlineData("no json\n", 1)]
    [InlineData("{\"kind\":\"ask\"}\n", 1)]
    [InlineData("[]\n", 1)]
    [InlineData("{\"kind\":\"discovery\"}\n{\n", 2)]
    public void What_is_no_record_is_refused_with_its_line(string text, int line) =>
        Assert.Equal(line, Assert.Throws<InputException>(() => RunFile.Read(TextInput.OfText(text, "run.jsonl"))).Line);

    [Fact]
    public void Options_out_of_range_are_named_all_at_once()
    {
        var fault = Assert.Throws<RotaException>(() => RuleDiscovery.Run(Task, new() { Evaluations = 0, Temperature = 9 }, new MockDesigner(Task.Features), cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("evaluations 0", fault.Message, StringComparison.Ordinal);
        Assert.Contains("temperature 9", fault.Message, StringComparison.Ordinal);
    }

    private static RunFile Record(IEnumerable<string> lines, bool endLine = true) =>
        RunFile.Read(TextInput.OfText(string.Join('\n', lines) + (endLine ? "\n" : ""), "run.jsonl"));
}
