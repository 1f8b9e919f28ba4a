using System.CommandLine;
using Rota.Chat;
using Rota.Cli.Input;
using Rota.Llm;

namespace Rota.Cli.Commands;

/// <summary><c>--model</c>: an OpenAI-compatible endpoint, or a word for a model made of code.</summary>
internal static class ModelOption
{
    public static Option<string?> Create(string codeModels, string description) =>
        TypedOption.Text("--model", $"ENDPOINT|{codeModels}", $"{description}; an endpoint is http(s)://host/v1[#model], its key comes from {string.Join(" or ", ChatEndpoint.KeyVariables)}");

    /// <summary>Opens what the option says.</summary>
    /// <param name="text">The option's value.</param>
    /// <param name="codeModels">Models made of code, by name.</param>
    public static IChatModel Open(string text, params IReadOnlyList<(string Name, Func<IChatModel> Make)> codeModels)
    {
        foreach (var (name, make) in codeModels)
            if (name.Equals(text, StringComparison.OrdinalIgnoreCase)) return make();
        if (!text.Contains("://", StringComparison.Ordinal))
            throw new RotaException($"--model: unknown model '{text}'{Suggestion.Of(text, codeModels.Select(model => model.Name).Append("http://host:port/v1#model"))}");
        return ChatEndpoint.Parse(text).Open();
    }
}
