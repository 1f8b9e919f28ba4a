using Rota.Serving;
using Rota.Serving.Generators;
using Xunit;

namespace Rota.Tests.Serving.Generators;

public sealed class TraceMixingTests
{
    [Fact]
    public void Two_traces_play_together_and_share_nothing()
    {
        var one = Trace(new TraceRequest { Id = "1", Program = "p", Prompt = 32, Output = 1, Blocks = [3, 5] }, new TraceRequest { Program = "p", ArrivalSeconds = 9, Prompt = 40, Output = 1 });
        var two = Trace(new TraceRequest { Id = "1", ArrivalSeconds = 0.5, Prompt = 16, Output = 1, Blocks = [0] }, new TraceRequest { Program = "p", ArrivalSeconds = 2, Prompt = 7, Output = 1 });
        var mixed = one.Mix("code", two, "chat");
        Assert.Equal([("code/1", "code/p", "code"), ("", "code/p", "code"), ("chat/1", "", "chat"), ("", "chat/p", "chat")], mixed.Requests.Select(r => (r.Id, r.Program, r.Class)));
        Assert.Equal([0, 0, 0.5, 2], mixed.Requests.Select(r => r.ArrivalSeconds));
        Assert.Equal(6, mixed.Requests[2].Blocks[0]);
        Assert.Equal(2, Workload.Of(mixed).Programs);
        Assert.Equal(["a/p", "a/p", "b/p"], one.Mix("x", two, "x").Requests.Select(r => r.Program).Where(p => p.Length > 0));
        Assert.Equal(["b/p", "b/p", "a/p"], one.Mix("b", two, "a").Requests.Select(r => r.Program).Where(p => p.Length > 0));
        Assert.Equal("t+t", mixed.Name);
        Assert.Equal("t: has no arrivals, expected a trace that has; give it some first", Fault(() => one.Mix(null, two with { HasArrivals = false }, null)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void More_turns_grow_the_context_as_much_as_before(int times)
    {
        var trace = PaperPrograms.Create(new() { Programs = 50 });
        var longer = trace.MultiplyTurns(times);
        Assert.Equal(trace.Requests.Length * times, longer.Requests.Length);
        foreach (var (before, after) in trace.Requests.GroupBy(r => r.Program).Zip(longer.Requests.GroupBy(r => r.Program)))
        {
            Assert.Equal(before.First().Prompt, after.First().Prompt);
            // The last answer and the part of it that every copy adds are all that differs, and answers longer than their growth.
            Assert.InRange(after.Last().Prompt, before.Last().Prompt * 0.98, (before.Last().Prompt + before.Sum(r => r.Output)) * 1.02);
            Assert.All(after.Zip(after.Skip(1)), pair => Assert.True(pair.Second.Prompt >= pair.First.Prompt + pair.First.Output));
            Assert.Equal(0, after.Last().PauseSeconds);
            Assert.All(after.SkipLast(1), r => Assert.True(r.Tool.Length > 0));
        }
        Assert.Equal(trace.Requests.Average(r => r.Output) / times, longer.Requests.Average(r => r.Output), 1.0);
    }

    [Fact]
    public void Targets_are_given_to_all_by_class_or_by_length()
    {
        var trace = Trace(new TraceRequest { Prompt = 10, Output = 1, Class = "text" }, new TraceRequest { Prompt = 2000, Output = 1, Class = "file" });
        Assert.Equal([(0.5, 0.1), (0.5, 0.1)], trace.WithTargets(0.5, 0.1).Requests.Select(r => (r.TtftTarget!.Value, r.TbtTarget!.Value)));
        Assert.Equal([null, null], trace.WithTargets(0.5, 0.1).WithTargets(null, null).Requests.Select(r => r.TtftTarget));
        Assert.Equal([0.25, 6], trace.WithTargets(new Dictionary<string, (double?, double?)> { ["text"] = (0.25, null), ["file"] = (6, null) }).Requests.Select(r => r.TtftTarget!.Value));
        Assert.Equal([0.25, 1], trace.WithTtftByPrompt((1000, 0.25), (4000, 1)).Requests.Select(r => r.TtftTarget!.Value));
        Assert.Equal("TTFT target 0 s, expected more than 0, at most 5184000 s", Fault(() => trace.WithTargets(0, null)));
        Assert.Equal("TBT target NaN s, expected more than 0, at most 5184000 s", Fault(() => trace.WithTargets(null, double.NaN)));
        Assert.Equal("t: no targets for class 'file', expected one of text, files; did you mean 'files'?",
            Fault(() => trace.WithTargets(new Dictionary<string, (double?, double?)> { ["text"] = (1, null), ["files"] = (1, null) })));
        Assert.Equal("t: a prompt of 2000 tokens has no target, expected one below 1000", Fault(() => trace.WithTtftByPrompt((1000, 0.25))));
        Assert.Equal("limit 5 stands behind 5, expected rising numbers of tokens", Fault(() => trace.WithTtftByPrompt((5, 1), (5, 1))));
    }

    [Fact]
    public void Think_times_are_exponential_and_only_for_programs()
    {
        var trace = PaperPrograms.Create(new() { Programs = 500 }).WithThinkTimes(20);
        Assert.InRange(trace.Requests.Average(r => r.PauseSeconds), 19, 21);
        Assert.Equal(0, Trace(new TraceRequest { Prompt = 1, Output = 1 }).WithThinkTimes(20).Requests[0].PauseSeconds);
        Assert.Equal("mean think time 0 s, expected more than 0, at most 86400", Fault(() => trace.WithThinkTimes(0)));
        Assert.Equal("turns times 0, expected 1 to 100", Fault(() => trace.MultiplyTurns(0)));
        Assert.Equal("continuum-w1-seed1: has programs, expected requests on their own", Fault(() => trace.Bootstrap(5)));
        Assert.Equal("bootstrap: requests 0, expected 1 to 10000000", Fault(() => trace.Bootstrap(0)));
    }

    private static ServingTrace Trace(params TraceRequest[] requests) => new("t", [.. requests]);

    private static string Fault(Func<ServingTrace> act) => Assert.Throws<RotaException>(act).Message;
}
