using Xunit;

namespace Rota.Llm.Tests;

public sealed class ChatEndpointTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8000/v1#qwen", "http://127.0.0.1:8000/v1", "qwen")]
    [InlineData("https://api.example.com/v1#org/model-7b", "https://api.example.com/v1", "org/model-7b")]
    [InlineData("http://localhost:11434/v1", "http://localhost:11434/v1", "default")]
    [InlineData("http://localhost/v1#a%20b", "http://localhost/v1", "a b")]
    public void An_address_may_name_its_model(string text, string address, string model)
    {
        var endpoint = ChatEndpoint.Parse(text);
        Assert.Equal((address, model), (endpoint.Address.ToString(), endpoint.Model));
    }

    [Theory]
    [InlineData("qwen", "is no endpoint")]
    [InlineData("ftp://host/v1", "is no endpoint")]
    [InlineData("http://user:key@host/v1", "holds a user or a key")]
    [InlineData("http://host/v1?key=1", "has a query")]
    public void Other_texts_are_refused_in_one_line(string text, string expected)
    {
        var refusal = Assert.Throws<RotaException>(() => ChatEndpoint.Parse(text));
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("user:key", refusal.Message, StringComparison.Ordinal);
    }
}
