using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Rota.Llm.Tests;

/// <summary>A stand-in for an OpenAI-compatible server: answers every request on loopback by a function of its path, key and body.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Func<LoopbackRequest, (int Status, string Body)> answer;
    private readonly Task serving;

    public LoopbackServer(Func<LoopbackRequest, (int Status, string Body)> answer)
    {
        this.answer = answer;
        listener.Start();
        serving = ServeAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1";

    public List<LoopbackRequest> Requests { get; } = [];

    public static string Completion(string text, int tokensIn = 11, int tokensOut = 7) => JsonSerializer.Serialize(new
    {
        id = "1",
        @object = "chat.completion",
        created = 1,
        model = "stand-in",
        choices = new[] { new { index = 0, finish_reason = "stop", message = new { role = "assistant", content = text } } },
        usage = new { prompt_tokens = tokensIn, completion_tokens = tokensOut, total_tokens = tokensIn + tokensOut },
    });

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await serving;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync();
                await AnswerAsync(client.GetStream());
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
            catch (IOException)
            {
                // This client went away; the next may come.
            }
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        var path = (await reader.ReadLineAsync())?.Split(' ')[1] ?? "";
        var (key, length) = ("", 0);
        while (await reader.ReadLineAsync() is { Length: > 0 } header)
        {
            if (header.StartsWith("Authorization:", StringComparison.OrdinalIgnoreCase)) key = header.Split(' ')[^1];
            if (header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) length = int.Parse(header.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
        }
        // The prompts of these tests are ASCII: letters are bytes.
        var body = new char[length];
        await reader.ReadBlockAsync(body);
        var request = new LoopbackRequest(path, key, new string(body));
        Requests.Add(request);
        var (status, text) = answer(request);
        var bytes = Encoding.UTF8.GetBytes(text);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {bytes.Length}\r\nConnection: close\r\n\r\n"));
        await stream.WriteAsync(bytes);
    }
}

/// <summary>What a client sent.</summary>
internal sealed record LoopbackRequest(string Path, string Key, string Body)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);
}
