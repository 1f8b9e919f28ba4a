using Rota.Formats;
using Rota.Serving.Latency;
using Xunit;

namespace Rota.Tests.Serving.Latency;

public class ModelConfigFileTests
{
    private const string Llama = """
        {"model_type": "llama", "hidden_size": 4096, "intermediate_size": 14336, "num_hidden_layers": 32, "num_attention_heads": 32,
         "num_key_value_heads": 8, "vocab_size": 128256, "max_position_embeddings": 131072, "tie_word_embeddings": false, "torch_dtype": "bfloat16"}
        """;

    private const string Qwen3Moe = """
        {"model_type": "qwen3_moe", "hidden_size": 2048, "intermediate_size": 6144, "moe_intermediate_size": 768, "num_hidden_layers": 48, "head_dim": 128,
         "num_attention_heads": 32, "num_key_value_heads": 4, "num_experts": 128, "num_experts_per_tok": 8, "decoder_sparse_step": 1, "mlp_only_layers": [],
         "vocab_size": 151936, "max_position_embeddings": 40960, "tie_word_embeddings": false, "sliding_window": null, "use_sliding_window": false}
        """;

    private static ModelShape Read(string text, string? name = null) => ModelConfigFile.Read(TextInput.OfText(text, "config.json"), name);

    [Fact]
    public void Known_configurations_give_the_shapes_of_the_catalog()
    {
        Assert.Equal(ModelShapes.Find("llama-3.1-8b"), Read(Llama, "llama-3.1-8b"));
        Assert.Equal(ModelShapes.Find("qwen3-30b-a3b"), Read(Qwen3Moe, "qwen3-30b-a3b"));
    }

    [Fact]
    public void The_language_part_of_a_model_that_sees_is_read()
    {
        var gemma = Read("""
            {"model_type": "gemma3", "text_config": {"model_type": "gemma3_text", "hidden_size": 3840, "intermediate_size": 15360, "num_hidden_layers": 48,
             "num_attention_heads": 16, "num_key_value_heads": 8, "head_dim": 256, "vocab_size": 262208, "sliding_window": 1024, "sliding_window_pattern": 6,
             "max_position_embeddings": 131072}}
            """, "gemma-3-12b");
        Assert.Equal(ModelShapes.Find("gemma-3-12b"), gemma);
    }

    [Fact]
    public void Kinds_of_layers_quantisation_shared_experts_and_plain_MLPs_are_read()
    {
        var windows = Read(Llama.Replace("\"model_type\": \"llama\"", "\"sliding_window\": 128, \"layer_types\": [\"full_attention\", \"sliding_attention\", \"full_attention\"]"));
        Assert.Equal((128, 2), (windows.Window, windows.FullLayers));
        Assert.Equal(1, Read(Llama.Replace("\"model_type\"", "\"quantization_config\": {\"quant_method\": \"fp8\"}, \"model_type\"")).WeightBytes);
        Assert.Equal(0.5, Read(Llama.Replace("\"model_type\"", "\"quantization_config\": {\"bits\": 4}, \"model_type\"")).WeightBytes);
        Assert.Equal(5632, Read(Qwen3Moe.Replace("\"num_experts\"", "\"shared_expert_intermediate_size\": 5632, \"num_experts\"")).SharedFfn);
        var mixed = Read(Qwen3Moe.Replace("\"mlp_only_layers\": []", "\"mlp_only_layers\": [0, 1]"));
        Assert.Equal((2, 6144), (mixed.DenseLayers, mixed.DenseFfn));
        var opt = Read("""{"model_type": "opt", "hidden_size": 5120, "ffn_dim": 20480, "num_hidden_layers": 40, "num_attention_heads": 40, "vocab_size": 50272, "max_position_embeddings": 2048}""", "opt-13b");
        Assert.Equal(ModelShapes.Find("opt-13b"), opt);
    }

    [Theory]
    [InlineData("\"num_experts_per_tok\": 8", "\"num_experts_per_tok\": 200", "read 200 experts a token of 128 experts; nearest 128")]
    [InlineData("\"num_key_value_heads\": 4", "\"num_key_value_heads\": 5", "read 5 key/value heads for 32 heads, expected a divisor")]
    [InlineData("\"num_hidden_layers\"", "\"num_hiden_layers\"", "has no 'num_hidden_layers'; did you mean 'num_hiden_layers'?")]
    [InlineData("\"vocab_size\": 151936", "\"vocab_size\": 0", "read '0', expected a vocabulary from 1")]
    [InlineData("\"num_experts_per_tok\": 8, ", "", "has no 'num_experts_per_tok'")]
    [InlineData("\"head_dim\": 128,", "\"kv_lora_rank\": 512,", "read multi-head latent attention")]
    public void Mistakes_are_named_with_their_place(string from, string to, string problem)
    {
        var text = Qwen3Moe.Replace(from, to);
        Assert.NotEqual(Qwen3Moe, text);
        var fault = Assert.Throws<InputException>(() => Read(text));
        Assert.Contains(problem, fault.Message);
        Assert.True(fault.Line > 0);
    }

    [Fact]
    public void Heads_that_do_not_divide_the_width_need_a_width_of_their_own()
    {
        var fault = Assert.Throws<InputException>(() => Read(Llama.Replace("\"num_attention_heads\": 32", "\"num_attention_heads\": 24")));
        Assert.Contains("read 24 heads for a hidden width of 4096", fault.Message);
    }
}
