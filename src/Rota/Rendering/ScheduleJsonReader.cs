using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Rota.Formats;
using Rota.Schedules;

namespace Rota.Rendering;

/// <summary>Reads what <see cref="ScheduleJson"/> writes, token by token, so that every fault has a place.</summary>
internal sealed class ScheduleJsonReader(string text, string file)
{
    private readonly byte[] bytes = Encoding.UTF8.GetBytes(text);
    private readonly List<Resource> resources = [];
    private readonly List<string> works = [];
    private readonly List<Block> blocks = [];
    private readonly List<long> places = [];

    public Schedule Read()
    {
        var (name, unit) = (file, "time units");
        var seen = new HashSet<string>();
        try
        {
            var json = new Utf8JsonReader(bytes);
            json.Read();
            Expect(json, JsonTokenType.StartObject, "an object with name, unit, resources, works and blocks");
            while (NextMember(ref json) is { } member)
            {
                if (!seen.Add(member)) throw Fault(json.TokenStartIndex, $"'{member}' comes twice");
                switch (member)
                {
                    case "name": name = String(json, member); break;
                    case "unit": unit = String(json, member); break;
                    case "resources":
                        EnterList(json, member);
                        while (NextItem(ref json)) resources.Add(Resource(ref json));
                        break;
                    case "works":
                        EnterList(json, member);
                        while (NextItem(ref json)) works.Add(String(json, "a work"));
                        break;
                    case "blocks":
                        EnterList(json, member);
                        while (NextItem(ref json)) AddBlock(ref json);
                        break;
                    default: json.Skip(); break;
                }
            }
            if (json.Read()) throw Fault(json.TokenStartIndex, "text after the schedule, expected the end");
        }
        catch (JsonException fault)
        {
            throw new InputException(file, (int)(fault.LineNumber ?? 0) + 1, (int)(fault.BytePositionInLine ?? 0) + 1, "not JSON: " + FirstSentence(fault.Message));
        }
        foreach (var needed in new[] { "resources", "works", "blocks" })
        {
            if (!seen.Contains(needed)) throw new InputException(file, $"the schedule has no '{needed}'");
        }
        for (var b = 0; b < blocks.Count; b++)
        {
            if (blocks[b].Resource >= resources.Count) throw Fault(places[b], OutOfRange(b, "resource", blocks[b].Resource, resources.Count));
            if (blocks[b].Work >= works.Count) throw Fault(places[b], OutOfRange(b, "work", blocks[b].Work, works.Count));
        }
        return new(name, unit, [.. resources], [.. works], [.. blocks]);
    }

    private static string OutOfRange(int block, string what, int index, int count) =>
        $"block {block} names {what} {index}, " + (count == 0 ? $"but there is no {what}" : $"expected 0 to {count - 1}");

    private Resource Resource(ref Utf8JsonReader json)
    {
        Expect(json, JsonTokenType.StartObject, "a resource as an object");
        var place = json.TokenStartIndex;
        string? name = null;
        var capacity = 1;
        while (NextMember(ref json) is { } member)
        {
            if (member == "name") name = String(json, member);
            else if (member == "capacity") capacity = (int)Integer(json, member, 1, int.MaxValue);
            else json.Skip();
        }
        return new(name ?? throw Fault(place, "the resource has no 'name'"), capacity);
    }

    private void AddBlock(ref Utf8JsonReader json)
    {
        Expect(json, JsonTokenType.StartObject, "a block as an object");
        var place = json.TokenStartIndex;
        long? resource = null, work = null, start = null, end = null;
        var part = 0L;
        while (NextMember(ref json) is { } member)
        {
            switch (member)
            {
                case "resource": resource = Integer(json, member, 0, int.MaxValue); break;
                case "work": work = Integer(json, member, 0, int.MaxValue); break;
                case "part": part = Integer(json, member, 0, int.MaxValue); break;
                case "start": start = Integer(json, member, long.MinValue, long.MaxValue); break;
                case "end": end = Integer(json, member, long.MinValue, long.MaxValue); break;
                default: json.Skip(); break;
            }
        }
        if (resource is null || work is null || start is null || end is null)
            throw Fault(place, $"the block lacks '{(resource is null ? "resource" : work is null ? "work" : start is null ? "start" : "end")}'");
        if (end < start) throw Fault(place, $"the block's end {end} is before its start {start}");
        blocks.Add(new((int)resource, (int)work, (int)part, start.Value, end.Value));
        places.Add(place);
    }

    // Leaves the reader on the member's value.
    private string? NextMember(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.PropertyName) return null;
        var name = Unescape(json);
        json.Read();
        return name;
    }

    private void EnterList(in Utf8JsonReader json, string list) => Expect(json, JsonTokenType.StartArray, $"'{list}' as a list");

    private static bool NextItem(ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType != JsonTokenType.EndArray;
    }

    private string String(in Utf8JsonReader json, string what)
    {
        if (json.TokenType != JsonTokenType.String) Expect(json, JsonTokenType.String, $"{what} in quotes");
        return Unescape(json);
    }

    private string Unescape(in Utf8JsonReader json)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Fault(json.TokenStartIndex, "the text holds half of a surrogate pair, expected whole characters");
        }
    }

    private long Integer(in Utf8JsonReader json, string what, long low, long high)
    {
        if (json.TokenType != JsonTokenType.Number) Expect(json, JsonTokenType.Number, $"{what} as an integer");
        if (!json.TryGetInt64(out var value) || value < low || value > high)
            throw Fault(json.TokenStartIndex, $"{what} is {Encoding.UTF8.GetString(json.ValueSpan)}, expected an integer from {low} to {high}");
        return value;
    }

    private void Expect(in Utf8JsonReader json, JsonTokenType kind, string what)
    {
        if (json.TokenType == kind) return;
        var rest = bytes.AsSpan((int)json.TokenStartIndex);
        var found = Encoding.UTF8.GetString(rest[..Math.Min(20, rest.Length)]).ReplaceLineEndings(" ");
        throw Fault(json.TokenStartIndex, $"found {found}, expected {what}");
    }

    private InputException Fault(long place, string problem)
    {
        var before = bytes.AsSpan(0, (int)place);
        return new(file, before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'), problem);
    }

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" LineNumber", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).TrimEnd();
    }
}
