using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Rota.Chat;

namespace Rota.Llm;

/// <summary>Any of Rota's models, scripted ones above all, as an <see cref="IChatClient"/>: what is built on Microsoft.Extensions.AI runs without a server.</summary>
/// <param name="model">The model that answers.</param>
public sealed class MockChatClient(IChatModel model) : IChatClient
{
    /// <inheritdoc/>
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var reply = model.Ask(Prompt([.. messages], options), cancellationToken);
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, reply.Text))
        {
            ModelId = model.Name,
            Usage = new() { InputTokenCount = reply.TokensIn, OutputTokenCount = reply.TokensOut, TotalTokenCount = reply.TokensIn + reply.TokensOut },
        });
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        foreach (var update in response.ToChatResponseUpdates()) yield return update;
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static ChatPrompt Prompt(List<ChatMessage> messages, ChatOptions? options)
    {
        var system = string.Join("\n\n", messages.Where(message => message.Role == ChatRole.System).Select(message => message.Text));
        var earlier = new List<(string, string)>();
        var user = "";
        foreach (var message in messages)
        {
            if (message.Role == ChatRole.User) user = message.Text;
            else if (message.Role == ChatRole.Assistant) earlier.Add((user, message.Text));
        }
        return new(system, user)
        {
            Earlier = earlier,
            Temperature = options?.Temperature,
            MaxTokens = options?.MaxOutputTokens,
            Seed = (ulong?)options?.Seed,
            Schema = options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema } ? schema.GetRawText() : null,
        };
    }
}
