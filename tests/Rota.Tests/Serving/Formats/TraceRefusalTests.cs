using System.IO.Compression;
using Rota.Formats;
using Rota.Serving.Formats;
using Xunit;

namespace Rota.Tests.Serving.Formats;

public sealed class TraceRefusalTests
{
    private const string Csv = "arrival_s,input_tokens,output_tokens\n";

    [Theory]
    [InlineData(Csv + "5,1,1\n3,1,1\n", "f:3:1: arrives at 3 s, before the one in front of it at 5 s; read it with sorting if that is meant")]
    [InlineData(Csv + "-1,1,1\n", "f:2:1: read '-1', expected an arrival in seconds from 0 to 100000000000; nearest 0")]
    [InlineData(Csv + "NaN,1,1\n", "f:2:1: read 'NaN', expected an arrival in seconds from 0 to 100000000000, a finite number")]
    [InlineData(Csv + "1e999,1,1\n", "f:2:1: read '1e999', expected an arrival in seconds from 0 to 100000000000, a finite number")]
    [InlineData(Csv + "1,0,1\n", "f:2:2: read '0', expected a prompt in tokens from 1 to 4000000; nearest 1")]
    [InlineData(Csv + "1,1,0\n", "f:2:3: read '0', expected an output in tokens from 1 to 4000000; nearest 1")]
    [InlineData(Csv + "1,1,-3\n", "f:2:3: read '-3', expected an output in tokens from 1 to 4000000; nearest 1")]
    [InlineData(Csv + "1,1.5,3\n", "f:2:2: read '1.5', expected a prompt in tokens from 1 to 4000000, a whole number; nearest 2")]
    [InlineData(Csv + "1,,3\n", "f:2:2: read '', expected a prompt in tokens from 1 to 4000000, a whole number")]
    [InlineData(Csv + "1,2\n", "f:2:3: the line ends, expected 'output_tokens'")]
    [InlineData(Csv + "1,2,3,4\n", "f:2:4: read '4', expected the end of the line after 3 fields")]
    [InlineData(Csv + "1,2,3\n1,\"2,3\n", "f:3:2: the quote is not closed on its line")]
    [InlineData(Csv + "1,\"2\"x,3\n", "f:2:2: read 'x,3' behind a closing quote, expected a comma")]
    [InlineData(Csv, "f: holds no request")]
    [InlineData("arrival_s,input_tokens,output_tokens,arrival_s\n", "f:1:4: column 'arrival_s' comes twice")]
    [InlineData("id,arrival_s,input_tokens,output_tokens\na,1,1,1\na,1,1,1\n", "f:3:1: id 'a' comes twice, expected one for each")]
    [InlineData("input_tokens,output_tokens,ttft_slo_s\n5,5,0\n", "f:2:3: read '0', expected a target of the time to the first token in seconds from 0.000001 to 5184000; nearest 0.000001")]
    [InlineData("input_tokens,output_tokens,tbt_slo_s\n5,5,\n", "f:2:3: read '', expected a target of the time between tokens in seconds from 0.000001 to 5184000, a finite number")]
    [InlineData("arrival_s,input_tokens,output_tokens\n0,1,1\n1e10,1,1\n", "f: arrivals span 115741 days, expected at most 3 years")]
    public void A_table_of_requests_is_refused(string text, string message) => Refuses(text, message);

    [Theory]
    [InlineData("2023-11-16", "f:2:1: read '2023-11-16', expected a date and time such as 2023-11-16 18:15:46.6805900")]
    [InlineData("2023-02-29 18:15:46", "f:2:1: read '2023-02-29 18:15:46', expected a date and time such as 2023-11-16 18:15:46.6805900")]
    [InlineData("2023-11-16 18:15:46.", "f:2:1: read '2023-11-16 18:15:46.', expected a date and time such as 2023-11-16 18:15:46.6805900")]
    [InlineData("2023-11-16 18:15:46+0a:00", "f:2:1: read '2023-11-16 18:15:46+0a:00', expected a date and time such as 2023-11-16 18:15:46.6805900")]
    [InlineData("2024-11-16 18:15:46,1,1\n2024-11-16 18:15:45", "f:3:1: arrives at -1 s, before the one in front of it at 0 s; read it with sorting if that is meant")]
    public void An_Azure_stamp_is_refused(string stamps, string message) => Refuses($"TIMESTAMP,ContextTokens,GeneratedTokens\n{stamps},1,1\n", message);

