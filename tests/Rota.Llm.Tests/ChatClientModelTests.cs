using Microsoft.Extensions.AI;
using Rota.Chat;
using Xunit;

namespace Rota.Llm.Tests;

public sealed class ChatClientModelTests
{
    private const string Schema = """{"type":"object","properties":{"x":{"type":"integer"}},"required":["x"],"additionalProperties":false}""";

    private static readonly ChatPrompt Prompt = new("be brief", "how long?") { Schema = Schema, Temperature = 0.5, Seed = 7, MaxTokens = 99, Earlier = [("first", "no")] };

    [Fact]
    public async Task The_question_arrives_whole_and_the_answer_comes_with_its_tokens()
    {
        await using var server = new LoopbackServer(_ => (200, LoopbackServer.Completion("{\"x\": 3}")));
        using var model = ChatEndpoint.Parse(server.Address + "#stand-in").Open(environment: name => name == "ROTA_API_KEY" ? "secret" : null);
        var reply = model.Ask(Prompt, TestContext.Current.CancellationToken);

        Assert.Equal(("{\"x\": 3}", 11L, 7L), (reply.Text, reply.TokensIn, reply.TokensOut));
        var request = Assert.Single(server.Requests);
        Assert.Equal(("/v1/chat/completions", "secret"), (request.Path, request.Key));
        var json = request.Json;
        Assert.Equal("stand-in", json.GetProperty("model").GetString());
        Assert.Equal(
            ["system: be brief", "user: first", "assistant: no", "user: how long?"],
            json.GetProperty("messages").EnumerateArray().Select(message => $"{message.GetProperty("role")}: {Text(message.GetProperty("content"))}"));
        Assert.Equal(0.5, json.GetProperty("temperature").GetDouble(), 6);
        Assert.Equal(7, json.GetProperty("seed").GetInt64());
        Assert.Equal("json_schema", json.GetProperty("response_format").GetProperty("type").GetString());
        Assert.Contains("99", request.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_knows_no_schema_and_no_seed_is_asked_without_them_from_then_on()
    {
        await using var server = new LoopbackServer(request =>
            request.Body.Contains("response_format", StringComparison.Ordinal) || request.Body.Contains("\"seed\"", StringComparison.Ordinal)
                ? (400, """{"error":{"message":"unknown field"}}""")
                : (200, LoopbackServer.Completion("plain")));
        using var model = ChatEndpoint.Parse(server.Address).Open(environment: _ => null);
        Assert.Equal("plain", model.Ask(Prompt, TestContext.Current.CancellationToken).Text);
        Assert.Equal("plain", model.Ask(Prompt, TestContext.Current.CancellationToken).Text);
        Assert.False(model.SupportsSchema);
        Assert.False(model.SupportsSampling);
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task A_refusal_is_one_line_that_names_the_model()
    {
        await using var server = new LoopbackServer(_ => (401, """{"error":{"message":"no such key"}}"""));
        using var model = ChatEndpoint.Parse(server.Address + "#big").Open(environment: _ => null);
        var refusal = Assert.Throws<RotaException>(() => model.Ask(Prompt, TestContext.Current.CancellationToken));
        Assert.StartsWith("the model big refused:", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public async Task A_server_that_is_gone_is_one_line_too()
    {
        var server = new LoopbackServer(_ => (200, ""));
        var address = server.Address;
        await server.DisposeAsync();
        using var client = new OpenAI.OpenAIClient(
            new System.ClientModel.ApiKeyCredential("none"),
            new OpenAI.OpenAIClientOptions { Endpoint = new Uri(address), RetryPolicy = new System.ClientModel.Primitives.ClientRetryPolicy(0) })
            .GetChatClient("m").AsIChatClient();
        using var model = new ChatClientModel(client, "m");
        Assert.Contains("cannot be reached", Assert.Throws<RotaException>(() => model.Ask(Prompt, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scripted_model_behind_the_client_interface_is_asked_the_same()
    {
        ChatPrompt? heard = null;
        using var client = new MockChatClient(new ScriptedChatModel("script", prompt =>
        {
            heard = prompt;
            return "yes";
        }));
        using var model = new ChatClientModel(client, "round");
        Assert.Equal("yes", model.Ask(Prompt, TestContext.Current.CancellationToken).Text);
        Assert.Equal((Prompt.System, Prompt.User, Prompt.Temperature, Prompt.Seed, Prompt.MaxTokens), (heard!.System, heard.User, heard.Temperature, heard.Seed, heard.MaxTokens));
        Assert.Equal(Prompt.Earlier, heard.Earlier);
        Assert.Equal(Schema, heard.Schema);
    }

    private static string Text(System.Text.Json.JsonElement content) =>
        content.ValueKind == System.Text.Json.JsonValueKind.String ? content.GetString()! : content[0].GetProperty("text").GetString()!;
}
