using Rota.Formats;
using Rota.Serving;
using Rota.Serving.Formats;
using Xunit;

namespace Rota.Tests.Serving.Formats;

public sealed class TraceAcceptanceTests
{
    [Theory]
    [MemberData(nameof(TraceExamples.Data), MemberType = typeof(TraceExamples))]
    public void A_file_is_recognised_by_its_format_alone_and_runs(string format, string text)
    {
        var head = TraceHead.Of(TextInput.OfText(text, "f.txt"));
        Assert.Equal([format], ServingTraceFormats.All.Where(one => one.Recognises(head)).Select(one => one.Name));
        var trace = Read(text);
        Assert.Equal(format, trace.Format);
        Assert.True(Workload.Of(trace).Count > 0);
    }

    [Fact]
    public void Every_format_has_an_example_and_a_name_of_its_own() =>
        Assert.Equal(ServingTraceFormats.All.Select(format => format.Name).Order(), TraceExamples.All.Select(example => example.Format).Distinct().Order());

    [Fact]
    public void Azure_stamps_count_from_the_first_row_with_and_without_zone()
    {
        var trace = Read(Example("azure", 0));
        Assert.Equal([0, 4.314579], trace.Requests.Select(r => r.ArrivalSeconds));
        Assert.Equal((374, 44), (trace.Requests[0].Prompt, trace.Requests[0].Output));
        Assert.Equal(0.99007, Read(Example("azure", 1)).Requests[1].ArrivalSeconds, 9);
        var zones = Read("TIMESTAMP,ContextTokens,GeneratedTokens\n2024-02-28T23:30:00+00:00,1,1\n2024-02-29T01:00:00+01:00,1,1\n2024-02-29 00:00:00.5Z,1,1\n");
        Assert.Equal([0, 1800, 1800.5], zones.Requests.Select(r => r.ArrivalSeconds));
    }

    [Fact]
    public void Columns_for_class_targets_and_declared_maximum_are_taken_and_others_are_named()
    {
        var trace = Read(Example("csv", 1));
        Assert.Equal(
            [("r1", 0.0, "gold", 0.5, (int?)100), ("r2", 0.5, "free", 2.0, null)],
            trace.Requests.Select(r => (r.Id, r.ArrivalSeconds, r.Class, r.TtftTarget!.Value, r.DeclaredMax)));
        Assert.Equal(["columns not read: reasoning_tokens"], Read(Example("lengths", 0)).Notes);
        Assert.Equal([("text", 0.25, 0.1), ("image", 0.5, 0.1)], Read(Example("lengths", 3)).Requests.Select(r => (r.Class, r.TtftTarget!.Value, r.TbtTarget!.Value)));
    }

    [Fact]
    public void BurstGPT_failures_are_dropped_and_sessions_are_programs()
    {
        var old = Read(Example("burstgpt", 0));
        Assert.Equal(["1 rows without response (failures)"], old.Dropped);
        Assert.Equal([(0.0, 472, "ChatGPT/Conversation"), (113.0, 417, "GPT-4/API")], old.Requests.Select(r => (r.ArrivalSeconds, r.Prompt, r.Class)));
        var sessions = Read(Example("burstgpt", 1));
        Assert.Equal(["s1", "", "s1"], sessions.Requests.Select(r => r.Program));
        // Sent at 5, took 2.5 s, next at 20.
        Assert.Equal(12.5, sessions.Requests[0].PauseSeconds);
        Assert.Null(sessions.Requests[2].SharedWithPrevious);
        Assert.All(Read(Example("burstgpt", 1), new() { ChainTurns = false }).Requests, r => Assert.Equal("", r.Program));
    }