    [Theory]
    [InlineData("5,M,10,0\n6,M,10,0\n", "f: holds no request that can be run: 2 rows without response (failures)")]
    [InlineData("5,M,0,10\n", "f:2:3: read '0', expected a prompt in tokens from 1 to 4000000; nearest 1")]
    [InlineData("5,M,4,x\n", "f:2:4: read 'x', expected an output in tokens from 0 to 4000000, a whole number")]
    [InlineData("5,M,4,4\n4,M,4,4\n", "f:3:1: arrives at 4 s, before the one in front of it at 5 s; read it with sorting if that is meant")]
    public void A_BurstGPT_file_is_refused(string rows, string message) => Refuses($"Timestamp,Model,Request tokens,Response tokens\n{rows}", message);

    [Theory]
    [InlineData("""{"timestamp":-1,"input_length":9,"output_length":1,"hash_ids":[0]}""", "f:1:14: read '-1', expected an arrival in milliseconds from 0 to 100000000000000; nearest 0")]
    [InlineData("""{"timestamp":1,"input_length":0,"output_length":1,"hash_ids":[0]}""", "f:1:31: read '0', expected a prompt in tokens from 1 to 4000000; nearest 1")]
    [InlineData("""{"timestamp":1,"input_length":9,"output_length":0,"hash_ids":[0]}""", "f:1:49: read '0', expected an output in tokens from 1 to 4000000; nearest 1")]
    [InlineData("""{"timestamp":1,"input_length":6758,"output_length":1,"hash_ids":[0,1,2]}""", "f:1:65: 3 ids for 6758 tokens in blocks of 512, expected at least 12; nearest 14")]
    [InlineData("""{"timestamp":1,"input_length":9,"output_length":1,"hash_ids":[-4]}""", "f:1:63: read '-4', expected the number of a block from 0 to 1099511627776; nearest 0")]
    [InlineData("""{"timestamp":1,"input_length":9,"output_length":1,"hash_ids":4}""", "f:1:62: read '4', expected numbers of blocks, a list")]
    [InlineData("""{"timestamp":1,"input_length":9,"output_length":1,"hash_ids":[0]}""" + "\n" + """{"timestamp":0,"input_length":9,"output_length":1,"hash_ids":[0]}""",
        "f:2:14: arrives at 0 s, before the one in front of it at 0.001 s; read it with sorting if that is meant")]
    [InlineData("""{"timestamp":1,"input_length":9,"output_length":1,"hash_ids":[0]}""" + "\n" + """{"timestamp":2,"input_lenght":9,"output_length":1,"hash_ids":[0]}""",
        "f:2:1: has no 'input_length'; did you mean 'input_lenght'?")]
    [InlineData("""{"timestamp":1,"input_length":9,"output_length":1,"hash_ids":[0]}""" + "\n" + """{"timestamp":2,"input_le""",
        "f:2:25: is not JSON: Expected end of string, but instead reached end of data.")]
    [InlineData("""{"timestamp":NaN,"input_length":9,"output_length":1,"hash_ids":[0]}""", "f:1:14: is not JSON: 'N' is an invalid start of a value.")]
    public void A_Mooncake_file_is_refused(string text, string message) => Refuses(text, message);

