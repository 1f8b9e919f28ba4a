using Rota.Serving.Latency;
using Xunit;

namespace Rota.Tests.Serving.Latency;

public class ModelShapesTests
{
    // serving-data section 5: parameters, active parameters and linear active parameters in 1e9, weights in GB, KV bytes a token.
    [Theory]
    [InlineData("Llama-3.1-8B", 8.03, 8.03, 6.979, 16.1, 131_072)]
    [InlineData("Llama-3.1-70B", 70.55, 70.55, 68.451, 141.1, 327_680)]
    [InlineData("Llama-2-7B", 6.74, 6.74, 6.476, 13.5, 524_288)]
    [InlineData("Llama-2-13B", 13.02, 13.02, 12.688, 26.0, 819_200)]
    [InlineData("Llama-2-70B", 68.98, 68.98, 68.451, 138.0, 327_680)]
    [InlineData("Qwen1.5-32B", 32.51, 32.51, 30.954, 65.0, 262_144)]
    [InlineData("Qwen2.5-32B", 32.76, 32.76, 31.206, 65.5, 262_144)]
    [InlineData("Qwen3-32B", 32.76, 32.76, 31.206, 65.5, 262_144)]
    [InlineData("Qwen3-30B-A3B", 30.53, 3.35, 2.718, 61.1, 98_304)]
    [InlineData("Mixtral-8x7B", 46.70, 12.88, 12.616, 93.4, 131_072)]
    [InlineData("OPT-13B", 12.84, 12.84, 12.583, 25.7, 819_200)]
    public void Counts_follow_from_the_shape(string name, double parameters, double active, double linear, double gigabytes, long kv)
    {
        var model = ModelShapes.Find(name);
        Assert.Equal(parameters, model.Parameters / 1e9, 0.0051);
        Assert.Equal(active, model.ActiveParameters / 1e9, 0.0051);
        Assert.Equal(linear, model.ActiveLinearParameters / 1e9, 0.00051);
        Assert.Equal(gigabytes, model.TotalWeightBytes / 1e9, 0.051);
        Assert.Equal(kv, model.KvBytesPerToken);
    }

    [Fact]
    public void Owner_and_tuning_in_a_name_are_ignored()
    {
        Assert.Equal("llama-3.1-8b", ModelShapes.Find("meta-llama/Llama-3.1-8B-Instruct").Name);
        Assert.Equal("qwen3-30b-a3b", ModelShapes.Find("Qwen/Qwen3-30B-A3B-Instruct-2507").Name);
        Assert.Equal("llama-2-7b", ModelShapes.Find("meta-llama/Llama-2-7b-chat-hf").Name);
        Assert.Equal("mixtral-8x7b", ModelShapes.Find("mistralai/Mixtral-8x7B-Instruct-v0.1").Name);
        Assert.Equal("gemma-3-12b", ModelShapes.Find("google/gemma-3-12b-it").Name);
    }

    [Fact]
    public void An_unknown_name_gets_the_nearest()
    {
        var fault = Assert.Throws<RotaException>(() => ModelShapes.Find("lama-3.1-8b"));
        Assert.EndsWith("did you mean 'llama-3.1-8b'?", fault.Message);
    }

    [Fact]
    public void Names_are_distinct_and_shapes_possible()
    {
        Assert.Equal(ModelShapes.All.Length, ModelShapes.All.Select(m => m.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(ModelShapes.All, m => m.Checked());
    }

    [Fact]
    public void Layers_with_a_window_keep_no_more_than_it()
    {
        var gemma = ModelShapes.Find("gemma-3-12b");
        Assert.Equal(8L * 2 * 8 * 256 * 2, gemma.KvBytesPerToken);
        Assert.Equal(40.0 * 1024 * 2 * 8 * 256 * 2, gemma.WindowBytesPerSequence);
    }

    [Fact]
    public void Impossible_shapes_are_refused()
    {
        var mixtral = ModelShapes.Find("mixtral-8x7b");
        Assert.Equal("model mixtral-8x7b: 9 experts a token of 8 experts, expected at most 8", Refusal(mixtral with { ExpertsPerToken = 9 }));
        Assert.Equal("model mixtral-8x7b: 8 experts but none a token, expected at least 1", Refusal(mixtral with { ExpertsPerToken = 0 }));
        Assert.Equal("model mixtral-8x7b: 32 heads over 5 key/value heads, expected a multiple", Refusal(mixtral with { KvHeads = 5 }));
        Assert.Equal("model mixtral-8x7b: layers 0, expected at least 1", Refusal(mixtral with { Layers = 0 }));
    }

    private static string Refusal(ModelShape model) => Assert.Throws<RotaException>(model.Checked).Message;
}
