using Xunit;

namespace Rota.Tests.Serving.Formats;

/// <summary>A small file of every format, by the format's name; some formats have several.</summary>
internal static class TraceExamples
{
    public static readonly (string Format, string Text)[] All =
    [
        ("csv", "arrival_s,input_tokens,output_tokens\n0.0000,374,44\n4.3146,396,109\n"),
        ("csv", "request,arrival_s,prompt_tokens,output_tokens,tenant,ttft_slo_s,max_tokens\nr1,1.5,374,44,gold,0.5,100\nr2,2.0,396,109,free,2,\n"),
        ("lengths", "prompt_tokens,completion_tokens,reasoning_tokens\n40,1822,1024\n24,976,768\n"),
        ("lengths", "input_tokens,output_tokens\n3772,54\n2015,156\n"),
        ("lengths", "prompt_tokens_est\n18\n7\n"),
        ("lengths", "arrival_index,task_type,prompt_tokens,output_tokens,ttft_slo_s,tbt_slo_s,measured_ttft_s\n0,text,793,532,0.25,0.1,0.0906\n1,image,380,76,0.5,0.1,0.0670\n"),
        ("azure", "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:15:46.6805900,374,44\n2023-11-16 18:15:50.9951690,396,109\n"),
        ("azure", "TIMESTAMP,ContextTokens,GeneratedTokens\r\n2024-05-10 00:00:00.009930+00:00,2162,5\r\n2024-05-10 00:00:01+00:00,2399,6\r\n"),
        ("burstgpt", "Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type\n5,ChatGPT,472,18,490,Conversation log\n45,GPT-4,1087,0,1087,API log\n118,GPT-4,417,276,693,API log\n"),
        ("burstgpt", "Timestamp,Session ID,Elapsed time,Model,Request tokens,Response tokens,Total tokens,Log Type\n5,s1,2.5,ChatGPT,100,18,118,Conversation log\n7,,1,GPT-4,10,5,15,API log\n20,s1,4,ChatGPT,150,20,170,Conversation log\n"),
        ("bailian",
            """
            {"chat_id":159,"parent_chat_id":-1,"timestamp":60.0,"input_length":40,"output_length":100,"type":"text","turn":1,"hash_ids":[1,2,3]}
            {"chat_id":160,"parent_chat_id":-1,"timestamp":60.5,"input_length":20,"output_length":9,"type":"search","turn":1,"hash_ids":[7,8]}
            {"chat_id":161,"parent_chat_id":159,"timestamp":72.0,"input_length":160,"output_length":5,"type":"text","turn":2,"hash_ids":[1,2,3,4,5,6,7,8,9,10]}
            """),
        ("mooncake", """{"timestamp":0,"input_length":1000,"output_length":5,"hash_ids":[0,1]}""" + "\n" + """{"timestamp":3000,"input_length":600,"output_length":9,"hash_ids":[0,2]}"""),
        ("llm-serving-sim",
            """
            {"session_id":"s","arrival_time_ns":4059740,"sub_requests":[{"input_toks":1472,"output_toks":133,"tool_duration_ns":127348767},{"input_toks":1582,"output_toks":125,"tool_duration_ns":0}]}
            {"input_toks":18,"output_toks":15,"arrival_time_ns":5059740,"input_tok_ids":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18],"output_tok_ids":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15]}
            """),
        ("blocks", """{"arrival_s":0.5,"input_tokens":40,"output_tokens":30,"prompt_blocks":[0,1],"output_blocks":[2,3]}"""),
        ("blocks", """{"request":0,"arrival_s":0.5,"prompt_tokens":40,"output_tokens":30,"block_ids_16":[0,1]}"""),
        ("vidur", "num_prefill_tokens,num_decode_tokens,num_total_tokens,pd_ratio\n3772,54,3826,69.85\n2015,156,2171,12.9\n"),
        ("vllm-bench", """{"backend":"vllm","input_lens":[10,20,30],"output_lens":[5,0,7],"ttfts":[0.1,0,0.2],"itls":[[0.1],[],[0.2]],"start_times":[100.5,100.25,101]}"""),
        ("sharegpt", """[{"id":"a","conversations":[{"from":"human","value":"four"},{"from":"gpt","value":"eightyes"},{"from":"human","value":"x"},{"from":"gpt","value":"\u00e9\u00e9\ud83d\ude00"}]}]"""),
        ("agent-toolcalls", "program,turn,prompt_tokens,cached_tokens,output_tokens,output_src,llm_seconds,tool,tools_in_turn,tool_seconds\np,0,13361,0,334,usage,7.368,TodoWrite,1,0.007\np,1,13614,0,59,usage,0.884,Grep,1,0.018\n"),
        ("agent-gaps", "session,turn,output_tokens,pre_gap_s\ns,0,90,0.7428\ns,1,356,0.714\n"),
        ("agent-calls", "session,call,start_s,api_seconds,prompt_tokens,output_tokens,model,finish\ns,0,0.0,14.7,18987,217,m,tool_calls\ns,1,3.0,1.0,0,0,m,\ns,2,10.0,3.2,19247,64,m,stop\ns,3,20.0,3.2,19400,64,m,stop\n"),
        ("agent-sessions", "session,turn,prompt_tokens,output_tokens,ttft_s,api_seconds,think_s,model\n0,0,32701,161,4.667,6.625,0.0,m\n0,1,32922,201,1.547,3.226,11.149,m\n0,2,1000,20,,3.2,,m\n"),
        ("jsonl", """{"arrival_s":1.5,"input_length":100,"output_length":5,"type":"text","ttft_slo_s":0.25}"""),
        ("jsonl", """{"timestamp":1.5,"input_length":512,"output_length":5,"hash_ids":[4],"block_size":512}"""),
        ("jsonl", """{"format":"rota-trace","name":"mine","arrivals":true,"notes":["made by hand"]}""" + "\n"
            + """{"id":"a","arrival_s":1.5,"input_length":100,"output_length":5,"max_tokens":9,"class":"c","tbt_slo_s":0.1,"program":"p","pause_s":2,"tool":"grep"}""" + "\n"
            + """{"arrival_s":1.5,"input_length":90,"output_length":5,"program":"p","shared_tokens":30}"""),
    ];

    public static TheoryData<string, string> Data()
    {
        var data = new TheoryData<string, string>();
        foreach (var (format, text) in All) data.Add(format, text);
        return data;
    }
}
