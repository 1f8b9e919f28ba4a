using System.Text.Json;
using Rota.Formats;
using Rota.Serving.Engine;
using Rota.Serving.Policies;

namespace Rota.Serving.Rehearsal;

/// <summary>Policies as small JSON files: <c>{"policy": "vllm", "order": "...", "prefill": "chunks-512", "max_num_seqs": 128}</c>; what is missing is the policy's own.</summary>
public static class ServingPolicyFile
{
    private const string Base = "policy";
    private const string Sequences = "max_num_seqs";

    /// <summary>Reads a policy file.</summary>
    /// <exception cref="InputException">Unknown keys, names, or choices that do not work together; with line and column.</exception>
    public static ServingPolicy Read(TextInput input)
    {
        JsonValue? first = null;
        foreach (var value in input.Json.Values) first ??= value;
        if (first is not { Kind: JsonTokenType.StartObject } root) throw new InputException(input.Name, "is not a policy: expected a JSON object such as {\"policy\": \"vllm\"}");
        root.ExpectOnly([Base, "name", Sequences, .. PolicyChoices.Slots.Where(slot => slot != "max-num-seqs")]);
        var name = root.Get(Base);
        var policy = At(name, () => ServingPolicies.Find(name.AsText("a policy")));
        if (root.Find(Sequences) is { } most) policy = policy with { MaxSequences = (int)most.Integer("a number of requests at once", 1, int.MaxValue) };
        foreach (var slot in PolicyChoices.Slots)
        {
            if (slot == "max-num-seqs" || root.Find(slot) is not { } value) continue;
            var choice = value.AsText("a choice by name");
            if (PolicyChoices.NameOf(policy, slot) != choice) policy = At(value, () => PolicyChoices.Replace(policy, slot, choice));
        }
        var own = root.Find("name")?.AsText("a name") ?? policy.Name;
        return At(root, () => (policy with { Name = own }).Validated());
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

    private static ServingPolicy At(JsonValue place, Func<ServingPolicy> make)
    {
        try
        {
            return make();
        }
        catch (RotaException fault) when (fault is not InputException)
        {
            throw place.Error(fault.Message);
        }
    }
}
