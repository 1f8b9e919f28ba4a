using System.Text.Json;
using Rota.Formats;

namespace Rota.Serving.Latency;

/// <summary>Reads the shape of a model from the <c>config.json</c> of a Hugging Face repository.</summary>
public static class ModelConfigFile
{
    private static readonly string[] PlainMlp = ["opt", "gpt2", "gpt_neox", "gptj", "bloom", "falcon", "phi", "starcoder2"];

    /// <summary>Reads a configuration.</summary>
    /// <param name="input">The text.</param>
    /// <param name="name">The model's name; null for that in the file, or the file's.</param>
    /// <exception cref="InputException">Keys are missing or contradict each other; with line and column.</exception>
    public static ModelShape Read(TextInput input, string? name = null)
    {
        JsonValue? first = null;
        foreach (var value in input.Json.Values) first ??= value;
        if (first is not { Kind: JsonTokenType.StartObject } outer) throw new InputException(input.Name, "is no JSON object, expected the config.json of a model");
        // Models that also see pictures keep the shape of their language part inside.
        var config = outer.Find("text_config") ?? outer;
        if (config.Find("kv_lora_rank") is { Kind: JsonTokenType.Number } latent) throw latent.Error("read multi-head latent attention, which no latency model here knows");
        var heads = Positive(config.Get("num_attention_heads"), "a number of heads");
        var keys = Optional(config, "num_key_value_heads", heads);
        if (keys == 0 || heads % keys != 0) throw config.Get("num_key_value_heads").Error($"read {keys} key/value heads for {heads} heads, expected a divisor");
        var hidden = Positive(config.Get("hidden_size"), "a hidden width");
        var width = Optional(config, "head_dim", 0);
        if (width == 0 && hidden % heads != 0) throw config.Get("num_attention_heads").Error($"read {heads} heads for a hidden width of {hidden}, expected a divisor or 'head_dim'");
        var layers = Positive(config.Get("num_hidden_layers"), "a number of layers");
        var type = (config.Find("model_type") ?? outer.Find("model_type")) is { Kind: JsonTokenType.String } typed ? typed.AsText("a model type") : "";
        var (experts, perToken) = Experts(config);
        var plain = config.Find("ffn_dim") is null ? "intermediate_size" : "ffn_dim";
        var ffn = experts > 0 && config.Find("moe_intermediate_size") is { } own ? Positive(own, "an MLP width") : Positive(config.Get(plain), "an MLP width");
        var dense = experts > 0 ? DenseLayers(config, layers) : 0;
        var (window, full) = Window(config, layers);
        return new ModelShape
        {
            Name = name ?? Title(input, outer),
            Layers = layers,
            Hidden = hidden,
            Heads = heads,
            KvHeads = keys,
            HeadDim = width == 0 ? hidden / heads : width,
            Ffn = ffn,
            Vocab = Positive(config.Get("vocab_size"), "a vocabulary"),
            Gated = !PlainMlp.Contains(type),
            TiedHead = Flag(config, "tie_word_embeddings") ?? Flag(outer, "tie_word_embeddings") ?? type is "opt" or "gpt2" or "gemma" or "gemma2" or "gemma3_text",
            Experts = experts,
            ExpertsPerToken = perToken,
            SharedFfn = Optional(config, "shared_expert_intermediate_size", experts > 0 ? ffn * Optional(config, "n_shared_experts", 0) : 0),
            DenseLayers = dense,
            DenseFfn = dense > 0 ? Positive(config.Get("intermediate_size"), "an MLP width") : 0,
            Window = window,
            FullLayers = full,
            MaxContext = Optional(config, "max_position_embeddings", 0),
            WeightBytes = WeightBytes(config, outer),
        }.Checked();
    }

    private static (int Experts, int PerToken) Experts(JsonValue config)
    {
        foreach (var key in (ReadOnlySpan<string>)["num_experts", "num_local_experts", "n_routed_experts"])
        {
            if (config.Find(key) is not { Kind: JsonTokenType.Number } number) continue;
            var experts = (int)number.Integer("a number of experts", 0, 100_000);
            if (experts <= 1) return (0, 0);
            var each = config.Find("num_experts_per_tok") ?? config.Find("experts_per_token") ?? config.Get("num_experts_per_tok");
            var perToken = (int)each.Integer("experts a token", 1, int.MaxValue);
            return perToken <= experts ? (experts, perToken) : throw each.Error($"read {perToken} experts a token of {experts} experts; nearest {experts}");
        }
        return (0, 0);
    }

    private static int DenseLayers(JsonValue config, int layers)
    {
        var dense = Optional(config, "first_k_dense_replace", 0);
        if (config.Find("mlp_only_layers") is { Kind: JsonTokenType.StartArray } list) dense += list.Items("layers without experts").Count();
        if (Optional(config, "decoder_sparse_step", 1) is > 1 and var step) dense += layers - (layers / step);
        return Math.Min(dense, layers);
    }

    private static (int Window, int Full) Window(JsonValue config, int layers)
    {
        if (Flag(config, "use_sliding_window") == false) return (0, 0);
        if (config.Find("sliding_window") is not { Kind: JsonTokenType.Number } window) return (0, 0);
        var tokens = (int)window.Integer("a window in tokens", 1, int.MaxValue);
        if (config.Find("layer_types") is { Kind: JsonTokenType.StartArray } kinds)
        {
            var full = 0;
            foreach (var kind in kinds.Items("kinds of layers")) full += kind.AsText("a kind of layer") == "full_attention" ? 1 : 0;
            return full >= layers ? (0, 0) : (tokens, full);
        }
        // One full layer in so many; without a pattern every layer has the window.
        return (tokens, Optional(config, "sliding_window_pattern", 0) is > 0 and var pattern ? layers / pattern : 0);
    }

    private static double WeightBytes(JsonValue config, JsonValue outer)
    {
        if ((config.Find("quantization_config") ?? outer.Find("quantization_config")) is { Kind: JsonTokenType.StartObject } quantised)
        {
            if (quantised.Find("bits") is { Kind: JsonTokenType.Number } bits) return bits.Integer("bits a weight", 1, 32) / 8.0;
            var method = quantised.Find("quant_method") is { Kind: JsonTokenType.String } text ? text.AsText("a method") : "";
            if (method is "fp8" or "compressed-tensors") return 1;
            if (method is "mxfp4" or "awq" or "gptq") return 0.53;
        }
        var type = config.Find("torch_dtype") ?? config.Find("dtype") ?? outer.Find("torch_dtype") ?? outer.Find("dtype");
        return type is { Kind: JsonTokenType.String } stated && stated.AsText("a type") is "float32" or "torch.float32" ? 4 : 2;
    }

    private static string Title(TextInput input, JsonValue config)
    {
        if (config.Find("_name_or_path") is { Kind: JsonTokenType.String } own && own.AsText("a name", 200) is { Length: > 0 } path) return path[(path.LastIndexOf('/') + 1)..];
        return Path.GetFileName(Path.GetDirectoryName(input.Name)) is { Length: > 0 } folder ? folder : Path.GetFileNameWithoutExtension(input.Name);
    }

    private static int Positive(JsonValue value, string what) => (int)value.Integer(what, 1, 1 << 24);

    private static int Optional(JsonValue config, string key, int otherwise) =>
        config.Find(key) is { Kind: JsonTokenType.Number } value ? (int)value.Integer(key, 0, int.MaxValue) : otherwise;

    private static bool? Flag(JsonValue config, string key) => config.Find(key)?.Kind switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => null,
    };
}
