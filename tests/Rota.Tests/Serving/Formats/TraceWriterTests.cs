using CsCheck;
using Rota.Formats;
using Rota.Serving;
using Rota.Serving.Formats;
using Rota.Serving.Generators;
using Xunit;

namespace Rota.Tests.Serving.Formats;

public sealed class TraceWriterTests
{
    private static readonly string[] Names = ["", "p", "q \"quoted\"", "r\u00e9\ud83d\ude00"];

    private static readonly Gen<TraceRequest> Requests = Gen.Select(
        Gen.Select(Gen.Int[1, 5000], Gen.Int[1, 5000], Gen.Double[0, 1e6], Gen.Double[0, 1e4]),
        Gen.Select(Gen.Int[1, 9000].Nullable(), Gen.Double[1e-6, 100].Nullable(), Gen.Double[1e-6, 100].Nullable(), Gen.Int[1, 64]),
        Gen.Select(Gen.String[Gen.Char[' ', '~'], 0, 20], Gen.Int[0, 3].Select(i => Names[i]), Gen.Bool.Select(b => b ? "grep" : ""), Gen.Bool, Gen.Int[0, 1]))
        .Select((size, limits, names) => new TraceRequest
        {
            Prompt = size.Item1,
            Output = size.Item2,
            ArrivalSeconds = size.Item3,
            PauseSeconds = size.Item4,
            DeclaredMax = limits.Item1,
            TtftTarget = limits.Item2,
            TbtTarget = limits.Item3,
            Class = names.Item1,
            Program = names.Item2,
            Tool = names.Item3,
            SharedWithPrevious = names.Item5 == 1 ? size.Item1 / 2 : null,
            BlockTokens = limits.Item4,
            Blocks = names.Item4 ? [.. Enumerable.Range(7, (size.Item1 + size.Item2) / limits.Item4).Select(i => (long)i << 20)] : [],
        });

    [Fact]
    public void What_is_written_as_JSON_lines_is_read_back_whole() => Gen.Select(Requests.Array[1, 12], Gen.Bool).Sample((requests, arrivals) =>
    {
        var trace = new ServingTrace("a name", [.. requests.OrderBy(r => r.ArrivalSeconds).Select((r, i) => r with { Id = i % 3 == 0 ? "" : $"id {i}" })])
        {
            HasArrivals = arrivals,
            Dropped = ["3 rows"],
            Notes = ["one", "two \u00fc"],
        };
        var again = ServingTraces.Read(TextInput.OfText(Written(trace), "f"));
        Assert.Equal((trace.Name, trace.HasArrivals), (again.Name, again.HasArrivals));
        Assert.Equal(trace.Dropped, again.Dropped);
        Assert.Equal(trace.Notes, again.Notes);
        SameRequests(trace, again);
    }, iter: 300);

    [Fact]
    public void Agent_sessions_are_read_back_as_they_were()
    {
        var trace = PaperPrograms.Create(new() { Programs = 30 }).Mix("agents", RandomRequests.Create(new() { Requests = 40, Arrivals = new(0.05) }), "chats");
        var output = new StringWriter();
        var losses = ServingTraceWriter.WriteSessions(trace, output);
        var tools = trace.Requests.Count(r => r.Tool.Length > 0);
        Assert.Equal([$"classes of {trace.Requests.Length} requests", $"names of tools of {tools} requests"], losses);
        var again = ServingTraces.Read(TextInput.OfText(output.ToString(), "f"));
        Assert.Equal("llm-serving-sim", again.Format);
        foreach (var (one, two) in trace.Requests.OrderBy(r => r.Program, StringComparer.Ordinal).Zip(again.Requests.OrderBy(r => r.Program, StringComparer.Ordinal)))
        {
            Assert.Equal((one.Program, one.Prompt, one.Output), (two.Program, two.Prompt, two.Output));
            Assert.Equal(one.ArrivalSeconds, two.ArrivalSeconds, 1e-9);
            Assert.Equal(one.PauseSeconds, two.PauseSeconds, 1e-9);
        }
        var twice = new StringWriter();
        ServingTraceWriter.WriteSessions(again, twice);
        Assert.Equal(output.ToString(), twice.ToString());
    }

    [Fact]
    public void What_cannot_be_written_is_refused()
    {
        var lengths = UniformRequests.Create(new() { Requests = 2 });
        Assert.Equal("uniform-seed1: has no arrivals, which sessions need; give it some first", Assert.Throws<RotaException>(() => ServingTraceWriter.WriteSessions(lengths, TextWriter.Null)).Message);
        var named = new ServingTrace("x", [new TraceRequest { Prompt = 1, Output = 1, Tool = "a\nb" }]);
        Assert.Equal("tool 'a b...' cannot be written, expected at most 200 letters and no control characters", Assert.Throws<RotaException>(() => Written(named)).Message);
    }

    [Theory]
    [MemberData(nameof(TraceExamples.Data), MemberType = typeof(TraceExamples))]
    public void A_trace_of_any_format_survives_being_written(string format, string text)
    {
        var trace = ServingTraces.Read(TextInput.OfText(text, format));
        SameRequests(trace, ServingTraces.Read(TextInput.OfText(Written(trace), "again")));
    }

    internal static string Written(ServingTrace trace)
    {
        var output = new StringWriter();
        ServingTraceWriter.WriteJsonLines(trace, output);
        return output.ToString();
    }

    internal static void SameRequests(ServingTrace expected, ServingTrace actual)
    {
        Assert.Equal(expected.Requests.Length, actual.Requests.Length);
        foreach (var (one, two) in expected.Requests.Zip(actual.Requests))
        {
            Assert.Equal(one.Blocks, two.Blocks);
            Assert.Equal(one with { Blocks = [] }, two with { Blocks = [] });
        }
    }
}
