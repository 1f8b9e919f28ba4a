using Rota.Formats;
using Rota.Serving;
using Rota.Serving.Latency;
using Xunit;

namespace Rota.Tests.Serving.Latency;

public class ProfiledLatencyTests
{
    private const string Dense = "layer,tokens,time_us\nlayernorm,1,2\nlayernorm,100,2\nqkv_proj,1,10\nqkv_proj,100,20\no_proj,1,5\no_proj,100,5\ngate_up_proj,1,30\ngate_up_proj,100,50\ndown_proj,1,20\ndown_proj,100,20\n";
    private const string Attention = """
        prefill_chunk,kv_prefill,n_decode,kv_decode,time_us
        0,0,1,16,10
        0,0,1,116,20
        0,0,3,16,12
        0,0,3,116,40
        16,0,0,0,15
        16,100,0,0,25
        32,0,0,0,30
        32,100,0,0,50
        16,0,1,16,30
        16,0,1,116,50
        16,100,1,16,40
        16,100,1,116,60
        32,0,1,16,45
        32,0,1,116,65
        32,100,1,16,65
        32,100,1,116,85
        """;

    private const string PerSequence = "layer,sequences,time_us\nlm_head,1,100\nlm_head,2,110\nsampler,1,5\nsampler,2,6\n";

    private static readonly ModelShape Two = new() { Name = "two", Layers = 2, Hidden = 64, Heads = 2, KvHeads = 2, HeadDim = 32, Ffn = 64, Vocab = 100 };

    private static TextInput Text(string text, string name) => TextInput.OfText(text, name);

    private static ProfiledLatency Model() => new(
        Two, Gpus.Find("a100"), LatencyProfile.Read(Text(Dense, "dense.csv"), Text(Attention, "attention.csv"), Text(PerSequence, "seq.csv")), new() { StepMicroseconds = 1000, SequenceMicroseconds = 0 });

    private static double Microseconds(int decodes, long context, params PrefillChunk[] chunks) =>
        Model().Step(new() { Decodes = decodes, DecodeContext = context, Prefills = chunks }).Duration / (double)SimTime.Microsecond;

    [Fact]
    public void Points_of_the_tables_are_met_and_lines_join_them()
    {
        // A layer of one token: 2 + 10 + 5 + 2 + 30 + 20 = 69; attention 10 at context 16, 15 half way to 116; head and sampler 105.
        Assert.Equal((2 * (69 + 10)) + 105 + 1000, Microseconds(1, 16), 1e-6);
        Assert.Equal((2 * (69 + 15)) + 105 + 1000, Microseconds(1, 66), 1e-6);
        // Two decodes of context 66: the middle of 10, 20, 12 and 40, and of one row more: 10/99 and 20/99.
        Assert.Equal((2 * (69 + (30 / 99.0) + 20.5)) + 116 + 1000, Microseconds(2, 132), 1e-5);
    }

    [Fact]
    public void Prompts_and_mixed_batches_are_those_of_the_table()
    {
        var rows = 2 * (69 + (15 * 30 / 99.0));
        Assert.Equal(rows + (2 * 15) + 105 + 1000, Microseconds(0, 0, new PrefillChunk(16, 0)), 1e-5);
        Assert.Equal(rows + (2 * 20) + 105 + 1000, Microseconds(0, 0, new PrefillChunk(16, 50)), 1e-5);
        rows = 2 * (69 + (16 * 30 / 99.0));
        Assert.Equal(rows + (2 * 40) + 116 + 1000, Microseconds(1, 16, new PrefillChunk(16, 100)), 1e-5);
    }

    [Fact]
    public void Beyond_the_tables_the_last_slope_goes_on()
    {
        // Context 216: 10 a hundred. Rows beyond 100: the slope of the upper half, 30/99 a row.
        Assert.Equal((2 * (69 + 30)) + 105 + 1000, Microseconds(1, 216), 1e-5);
        // A chunk of 64 is two of 32: 30 - 10 and, behind 32 tokens, 36.4 - 10, and one start of 10.
        Assert.Equal((2 * (69 + (63 * 30 / 99.0) + 10 + 20 + 26.4)) + 105 + 1000, Microseconds(0, 0, new PrefillChunk(64, 0)), 1e-4);
    }