    [Theory]
    [InlineData("""{"chat_id":1,"parent_chat_id":-1,"timestamp":1,"input_length":9,"output_length":1,"turn":2}""" + "\n"
        + """{"chat_id":2,"parent_chat_id":1,"timestamp":2,"input_length":9,"output_length":1,"turn":2}""", "f:2:89: turn 2 follows turn 2 of chat 1, expected 3")]
    [InlineData("""{"chat_id":1,"parent_chat_id":-1,"timestamp":1,"input_length":9,"output_length":1}""" + "\n"
        + """{"chat_id":1,"parent_chat_id":-1,"timestamp":2,"input_length":9,"output_length":1}""", "f:2:12: id '1' comes twice, expected one for each")]
    [InlineData("""{"chat_id":1,"parent_chat_id":-1,"timestamp":1,"input_length":9,"output_length":1}""" + "\n"
        + """{"chat_id":2,"parent_chat_id":1,"timestamp":0.5,"input_length":9,"output_length":1}""",
        "f:2:45: arrives at 0.5 s, before the one in front of it at 1 s; read it with sorting if that is meant")]
    [InlineData("""{"chat_id":1,"parent_chat_id":-2,"timestamp":1,"input_length":9,"output_length":1}""", "f:1:31: read '-2', expected an id of at least -1; nearest -1")]
    [InlineData("""{"chat_id":1,"timestamp":1,"input_length":90,"output_length":1,"hash_ids":[1,2,3]}""", "f:1:75: 3 ids for 90 tokens in blocks of 16, expected at least 4; nearest 6")]
    public void A_Bailian_file_is_refused(string text, string message) => Refuses(text, message);

    [Theory]
    [InlineData("""{"session_id":"s","arrival_time_ns":1,"sub_requests":[]}""", "f:1:54: a session without request, expected at least one")]
    [InlineData("""{"session_id":"","arrival_time_ns":1,"sub_requests":[]}""", "f:1:15: an empty id, expected the id of a session")]
    [InlineData("""{"arrival_time_ns":1,"sub_requests":[]}""", "f:1:1: has no 'session_id'")]
    [InlineData("""{"session_id":"s","arrival_time_ns":1,"sub_requests":[{"input_toks":5,"output_toks":5,"tool_duration_ns":-7}]}""",
        "f:1:106: read '-7', expected a tool time in nanoseconds from 0 to 5184000000000000; nearest 0")]
    [InlineData("""{"session_id":"s","arrival_time_ns":-1,"sub_requests":[]}""", "f:1:37: read '-1', expected an arrival in nanoseconds of at least 0; nearest 0")]
    [InlineData("""{"input_toks":3,"output_toks":5,"arrival_time_ns":1,"input_tok_ids":[1,2]}""", "f:1:69: 2 token ids, expected 3, one for each token")]
    [InlineData("""{"input_toks":3,"output_toks":5,"arrival_time_ns":2}""" + "\n" + """{"input_toks":3,"output_toks":5,"arrival_time_ns":1}""",
        "f:2:51: arrives at -0.000000001 s, before the one in front of it at 0 s; read it with sorting if that is meant")]
    [InlineData("""{"session_id":"s","arrival_time_ns":1,"sub_requests":[{"input_toks":5,"output_toks":5}]}""" + "\n"
        + """{"session_id":"s","arrival_time_ns":1,"sub_requests":[{"input_toks":5,"output_toks":5}]}""", "f:2:15: id 's' comes twice, expected one for each")]
    public void An_LLMServingSim_file_is_refused(string text, string message) => Refuses(text, message);

    [Theory]
    [InlineData("program,turn,prompt_tokens,output_tokens,tool_seconds\np,0,5,5,-1\n", "f:2:5: read '-1', expected a tool time in seconds from 0 to 5184000; nearest 0")]
    [InlineData("program,turn,prompt_tokens,output_tokens,tool_seconds\np,0,5,5,1\nq,0,5,5,1\np,0,5,5,1\n", "f:4:2: turn 0 of 'p' stands behind turn 0, expected 1")]
    [InlineData("program,turn,prompt_tokens,output_tokens,tool_seconds\n,0,5,5,1\n", "f:2:1: an empty field, expected a program")]
    [InlineData("session,turn,output_tokens,pre_gap_s\ns,0,5,0\ns,1,5,-2\n", "f:3:4: read '-2', expected a gap in seconds from 0 to 5184000; nearest 0")]
    [InlineData("session,turn,prompt_tokens,output_tokens,think_s\ns,0,5,5,0\ns,1,5,5,-3\n", "f:3:5: read '-3', expected a think time in seconds from 0 to 5184000; nearest 0")]
    [InlineData("session,call,start_s,api_seconds,prompt_tokens,output_tokens\ns,0,1,-1,5,5\n", "f:2:4: read '-1', expected a duration in seconds from 0 to 5184000; nearest 0")]
    [InlineData("session,call,start_s,api_seconds,prompt_tokens,output_tokens\ns,0,1,1,5,0\n", "f:2:6: read '0', expected an output in tokens from 1 to 4000000; nearest 1")]
    [InlineData("num_prefill_tokens,num_decode_tokens,num_total_tokens\n5,6,12\n", "f:2:3: read 12, expected 11, the sum of 5 and 6")]
    public void A_table_of_agents_or_lengths_is_refused(string text, string message) => Refuses(text, message);

