using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;

namespace Rota.Kubernetes;

/// <summary>
/// A connection to an API server. The official client brings addresses, certificates, tokens and plug-ins; objects are kept as JSON trees, so that no field is lost.
/// </summary>
public sealed class KubeConnection : IDisposable
{
    private readonly k8s.Kubernetes client;

    private KubeConnection(KubernetesClientConfiguration configuration) => client = new(configuration);

    /// <summary>A server without credentials, such as a double: "http://127.0.0.1:8001".</summary>
    public static KubeConnection To(string url) => new(new KubernetesClientConfiguration { Host = url });

    /// <summary>The server of a kubeconfig, or the cluster this process runs in when there is none.</summary>
    /// <param name="file">Path; null for $KUBECONFIG or ~/.kube/config.</param>
    /// <param name="context">Name of the context; null for the current one.</param>
    /// <exception cref="RotaException">There is no such file or context, or it cannot be used; the message says why.</exception>
    public static KubeConnection Configured(string? file = null, string? context = null)
    {
        try
        {
            if (file is null && context is null && KubernetesClientConfiguration.IsInCluster()) return new(KubernetesClientConfiguration.InClusterConfig());
            return new(KubernetesClientConfiguration.BuildConfigFromConfigFile(file, context));
        }
        catch (Exception fault) when (fault is k8s.Exceptions.KubeConfigException or IOException or UnauthorizedAccessException or FormatException)
        {
            throw new RotaException($"no cluster to talk to: {fault.Message.ReplaceLineEndings(" ")}; name one with --kubeconfig FILE --context NAME or --server URL");
        }
    }

    /// <summary>Reads an object or a list.</summary>
    /// <exception cref="KubeException">Refused, or no answer.</exception>
    public async Task<JsonObject> Get(string path, CancellationToken cancellation) => await Send(HttpMethod.Get, path, null, "", cancellation);

    /// <summary>Creates an object, or calls a subresource.</summary>
    /// <exception cref="KubeException">Refused, or no answer.</exception>
    public async Task<JsonObject> Post(string path, JsonObject body, CancellationToken cancellation) => await Send(HttpMethod.Post, path, body, "application/json", cancellation);

    /// <summary>Replaces an object.</summary>
    /// <exception cref="KubeException">Refused, or no answer.</exception>
    public async Task<JsonObject> Put(string path, JsonObject body, CancellationToken cancellation) => await Send(HttpMethod.Put, path, body, "application/json", cancellation);

    /// <summary>Changes an object by a strategic merge patch.</summary>
    /// <exception cref="KubeException">Refused, or no answer.</exception>
    public async Task<JsonObject> Patch(string path, JsonObject body, CancellationToken cancellation) => await Send(HttpMethod.Patch, path, body, "application/strategic-merge-patch+json", cancellation);

    /// <summary>Opens a stream of lines, such as a watch.</summary>
    /// <exception cref="KubeException">Refused, or no answer.</exception>
    public async Task<Stream> Stream(string path, CancellationToken cancellation)
    {
        var response = await Ask(HttpMethod.Get, path, null, "", HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (!response.IsSuccessStatusCode)
        {
            using (response) throw await Refusal(response, cancellation);
        }
        return await response.Content.ReadAsStreamAsync(cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private async Task<JsonObject> Send(HttpMethod method, string path, JsonObject? body, string type, CancellationToken cancellation)
    {
        using var response = await Ask(method, path, body, type, HttpCompletionOption.ResponseContentRead, cancellation);
        if (!response.IsSuccessStatusCode) throw await Refusal(response, cancellation);
        try
        {
            return JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellation)) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            throw new KubeException(0, "", $"{path}: the answer is no JSON");
        }
    }

    private async Task<HttpResponseMessage> Ask(HttpMethod method, string path, JsonObject? body, string type, HttpCompletionOption completion, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(client.BaseUri, path)) { Version = System.Net.HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionOrHigher };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, type);
        try
        {
            if (client.Credentials is { } credentials) await credentials.ProcessHttpRequestAsync(request, cancellation);
            return await client.HttpClient.SendAsync(request, completion, cancellation);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw new KubeException(0, "", $"{client.BaseUri}: {fault.Message}");
        }
    }

    private static async Task<KubeException> Refusal(HttpResponseMessage response, CancellationToken cancellation)
    {
        var text = await response.Content.ReadAsStringAsync(cancellation);
        try
        {
            var status = JsonNode.Parse(text) as JsonObject;
            var budget = (status?["details"]?["causes"] as JsonArray ?? []).Any(cause => cause?["reason"]?.ToString() == "DisruptionBudget");
            return new((int)response.StatusCode, status?["reason"]?.ToString() ?? "", status?["message"]?.ToString() ?? text, budget);
        }
        catch (JsonException)
        {
            return new((int)response.StatusCode, "", text.Length > 200 ? text[..200] : text);
        }
    }
}
