using Rota.Serving;
using Rota.Serving.Formats;
using Xunit;

namespace Rota.Tests.Serving.Formats;

public sealed class SharedTraceTests
{
    [Theory]
    [InlineData("serving/azure2023_conv.csv.gz", "csv", 14453, 1155, 211, 5.90)]
    [InlineData("serving/azure2023_code.csv.gz", "csv", 7491, 2048, 27.9, 3.13)]
    [InlineData("serving/azure2024_thinned.csv.gz", "csv", 4797, 547, 116, 0.073)]
    [InlineData("llm-prefill/azure2023_conv.csv.gz", "csv", 11619, 1263, 211, 5.90)]
    [InlineData("llm-prefill/azure2023_code.csv.gz", "csv", 5291, 2048, 27.9, 3.13)]
    [InlineData("serving/mooncake_conversation.jsonl.gz", "mooncake", 8777, 12035, 343, 3.31)]
    [InlineData("serving/mooncake_synthetic.jsonl.gz", "mooncake", 2947, 13500, 178, 3.85)]
    [InlineData("llm-prefill/mooncake_conversation_head.jsonl.gz", "mooncake", 7218, 12035, 343, 3.31)]
    [InlineData("serving/sharegpt_llama31_300_blocks16.jsonl.gz", "blocks", 300, 857, 653, 10)]
    [InlineData("serving/sharegpt_qwen3_300_blocks16.jsonl.gz", "blocks", 300, 862, 665, 10)]
    [InlineData("llm-groundtruth/sharegpt300_llama31_8b_workload.jsonl.gz", "blocks", 300, 857, 653, 10)]
    [InlineData("llm-groundtruth/sharegpt300_qwen3_workload.jsonl.gz", "blocks", 300, 862, 665, 10)]
    [InlineData("llm-groundtruth/vllm019_rtx4090_llama31_8b.csv", "csv", 300, 857, 653, 10)]
    public void Traces_have_the_rows_and_means_of_their_source(string file, string format, int rows, double prompt, double output, double rate)
    {
        if (Read(file) is not { } trace) return;
        Assert.Equal((format, rows, true), (trace.Format, trace.Requests.Length, trace.HasArrivals));
        // Mostly means of the whole source, of which the file is the first 60 to 75 %. Conversations drift so much that their first 60 % have a mean of their own.
        AssertClose(prompt, trace.Requests.Average(r => r.Prompt), 0.05);
        AssertClose(output, trace.Requests.Average(r => r.Output), 0.06);
        AssertClose(rate, rows / trace.SpanSeconds, 0.12);
        Assert.InRange(trace.Requests[0].ArrivalSeconds, 0, 3);
        Assert.Empty(trace.Dropped);
        Assert.Equal(rows, Workload.Of(trace).Count);
    }

    [Fact]
    public void Tool_call_programs_have_their_turns_and_tool_times()
    {
        if (Read("serving/agent_swe_toolcalls.csv.gz") is not { } trace) return;
        Assert.Equal((1445, false, 50), (trace.Requests.Length, trace.HasArrivals, Workload.Of(trace).Programs));
        AssertClose(35_672, trace.Requests.Average(r => r.Prompt), 0.05);
        AssertClose(195, trace.Requests.Average(r => r.Output), 0.15);
        Assert.Contains("161 turns do not repeat the whole answer before them: they share the prompt before, not the answer", trace.Notes);
        Assert.Equal(161, trace.Requests.Count(r => r.SharedWithPrevious is not null));
        Assert.Contains(trace.Requests, r => r.Tool == "Grep" && r.PauseSeconds == 0.018);
    }

    [Fact]
    public void Mooncake_arrivals_in_steps_of_three_seconds_are_spread()
    {
        if (Read("serving/mooncake_conversation.jsonl.gz") is not { } trace) return;
        Assert.Contains("arrivals are stamped in steps of 3 s and were spread uniformly inside each step, seed 1", trace.Notes);
        Assert.True(trace.Requests.Select(r => r.ArrivalSeconds).Distinct().Count() > 8700);
        var raw = ServingTraces.Read(SharedData.Find("serving/mooncake_conversation.jsonl.gz")!, new() { SpreadQuantised = false });
        Assert.Equal(885, raw.Requests.Select(r => r.ArrivalSeconds).Distinct().Count());
        foreach (var (stamped, spread) in raw.Requests.Zip(trace.Requests))
        {
            Assert.Equal(stamped.Output, spread.Output);
            Assert.InRange(spread.ArrivalSeconds - stamped.ArrivalSeconds, -1e-6, 3.001);
        }
    }