    [Theory]
    [InlineData("""{"input_lens":[1,2],"output_lens":[1]}""", "f:1:35: 1 entries, but 'input_lens' has 2")]
    [InlineData("""{"input_lens":[0],"output_lens":[1]}""", "f:1:16: read '0', expected a prompt in tokens from 1 to 4000000; nearest 1")]
    [InlineData("""{"input_lens":[1],"output_lens":[0]}""", "f: holds no request that can be run: 1 requests without output (failures)")]
    [InlineData("""{"input_lens":[1],"output_lens":[1]} {"input_lens":[1],"output_lens":[1]}""", "f:1:38: a second result, expected one")]
    [InlineData("""[{"conversations":[{"from":"humen","value":"x"}]}]""", "f:1:28: unknown speaker 'humen', expected human, gpt or system; did you mean 'human'?")]
    [InlineData("""[{"conversations":[{"from":"human","value":7}]}]""", "f:1:44: read '7', expected a message, a text")]
    [InlineData("""[{"conversations":[{"from":"gpt","value":"x"}]}]""", "f: holds no request that can be run: 1 answers without a question")]
    [InlineData("""{"arrival_s":1,"input_tokens":64,"output_tokens":5,"prompt_blocks":[0,1]}""", "f:1:68: 2 ids for 64 tokens in blocks of 16, expected at least 3; nearest 4")]
    [InlineData("""{"request":4,"arrival_s":1,"prompt_tokens":5,"output_tokens":5,"block_ids_16":[]}""" + "\n" + """{"request":4,"arrival_s":1,"prompt_tokens":5,"output_tokens":5,"block_ids_16":[]}""",
        "f:2:12: id '4' comes twice, expected one for each")]
    public void A_result_conversation_or_block_file_is_refused(string text, string message) => Refuses(text, message);

    [Theory]
    [InlineData("""{"arrival_s":1,"input_length":5,"output_length":5,"ttft_slo_s":0}""", "f:1:64: read '0', expected a target of the time to the first token in seconds from 0.000001 to 5184000; nearest 0.000001")]
    [InlineData("""{"arrival_s":1,"input_length":5,"output_length":5,"tbt_slo_s":"soon"}""", "f:1:63: read '\"soon\"', expected a target of the time between tokens in seconds, a number")]
    [InlineData("""{"arrival_s":1,"input_length":5,"output_length":5,"program":"p","pause_s":-1}""", "f:1:75: read '-1', expected a pause in seconds from 0 to 5184000; nearest 0")]
    [InlineData("""{"arrival_s":1,"input_length":5,"output_length":5,"program":"p","shared_tokens":6}""", "f:1:81: read '6', expected tokens shared with the turn before from 0 to 5; nearest 5")]
    [InlineData("""{"arrival_s":1,"input_length":5,"output_length":5}""" + "\n" + """{"input_length":5,"output_length":5}""", "f:2:1: has no 'arrival_s'")]
    [InlineData("""{"format":"rota-trace","name":"x","arrivals":true}""" + "\n" + """{"arrival_s":1,"input_length":5,"output_length":5,"pause":2}""",
        "f:2:51: unknown property 'pause', expected id, arrival_s, timestamp, input_length, output_length, input_tokens, prompt_tokens, output_tokens, max_tokens, class, type, tenant, "
        + "ttft_slo_s, tbt_slo_s, program, pause_s, tool, shared_tokens, block_size, hash_ids; did you mean 'pause_s'?")]
    [InlineData("""{"format":"rota-trase","name":"x","arrivals":true}""", "f:1:11: read '\"rota-trase\"', expected format 'rota-trace'")]
    [InlineData("""{"format":"rota-trace","name":"x","arrivals":1}""", "f:1:46: read '1', expected true or false")]
    [InlineData("""{"format":"rota-trace","name":"x","arrivals":true}""", "f: holds no request")]
    public void A_file_of_JSON_requests_is_refused(string text, string message) => Refuses(text, message);