    [Fact]
    public void Overlapping_turns_follow_at_once_and_are_counted_or_refused()
    {
        const string Text = "Timestamp,Session ID,Elapsed time,Model,Request tokens,Response tokens,Log Type\n5,s,30,M,100,18,X log\n20,s,4,M,60,20,X log\n";
        var trace = Read(Text);
        Assert.Equal(
            ["1 turns are shorter than the conversation before them: they share nothing with it", "1 turns were sent before the answer before them ended: they follow it at once"], trace.Notes);
        Assert.Equal((0.0, 0), (trace.Requests[0].PauseSeconds, trace.Requests[1].SharedWithPrevious));
        Assert.Equal(
            "f.txt:3:1: arrives at 20 s, before the answer to the turn before it ended at 35 s",
            Assert.Throws<InputException>(() => Read(Text, new() { RefuseOverlaps = true })).Message);
    }

    [Fact]
    public void Chats_of_Bailian_are_chained_by_their_parents()
    {
        var trace = Read(Example("bailian", 0));
        Assert.Equal([("159", "159"), ("160", "160"), ("161", "159")], trace.Requests.Select(r => (r.Id, r.Program)));
        Assert.Equal([0, 0.5, 12], trace.Requests.Select(r => r.ArrivalSeconds));
        // 12 s between the two, of which 100 tokens at 0.02 s were the answer.
        Assert.Equal(10, trace.Requests[0].PauseSeconds);
        Assert.Equal((16, 3, 10), (trace.Requests[0].BlockTokens, trace.Requests[0].Blocks.Length, trace.Requests[2].Blocks.Length));
        Assert.Equal(["think times are gaps between arrivals less 0.02 s a token of the answer between"], trace.Notes);
        Assert.Equal(["text", "search", "text"], trace.Requests.Select(r => r.Class));
    }

    [Fact]
    public void A_second_answer_to_a_chat_and_a_chat_without_its_parent_begin_programs()
    {
        var trace = Read(
            """
            {"chat_id":1,"parent_chat_id":-1,"timestamp":0,"input_length":4,"output_length":1,"turn":1}
            {"chat_id":2,"parent_chat_id":1,"timestamp":1,"input_length":9,"output_length":1,"turn":2}
            {"chat_id":3,"parent_chat_id":1,"timestamp":2,"input_length":8,"output_length":1,"turn":2}
            {"chat_id":4,"parent_chat_id":77,"timestamp":3,"input_length":8,"output_length":1,"turn":5}
            """);
        Assert.Equal(["1", "1", "3", "4"], trace.Requests.Select(r => r.Program));
        Assert.Contains("1 chats answer an earlier turn anew: they begin a program of their own", trace.Notes);
        Assert.Contains("1 chats follow one that is not in the file: they begin a program", trace.Notes);
    }

    [Fact]
    public void Sessions_and_requests_of_LLMServingSim_may_stand_in_one_file()
    {
        var trace = Read(Example("llm-serving-sim", 0));
        Assert.Equal([("s", 0.0, 1472, 0.127348767), ("s", 0.0, 1582, 0.0), ("", 0.001, 18, 0.0)], trace.Requests.Select(r => (r.Program, r.ArrivalSeconds, r.Prompt, r.PauseSeconds)));
        // 1582 tokens are fewer than 1472 + 133: the answer was not repeated.
        Assert.Equal(1472, trace.Requests[1].SharedWithPrevious);
        Assert.Equal([0L, 1], trace.Requests[2].Blocks);
    }

    [Fact]
    public void Token_ids_become_blocks_that_are_equal_when_all_before_them_is()
    {
        static string Row(int arrival, IEnumerable<int> tokens) =>
            $$"""{"input_toks":{{tokens.Count()}},"output_toks":1,"arrival_time_ns":{{arrival}},"input_tok_ids":[{{string.Join(',', tokens)}}]}""" + "\n";
        var trace = Read(
            Row(1, Enumerable.Range(0, 40)) + Row(2, Enumerable.Range(0, 48)) + Row(3, Enumerable.Range(0, 16).Concat(Enumerable.Range(5, 16))) + Row(4, Enumerable.Range(16, 32))
            + Row(5, Enumerable.Repeat(0, 32)));
        Assert.Equal([[0, 1], [0, 1, 2], [0, 3], [4, 5], [6, 7]], trace.Requests.Select(r => r.Blocks.ToArray()));
    }

