using System.Text.Json;
using Rota.Formats;
using Rota.Serving.Engine;
using Rota.Serving.Policies;

namespace Rota.Serving.Rehearsal;

/// <summary>Policies as small JSON files: <c>{"policy": "vllm", "order": "...", "prefill": "chunks-512", "max_num_seqs": 128}</c>; what is missing is the policy's own.</summary>
public static class PolicyFile
{
    private const string Base = "policy";
    private const string Sequences = "max_num_seqs";

    /// <summary>Reads a policy file.</summary>
    /// <exception cref="RotaException">Unknown keys, names, or choices that do not work together.</exception>
    public static ServingPolicy Read(TextInput input)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(System.Text.Encoding.UTF8.GetString(input.Text));
        }
        catch (JsonException e)
        {
            throw new InputException(input.Name, (int)(e.LineNumber ?? 0) + 1, 0, $"is not JSON: {e.Message.Split('.')[0]}");
        }
        using (document)
        {
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) throw new InputException(input.Name, "is not a policy: expected a JSON object such as {\"policy\": \"vllm\"}");
            if (!root.TryGetProperty(Base, out var name)) throw new InputException(input.Name, $"has no \"{Base}\", expected a name such as \"vllm\"");
            var policy = ServingPolicies.Find(Text(input, Base, name));
            foreach (var property in root.EnumerateObject())
            {
                if (property.Name == Base || property.Name == "name") continue;
                if (property.Name == Sequences)
                    policy = policy with
                    {
                        MaxSequences = property.Value.ValueKind == JsonValueKind.Number && property.Value.TryGetInt32(out var value) && value >= 1
                        ? value
                        : throw new InputException(input.Name, $"\"{Sequences}\" is {property.Value}, expected a whole number of at least 1"),
                    };
                else
                    policy = Replace(input, policy, property);
            }
            var own = root.TryGetProperty("name", out var given) ? Text(input, "name", given) : policy.Name;
            return (policy with { Name = own }).Validated();
        }
    }

    /// <summary>Writes a policy, every choice by name.</summary>
    public static void Write(ServingPolicy policy, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name", policy.Name);
        json.WriteString(Base, PolicyChoices.NearestOf(policy).Name);
        foreach (var slot in PolicyChoices.Slots.Where(slot => slot != "max-num-seqs")) json.WriteString(slot, PolicyChoices.NameOf(policy, slot));
        if (policy.MaxSequences is { } sequences) json.WriteNumber(Sequences, sequences);
        json.WriteEndObject();
    }

    private static ServingPolicy Replace(TextInput input, ServingPolicy policy, JsonProperty property)
    {
        if (!PolicyChoices.Slots.Contains(property.Name) || property.Name == "max-num-seqs")
            throw new InputException(input.Name, $"has an unknown key \"{property.Name}\"{Nearest.Hint(property.Name, PolicyChoices.Slots.Append(Base).Append(Sequences))}");
        var choice = Text(input, property.Name, property.Value);
        return PolicyChoices.NameOf(policy, property.Name) == choice ? policy : PolicyChoices.Replace(policy, property.Name, choice);
    }

    private static string Text(TextInput input, string key, JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new InputException(input.Name, $"\"{key}\" is {value}, expected a name in quotes");
}