    [Fact]
    public void Files_of_lengths_have_no_arrivals()
    {
        if (Read("serving/sharegpt_o1_lengths.csv") is not { } reasoning) return;
        Assert.Equal((1981, false), (reasoning.Requests.Length, reasoning.HasArrivals));
        AssertClose(381, reasoning.Requests.Average(r => r.Prompt), 0.005);
        AssertClose(2160, reasoning.Requests.Average(r => r.Output), 0.005);
        var papers = Read("serving/arxiv_summarization_lengths.csv.gz")!;
        Assert.Equal(8000, papers.Requests.Length);
        AssertClose(2588, papers.Requests.Average(r => r.Prompt), 0.02);
        Assert.Equal(15366, Read("llm-prefill/sharegpt_lengths_le8k.csv.gz")!.Requests.Length);
        Assert.Equal(14129, Read("llm-prefill/arxiv_summarization_lengths_le4k.csv.gz")!.Requests.Length);
        var prompts = Read("llm-prefill/lmsys_prompt_len_est.csv.gz")!;
        Assert.Equal(7000, prompts.Requests.Length);
        Assert.All(prompts.Requests, r => Assert.Equal(1, r.Output));
        Assert.Contains("the file has no outputs: every output is 1 token", prompts.Notes);
    }

    [Fact]
    public void The_measured_slice_of_Qwen_has_classes_and_targets()
    {
        if (Read("llm-prefill/qwen_traceA_slice_a800_measured.csv") is not { } trace) return;
        Assert.Equal((323, false), (trace.Requests.Length, trace.HasArrivals));
        Assert.Equal(["file", "image", "search", "text"], trace.Requests.Select(r => r.Class).Distinct().Order());
        Assert.All(trace.Requests, r => Assert.True(r.TtftTarget > 0 && r.TbtTarget is 0.1 or 0.2));
        Assert.Equal((793, 532, 0.25, "0"), (trace.Requests[0].Prompt, trace.Requests[0].Output, trace.Requests[0].TtftTarget, trace.Requests[0].Id));
    }

    [Fact]
    public void Agent_sessions_have_the_gaps_of_their_source()
    {
        if (Read("serving/agent_lmcache_gaps.csv.gz") is not { } gaps) return;
        Assert.Equal((3772, 157), (gaps.Requests.Length, Workload.Of(gaps).Programs));
        var coding = gaps.Requests.Where(r => r.Program.StartsWith("swebench", StringComparison.Ordinal)).ToArray();
        AssertClose(178, coding.Average(r => r.Output), 0.06);
        // The last turn of a session has no gap behind it.
        AssertClose(0.945, coding.Sum(r => r.PauseSeconds) / coding.Length, 0.15);
        Assert.All(gaps.Requests, r => Assert.True(r.Prompt + r.Output <= 131_072));

        var calls = Read("serving/agent_exgentic_swe.csv.gz")!;
        Assert.Equal(["127 calls without prompt and output (failures)"], calls.Dropped);
        Assert.Equal((1650, 35), (calls.Requests.Length, Workload.Of(calls).Programs));
        // The source's mean counts the failed calls as prompts of 0 tokens.
        AssertClose(27_541, calls.Requests.Sum(r => (double)r.Prompt) / 1777, 0.05);
        AssertClose(6.18, calls.Requests.Average(r => r.PauseSeconds), 0.2);

        var sessions = Read("serving/agent_claudecode_long.csv.gz")!;
        Assert.Equal((2487, 16), (sessions.Requests.Length, Workload.Of(sessions).Programs));
        Assert.Contains("6 turns without think time: taken as 0 s", sessions.Notes);
        Assert.Contains("100 turns come after a compaction of the context: they share the program's first prompt", sessions.Notes);
    }

    private static ServingTrace? Read(string file)
    {
        if (SharedData.Find(file) is { } path) return ServingTraces.Read(path);
        Assert.Skip("shared data absent");
        return null;
    }

    private static void AssertClose(double expected, double actual, double share) => Assert.InRange(actual, expected * (1 - share), expected * (1 + share));
}
