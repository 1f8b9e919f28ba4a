using System.ClientModel;
using Microsoft.Extensions.AI;
using OpenAI;

namespace Rota.Llm;

/// <summary>
/// Where a model is served: <c>http(s)://host[:port]/v1[#model]</c>, any server that speaks OpenAI's chat protocol (vLLM, llama.cpp, Ollama, a proxy, the company
/// itself). The key comes from the environment, never from the command line or a file.
/// </summary>
/// <param name="Address">The address that ends in the version, without the model.</param>
/// <param name="Model">The model's name at the server; "default" when none was given.</param>
public sealed record ChatEndpoint(Uri Address, string Model)
{
    /// <summary>Environment variables looked at for the key, in order. Servers without keys take any word.</summary>
    public static IReadOnlyList<string> KeyVariables { get; } = ["ROTA_API_KEY", "OPENAI_API_KEY"];

    /// <summary>Reads an address.</summary>
    /// <exception cref="RotaException">It is no http or https address.</exception>
    public static ChatEndpoint Parse(string text)
    {
        const string Expected = "expected http(s)://host[:port]/v1, with #model at its end for a certain model";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
            throw new RotaException($"'{text}' is no endpoint of a model, {Expected}");
        if (address.UserInfo.Length > 0)
            throw new RotaException($"the endpoint holds a user or a key; put the key in the environment variable {KeyVariables[0]}");
        if (address.Query.Length > 0) throw new RotaException($"'{text}' has a query, {Expected}");
        var model = Uri.UnescapeDataString(address.Fragment.TrimStart('#'));
        return new(new Uri(address.GetLeftPart(UriPartial.Path)), model.Length > 0 ? model : "default");
    }

    /// <summary>A client of the endpoint.</summary>
    /// <param name="timeout">Most time of a question; null for two minutes.</param>
    /// <param name="environment">Finds environment variables; null for the process's own.</param>
    public IChatClient Connect(TimeSpan? timeout = null, Func<string, string?>? environment = null)
    {
        environment ??= Environment.GetEnvironmentVariable;
        var key = KeyVariables.Select(environment).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "none";
        var options = new OpenAIClientOptions { Endpoint = Address, NetworkTimeout = timeout ?? TimeSpan.FromMinutes(2) };
        return new OpenAIClient(new ApiKeyCredential(key), options).GetChatClient(Model).AsIChatClient();
    }

    /// <summary>The model behind the endpoint, as planners need it.</summary>
    /// <inheritdoc cref="Connect"/>
    public ChatClientModel Open(TimeSpan? timeout = null, Func<string, string?>? environment = null) =>
        new(Connect(timeout, environment), Model == "default" ? Address.Authority : Model);

    /// <inheritdoc/>
    public override string ToString() => Model == "default" ? Address.ToString() : $"{Address}#{Model}";
}