    [Theory]
    [InlineData("a,b\n1,2\n", "f:1: columns 'a', 'b', expected those of a request trace, such as arrival_s,input_tokens,output_tokens")]
    [InlineData("TIMESTAMP,ContextToken,GeneratedTokens\n1,2,3\n", "f:1: columns 'TIMESTAMP', 'ContextToken', 'GeneratedTokens', expected those of a request trace; nearest is 'azure': TIMESTAMP,ContextTokens,GeneratedTokens")]
    [InlineData("""{"stamp":1,"input_length":2}""", "f:1: keys 'stamp', 'input_length', expected those of a request trace; nearest is 'jsonl': arrival_s,input_length,output_length,type,ttft_slo_s")]
    [InlineData("[]", "f:1: keys no name, expected those of a request trace, such as arrival_s,input_tokens,output_tokens")]
    [InlineData("[1,2]", "f:1: keys no name, expected those of a request trace, such as arrival_s,input_tokens,output_tokens")]
    [InlineData("# only\n", "f: has only comments, expected a line of column names")]
    [InlineData(" \n ", "f: is empty")]
    [InlineData("arrival_s\0", "f: is binary (byte 0x00 at offset 9), expected text")]
    [InlineData("{\"timestamp\": 1,", "f:1:16: is not JSON: Expected start of a property name or value, but instead reached end of data.")]
    public void A_text_of_no_known_format_is_refused(string text, string message) => Refuses(text, message);

    [Fact]
    public void A_cut_off_gzip_file_is_refused()
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true)) gzip.Write(System.Text.Encoding.UTF8.GetBytes(Csv + string.Concat(Enumerable.Range(0, 500).Select(i => $"{i},{i + 1},7\n"))));
        Assert.Equal(500, ServingTraces.Read(TextInput.Read(new MemoryStream(packed.ToArray()), "f")).Requests.Length);
        Assert.Equal("f: its gzip content is damaged or cut off", Assert.Throws<InputException>(() => TextInput.Read(new MemoryStream(packed.ToArray()[..400]), "f")).Message);
    }

    [Fact]
    public void Requests_without_target_are_refused_when_targets_are_wanted()
    {
        Refuses(Csv + "1,2,3\n", "f:2: has no target of the time to the first token, expected one of more than 0 s", new() { RequireTargets = true });
        Refuses("""{"arrival_s":1,"input_length":5,"output_length":5}""", "f:1:1: has no target of the time to the first token, expected one of more than 0 s", new() { RequireTargets = true });
    }

    [Fact]
    public void Options_out_of_range_are_named_together()
    {
        var fault = Assert.Throws<RotaException>(() => ServingTraces.Read(TextInput.OfText(Csv, "f"), new() { MaxModelTokens = 1, MaxRequests = 0, SecondsPerOutputToken = -1 }));
        Assert.Equal("model limit 1, expected at least 2 tokens; most requests 0, expected at least 1; seconds per output token -1, expected 0 to 3600", fault.Message);
        Assert.Equal(
            "unknown trace format 'moncake', expected one of csv, lengths, jsonl, azure, burstgpt, bailian, mooncake, llm-serving-sim, blocks, vidur, vllm-bench, sharegpt, agent-toolcalls, "
            + "agent-gaps, agent-calls, agent-sessions; did you mean 'mooncake'?",
            Assert.Throws<RotaException>(() => ServingTraces.Read(TextInput.OfText(Csv, "f"), new() { FormatName = "moncake" })).Message);
    }

    [Fact]
    public void A_named_format_says_what_the_text_lacks() =>
        Refuses(Csv + "1,2,3\n", "f:1: has no column 'program'", new() { FormatName = "agent-toolcalls" });

    private static void Refuses(string text, string message, TraceReadOptions? options = null) =>
        Assert.Equal(message, Assert.Throws<InputException>(() => ServingTraces.Read(TextInput.OfText(text, "f"), options)).Message);
}
