using System.Text.Json;

namespace Rota.Serving.Formats;

/// <summary>
/// Which tool an agent's answer calls, as Continuum reads it: the name of a function call, or the first word of the only fenced bash block. An answer that calls
/// none ends its program. Of several calls in one answer the first counts: the turn waits for all of them, and one name has to stand for the wait.
/// </summary>
public static class ToolCallNames
{
    private const string Fence = "```";

    /// <summary>The name of the first call of a <c>tool_calls</c> array, of a single call, or of a bare function; null when there is none.</summary>
    public static string? OfFunctionCall(JsonElement call)
    {
        if (call.ValueKind == JsonValueKind.Array) return call.GetArrayLength() > 0 ? OfFunctionCall(call[0]) : null;
        if (call.ValueKind != JsonValueKind.Object) return null;
        if (call.TryGetProperty("tool_calls", out var calls)) return OfFunctionCall(calls);
        if (call.TryGetProperty("function", out var function)) return OfFunctionCall(function);
        return call.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String && name.GetString() is { Length: > 0 } text ? text : null;
    }

    /// <summary>The first word of the only fenced bash block of an answer; null when there is no such block, several, or nothing in it.</summary>
    public static string? OfBashBlock(string answer)
    {
        string? command = null;
        for (var at = answer.IndexOf(Fence, StringComparison.Ordinal); at >= 0;)
        {
            var line = answer.IndexOf('\n', at);
            var end = line < 0 ? -1 : answer.IndexOf(Fence, line, StringComparison.Ordinal);
            if (end < 0) break;
            if (answer.AsSpan(at + Fence.Length, line - at - Fence.Length).Trim() is "bash")
            {
                if (command is not null) return null;
                command = answer[line..end];
            }
            at = answer.IndexOf(Fence, end + Fence.Length, StringComparison.Ordinal);
        }
        return command?.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var word, ..] ? word : null;
    }
}