    [Fact]
    public void Overlapping_calls_of_sub_agents_are_sent_one_after_the_other()
    {
        var trace = Read(Example("agent-calls", 0));
        Assert.Equal(["1 calls without prompt and output (failures)"], trace.Dropped);
        // The third call began at 10, while the first ran until 14.7; the fourth began at 20.
        Assert.Equal([0, 5.3, 0], trace.Requests.Select(r => r.PauseSeconds));
        Assert.False(trace.HasArrivals);
    }

    [Fact]
    public void Think_times_stand_before_their_turn_and_a_compaction_keeps_the_first_prompt()
    {
        var trace = Read(Example("agent-sessions", 0));
        Assert.Equal([11.149, 0, 0], trace.Requests.Select(r => r.PauseSeconds));
        Assert.Equal([null, null, 1000], trace.Requests.Select(r => r.SharedWithPrevious));
        Assert.Contains("1 turns come after a compaction of the context: they share the program's first prompt", trace.Notes);
        Assert.Contains("1 turns without think time: taken as 0 s", trace.Notes);
    }

    [Fact]
    public void Prompts_that_are_missing_are_made_up_and_said_to_be()
    {
        var trace = Read(Example("agent-gaps", 0));
        Assert.InRange(trace.Requests[0].Prompt, 2000, 15_000);
        Assert.True(trace.Requests[1].Prompt > trace.Requests[0].Prompt + 90);
        Assert.Equal(0.714, trace.Requests[0].PauseSeconds);
        Assert.StartsWith("prompts are synthetic: ", Assert.Single(trace.Notes));
        Assert.Equal(trace.Requests, Read(Example("agent-gaps", 0)).Requests);
        Assert.NotEqual(trace.Requests[0].Prompt, Read(Example("agent-gaps", 0), new() { Seed = 2 }).Requests[0].Prompt);
        Assert.All(Read(Example("agent-gaps", 0), new() { MaxModelTokens = 2500 }).Requests, r => Assert.True(r.Prompt + r.Output <= 2500));
    }

    [Fact]
    public void A_benchmark_result_is_a_trace_in_order_of_its_start_times()
    {
        var trace = Read(Example("vllm-bench", 0));
        Assert.Equal(["1 requests without output (failures)"], trace.Dropped);
        Assert.Equal([(0.0, 10, 5), (0.5, 30, 7)], trace.Requests.Select(r => (r.ArrivalSeconds, r.Prompt, r.Output)));
        Assert.False(Read("""{"input_lens":[10],"output_lens":[5]}""").HasArrivals);
        Assert.Equal([3, 4], Read("""{"input_lens":[4,3],"output_lens":[1,1],"start_times":[2,1]}""").Requests.Select(r => r.Prompt));
    }

    [Fact]
    public void Conversations_count_four_letters_a_token()
    {
        var trace = Read(Example("sharegpt", 0));
        // "four" 1, "eightyes" 2, "x" 1; the last answer has three letters, one of them two UTF-16 units.
        Assert.Equal([(1, 2, "a"), (4, 1, "a")], trace.Requests.Select(r => (r.Prompt, r.Output, r.Program)));
        Assert.Equal(["tokens are estimated as letters / 4, rounded up"], trace.Notes);
    }

    [Fact]
    public void Blocks_of_the_output_follow_those_of_the_prompt() => Assert.Equal([0L, 1, 2, 3], Read(Example("blocks", 0)).Requests[0].Blocks);