    [Theory]
    [InlineData("dense", "tokens", "token", "dense.csv:1: has no column 'tokens'; did you mean 'token'?")]
    [InlineData("dense", "qkv_proj", "qkv", "dense.csv:4:1: read 'qkv', expected layernorm, ")]
    [InlineData("dense", "qkv_proj,1,10\nqkv_proj,100,20\n", "", "dense.csv: has no operator 'qkv_proj'")]
    [InlineData("dense", "qkv_proj,100,20", "qkv_proj,1,20", "dense.csv:5:2: 'qkv_proj' at this number of tokens comes twice")]
    [InlineData("dense", "100,20", "100,-20", "dense.csv:5:3: read '-20', expected microseconds of at least 0")]
    [InlineData("attention", "16,0,0,0,15", "0,0,1,16,15", "attention.csv:6:1: this point comes twice")]
    [InlineData("seq", "lm_head", "sampler", "seq.csv:4:2: 'sampler' at this number of sequences comes twice")]
    public void Mistakes_in_tables_are_named_with_their_place(string table, string from, string to, string start)
    {
        string Of(string name, string text) => name == table ? text.Replace(from, to) : text;
        var fault = Assert.Throws<InputException>(() => LatencyProfile.Read(
            Text(Of("dense", Dense), "dense.csv"), Text(Of("attention", Attention), "attention.csv"), Text(Of("seq", PerSequence), "seq.csv")));
        Assert.StartsWith(start, fault.Message);
    }

    [Fact]
    public void A_profile_of_a_dense_model_is_no_profile_of_experts() =>
        Assert.Contains("has no table", Assert.Throws<RotaException>(() => new ProfiledLatency(
            ModelShapes.Find("qwen3-30b-a3b"), Gpus.Find("a100"), LatencyProfile.Read(Text(Dense, "dense.csv"), Text(Attention, "attention.csv"), Text(PerSequence, "seq.csv")))).Message);

    // Two ways to the same steps: tables and twelve constants agree on the GPUs that have both.
    [Theory]
    [InlineData("rtx-4090", "rtx4090_llama31_8b_tp1", "llama-3.1-8b", false)]
    [InlineData("rtx-pro-6000", "rtxpro6000_llama31_8b_tp1", "llama-3.1-8b", false)]
    [InlineData("rtx-pro-6000", "rtxpro6000_qwen3_30b_a3b_tp1", "qwen3-30b-a3b", true)]
    public void Tables_and_constants_agree_on_real_steps(string gpu, string tables, string model, bool moe)
    {
        if (KernelProfiles.Profile(tables, moe) is not { } profile) { Assert.Skip("shared data absent"); return; }
        var profiled = new ProfiledLatency(ModelShapes.Find(model), Gpus.Find(gpu), profile);
        var analytic = new AnalyticLatency(ModelShapes.Find(model), Gpus.Find(gpu));
        var ratios = new List<double>();
        foreach (var (decodes, context, fresh, past) in ((int, int, int, int)[])
            [(1, 500, 0, 0), (8, 8000, 0, 0), (32, 32_000, 0, 0), (64, 64_000, 0, 0), (128, 100_000, 0, 0), (0, 0, 512, 0), (0, 0, 2048, 0), (0, 0, 2048, 2048), (16, 16_000, 512, 0), (64, 60_000, 1900, 0)])
        {
            PrefillChunk[] chunks = fresh > 0 ? [new(fresh, past)] : [];
            double Of(ILatencyModel latency) => latency.Step(new() { Decodes = decodes, DecodeContext = context, Prefills = chunks }).Duration;
            ratios.Add(Of(analytic) / Of(profiled));
        }
        Assert.True(ratios.Average(r => Math.Abs(r - 1)) < (moe ? 0.20 : 0.10), string.Join(" ", ratios.Select(r => r.ToString("0.00"))));
    }
}
