using System.Text;
using System.Text.Json.Nodes;

namespace Rota.Kubernetes.Double;

/// <summary>The few protobuf bodies that kubectl insists on: namespaces, priority classes, access reviews, delete options.</summary>
internal static class Protobuf
{
    private static readonly byte[] Magic = [0x6b, 0x38, 0x73, 0x00];

    /// <summary>The object as JSON.</summary>
    /// <exception cref="ApiException">Of a kind that is not read; JSON is.</exception>
    public static JsonObject Read(ReadOnlySpan<byte> body)
    {
        if (!body.StartsWith(Magic)) throw ApiException.BadRequest("the body is no Kubernetes protobuf");
        var unknown = Fields(body[4..].ToArray());
        var type = Fields(unknown[1]);
        var (kind, raw) = (Text(type, 2), Fields(unknown.GetValueOrDefault(2) ?? []));
        var item = new JsonObject { ["apiVersion"] = Text(type, 1), ["kind"] = kind };
        switch (kind)
        {
            case "Namespace":
                item["metadata"] = Metadata(raw);
                return item;
            case "PriorityClass":
                item["metadata"] = Metadata(raw);
                item["value"] = (int)Number(raw, 2);
                if (Number(raw, 3) != 0) item["globalDefault"] = true;
                if (Text(raw, 4) is { Length: > 0 } description) item["description"] = description;
                if (Text(raw, 5) is { Length: > 0 } policy) item["preemptionPolicy"] = policy;
                return item;
            case "SelfSubjectAccessReview":
                return item;
            case "DeleteOptions":
                if (raw.ContainsKey(1)) item["gracePeriodSeconds"] = Number(raw, 1);
                if (raw.TryGetValue(2, out var preconditions) && Text(Fields(preconditions), 1) is { Length: > 0 } uid) item["preconditions"] = new JsonObject { ["uid"] = uid };
                return item;
            default:
                throw new ApiException(415, "UnsupportedMediaType", $"protobuf is not read for kind {kind}; send JSON: kubectl create ... --dry-run=client -o yaml | kubectl create -f -");
        }
    }

    private static JsonObject Metadata(Dictionary<int, byte[]> raw)
    {
        var read = raw.TryGetValue(1, out var bytes) ? Fields(bytes) : [];
        var metadata = new JsonObject { ["name"] = Text(read, 1) };
        if (Text(read, 3) is { Length: > 0 } space) metadata["namespace"] = space;
        return metadata;
    }

    private static string Text(Dictionary<int, byte[]> fields, int number) => fields.TryGetValue(number, out var bytes) ? Encoding.UTF8.GetString(bytes) : "";

    private static long Number(Dictionary<int, byte[]> fields, int number) => fields.TryGetValue(number, out var bytes) ? (long)Varint(bytes, 0).Value : 0;

    /// <summary>Fields by number; of repeated ones the last.</summary>
    private static Dictionary<int, byte[]> Fields(byte[] bytes)
    {
        var fields = new Dictionary<int, byte[]>();
        for (var at = 0; at < bytes.Length;)
        {
            var (tag, next) = Varint(bytes, at);
            var start = next;
            switch (tag & 7)
            {
                case 0: next = Varint(bytes, next).Next; break;
                case 1: next += 8; break;
                case 5: next += 4; break;
                default:
                    (var length, start) = Varint(bytes, next);
                    next = start + (int)length;
                    break;
            }
            if (next > bytes.Length) throw ApiException.BadRequest("the protobuf body is cut off");
            fields[(int)(tag >> 3)] = bytes[start..next];
            at = next;
        }
        return fields;
    }

    private static (ulong Value, int Next) Varint(byte[] bytes, int at)
    {
        ulong value = 0;
        for (var shift = 0; at < bytes.Length; shift += 7)
        {
            value |= (ulong)(bytes[at] & 0x7f) << shift;
            if (bytes[at++] < 0x80) break;
        }
        return (value, at);
    }
}
