using System.ClientModel;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Rota.Chat;

namespace Rota.Llm;

/// <summary>
/// Any <see cref="IChatClient"/> as Rota's <see cref="IChatModel"/>. A server that refuses a JSON schema, a temperature or a seed is asked again without it, and from
/// then on; which was refused stays to be read.
/// </summary>
public sealed class ChatClientModel : IChatModel, IDisposable
{
    private readonly IChatClient client;
    private readonly TimeProvider clock;

    /// <summary>Wraps a client; it is disposed with this.</summary>
    /// <param name="client">The client.</param>
    /// <param name="name">The model's name, for records.</param>
    /// <param name="clock">Measures how long answers take; the system's by default.</param>
    public ChatClientModel(IChatClient client, string name, TimeProvider? clock = null)
    {
        this.client = client;
        this.clock = clock ?? TimeProvider.System;
        Name = name;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>True while the server has not refused a JSON schema. Answers are parsed leniently either way.</summary>
    public bool SupportsSchema { get; private set; } = true;

    /// <summary>True while the server has not refused a temperature and a seed.</summary>
    public bool SupportsSampling { get; private set; } = true;

    /// <inheritdoc/>
    public ChatReply Ask(ChatPrompt prompt, CancellationToken cancellation = default)
    {
        while (true)
        {
            try
            {
                var began = clock.GetTimestamp();
                var response = client.GetResponseAsync(Messages(prompt), Options(prompt), cancellation).GetAwaiter().GetResult();
                return new(
                    response.Text, response.Usage?.InputTokenCount ?? 0, response.Usage?.OutputTokenCount ?? 0, clock.GetElapsedTime(began).TotalSeconds);
            }
            catch (ClientResultException refusal) when (refusal.Status is 400 or 422 && Relax(prompt))
            {
                // Asked again with less.
            }
            catch (ClientResultException refusal) when (refusal.Status != 0)
            {
                throw new RotaException($"the model {Name} refused: {OneLine(refusal.Message)}", refusal);
            }
            catch (Exception e) when (IsUnreachable(e) && !cancellation.IsCancellationRequested)
            {
                throw new RotaException($"the model {Name} cannot be reached: {OneLine(e.Message)}", e);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private static bool IsUnreachable(Exception e) =>
        e is ClientResultException or HttpRequestException or IOException or TaskCanceledException or TimeoutException or AggregateException or JsonException;

    /// <summary>Leaves out the next thing the server may have refused; false when nothing is left to leave out.</summary>
    private bool Relax(ChatPrompt prompt)
    {
        if (SupportsSchema && prompt.Schema is not null) return !(SupportsSchema = false);
        if (SupportsSampling && (prompt.Temperature is not null || prompt.Seed is not null)) return !(SupportsSampling = false);
        return false;
    }

    private static List<ChatMessage> Messages(ChatPrompt prompt)
    {
        var messages = new List<ChatMessage> { new(ChatRole.System, prompt.System) };
        foreach (var (user, assistant) in prompt.Earlier)
        {
            messages.Add(new(ChatRole.User, user));
            messages.Add(new(ChatRole.Assistant, assistant));
        }
        messages.Add(new(ChatRole.User, prompt.User));
        return messages;
    }

    private ChatOptions Options(ChatPrompt prompt) => new()
    {
        MaxOutputTokens = prompt.MaxTokens,
        Temperature = SupportsSampling ? (float?)prompt.Temperature : null,
        Seed = SupportsSampling && prompt.Seed is { } seed ? (long)(seed & long.MaxValue) : null,
        ResponseFormat = SupportsSchema && prompt.Schema is { } schema ? Format(schema) : null,
    };

    private static ChatResponseFormatJson Format(string schema)
    {
        using var document = JsonDocument.Parse(schema);
        return ChatResponseFormat.ForJsonSchema(document.RootElement.Clone(), "answer");
    }

    private static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 300 ? line : line[..300];
    }
}
