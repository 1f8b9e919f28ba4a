using Rota.Formats;
using Rota.Serving;
using Rota.Serving.Formats;
using Rota.Tests.Formats;
using Xunit;

namespace Rota.Tests.Serving.Formats;

public sealed class MutatedTracesTests
{
    private const int Files = 100_000;

    [Fact]
    public void Mutated_traces_never_crash()
    {
        var mutants = new Mutants(20260811, [.. TraceExamples.All.Select(example => example.Text)])
        {
            Junk = ["\"", "{", "}", "[", "]", ",", ":", "\\", "\\ud800", "#", "+", "arrival_s", "turn", "null", "true", "\u00e9", "\n", "\r\n", "\t", ";", "'", "\"\"", "{}", "[]"],
        };
        var options = ServingTraceFormats.All.Select(format => new TraceReadOptions { FormatName = format.Name }).Append(new() { Sort = true }).Append(new() { ChainTurns = false })
            .Append(new() { MaxModelTokens = 1000 }).Append(new() { RefuseOverlaps = true, RequireTargets = true }).Append(new() { MaxRequests = 2 }).ToArray();
        var read = 0;
        var (compiled, refused) = mutants.Run(Files, (input, i) =>
        {
            var trace = ServingTraces.Read(input, mutants.Draws.Next(8) == 0 ? options[mutants.Draws.Next(options.Length)] : null);
            read++;
            Assert.All(trace.Requests, r => Assert.True(r.Prompt >= 1 && r.Output >= 1 && r.PauseSeconds >= 0 && double.IsFinite(r.ArrivalSeconds)));
            if (i % 4 == 0) TraceWriterTests.SameRequests(trace, ServingTraces.Read(TextInput.OfText(TraceWriterTests.Written(trace), "again")));
            Workload.Of(trace);
        });
        // The mutations are neither too weak nor too strong to show anything, and hardly anything that is read cannot run: arrivals beyond the 60 days of a run.
        Assert.InRange(read, Files / 20, Files);
        Assert.InRange(refused, Files / 4, Files);
        Assert.InRange(compiled, 0.95 * read, read);
    }
}