    [Fact]
    public void A_wrong_order_is_sorted_when_asked_and_later_turns_stay_behind()
    {
        var trace = Read("arrival_s,input_tokens,output_tokens\n5,1,1\n3,2,2\n5,3,3\n4,4,4\n", new() { Sort = true });
        Assert.Equal([(0.0, 2), (1.0, 4), (2.0, 1), (2.0, 3)], trace.Requests.Select(r => (r.ArrivalSeconds, r.Prompt)));
        var programs = Read(
            """
            {"arrival_s":9,"input_length":5,"output_length":1,"program":"p"}
            {"arrival_s":1,"input_length":6,"output_length":1,"program":"p"}
            {"arrival_s":2,"input_length":7,"output_length":1}
            """, new() { Sort = true });
        Assert.Equal([7, 5, 6], programs.Requests.Select(r => r.Prompt));
        Assert.Equal(3, Workload.Of(programs).Count);
    }

    [Fact]
    public void Requests_beyond_the_model_limit_are_dropped_and_a_program_ends_there()
    {
        const string Text = "program,turn,prompt_tokens,output_tokens,tool_seconds\np,0,10,5,1\nq,0,4,4,1\np,1,100,5,1\np,2,12,5,1\n";
        var trace = Read(Text, new() { MaxModelTokens = 20 });
        Assert.Equal(["p", "q"], trace.Requests.Select(r => r.Program));
        Assert.Equal(["2 turns from the one on that is longer than the model limit of 20 tokens"], trace.Dropped);
        Assert.Equal(["1 requests longer than the model limit of 20 tokens"], Read("input_tokens,output_tokens\n10,5\n16,5\n", new() { MaxModelTokens = 20 }).Dropped);
        Assert.Equal(2, Read(Text, new() { MaxRequests = 2 }).Requests.Length);
    }

    [Fact]
    public void Coarse_stamps_are_spread_only_where_they_show_steps()
    {
        static string Rows(Func<int, int> stamp) => string.Concat(Enumerable.Range(0, 60).Select(i => $$"""{"timestamp":{{stamp(i)}},"input_length":9,"output_length":{{i + 1}},"hash_ids":[0]}""" + "\n"));
        var coarse = Read(Rows(i => 3000 * (i / 6)));
        Assert.Contains("arrivals are stamped in steps of 3 s and were spread uniformly inside each step, seed 1", coarse.Notes);
        Assert.Equal(Enumerable.Range(1, 60), coarse.Requests.Select(r => r.Output));
        Assert.All(coarse.Requests.Select((r, i) => r.ArrivalSeconds - (3 * (i / 6))), offset => Assert.InRange(offset, 0, 3));
        Assert.Equal(60, coarse.Requests.Select(r => r.ArrivalSeconds).Distinct().Count());
        Assert.Equal(10, Read(Rows(i => 3000 * (i / 6)), new() { SpreadQuantised = false }).Requests.Select(r => r.ArrivalSeconds).Distinct().Count());
        Assert.Empty(Read(Rows(i => 700 * i)).Notes);
        Assert.Empty(Read(Rows(i => i / 6 * i / 6 * 1000)).Notes);
    }

    [Fact]
    public void Comments_quotes_blanks_and_carriage_returns_are_passed_over() => Assert.Equal(
        [("a, \"b\"", 3), ("", 5)],
        Read("# a comment\r\n\r\n \"arrival_s\" , input_tokens,output_tokens,class\r\n0, 3 ,1,\"a, \"\"b\"\"\"\r\n\r\n1,\"5\",1.0,\r\n").Requests.Select(r => (r.Class, r.Prompt)));

    [Fact]
    public void Arrivals_that_count_from_1970_begin_at_0()
    {
        Assert.Equal([0, 0.25], Read("arrival_s,input_tokens,output_tokens\n1715299209.5,3,1\n1715299209.75,5,1\n").Requests.Select(r => r.ArrivalSeconds));
        var year = Read("arrival_s,input_tokens,output_tokens\n0,3,1\n31536000,5,1\n");
        Assert.Equal(["arrivals span 365.0 days, more than the 60 a run takes: slice or scale the trace"], year.Notes);
    }

    private static string Example(string format, int index) => TraceExamples.All.Where(example => example.Format == format).ElementAt(index).Text;

    private static ServingTrace Read(string text, TraceReadOptions? options = null) => ServingTraces.Read(TextInput.OfText(text, "f.txt"), options);
}
