using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rota.Tuning.Discovery.Strategies;

namespace Rota.Tuning.Discovery;

/// <summary>What a run has found, as JSON: every candidate, and how the strategy arranges them. Same run, same bytes.</summary>
internal static class DiscoveryDatabase
{
    public static string Write(DiscoveryRun run, DiscoveryStrategy strategy)
    {
        var text = new StringBuilder();
        text.Append(JournalEntry.Write("database", json =>
        {
            json.WriteString("strategy", strategy.Name);
            json.WriteNumber("evaluations", run.Evaluations);
            json.WriteNumber("asked", run.Asked);
            json.WriteNumber("unreadable", run.Unreadable);
            json.WriteNumber("repeated", run.Repeated);
            json.WriteNumber("best", run.Best.Id);
            json.WriteStartArray("groups");
            foreach (var group in strategy.Groups)
            {
                json.WriteStartArray();
                foreach (var member in group) json.WriteNumberValue(member.Id);
                json.WriteEndArray();
            }
            json.WriteEndArray();
        })).Append('\n');
        foreach (var candidate in run.All) text.Append(JournalEntry.Write("candidate", json => Write(json, candidate))).Append('\n');
        return text.ToString();
    }

    public static void Write(Utf8JsonWriter json, Candidate candidate)
    {
        json.WriteNumber("id", candidate.Id);
        json.WriteString("purpose", candidate.Purpose);
        json.WriteStartArray("parents");
        foreach (var parent in candidate.Parents) json.WriteNumberValue(parent);
        json.WriteEndArray();
        json.WriteString("idea", candidate.Idea);
        json.WriteString("expression", candidate.Text);
        json.WriteNumber("size", candidate.Size);
        if (candidate.IsScored)
        {
            json.WriteNumber("cost", candidate.Cost);
            json.WriteNumber("gap_percent", candidate.Gap);
        }
        else json.WriteString("status", "thrown out at the screening");
    }

    public static string Digest(string database) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(database)));
}
