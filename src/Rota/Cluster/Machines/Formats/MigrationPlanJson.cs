using System.Collections.Immutable;
using System.Text.Json;
using Rota.Formats;

namespace Rota.Cluster.Machines.Formats;

/// <summary>
/// Plans as JSON: {"migrations": [{"step", "wave", "vm", "from", "from_numa", "to", "to_numa"}], "fragment_rate_before", "fragment_rate_after", "slots_before", "slots_after", "clusters": [...]}.
/// A NUMA node is 0 or 1; "both" for VMs that span two.
/// </summary>
public static class MigrationPlanJson
{
    private const string Both = "both";

    /// <summary>Writes a plan's properties into an open object.</summary>
    public static void Write(Utf8JsonWriter writer, MachineProblem problem, MigrationPlan plan)
    {
        var waves = MigrationWaves.Of(problem, plan);
        var places = problem.Vms.Select(vm => vm.Place).ToArray();
        writer.WriteStartArray("migrations");
        for (var i = 0; i < plan.Steps.Length; i++)
        {
            var (vm, to) = plan.Steps[i];
            writer.WriteStartObject();
            writer.WriteNumber("step", i + 1);
            writer.WriteNumber("wave", waves[i]);
            writer.WriteString("vm", problem.Vms[vm].Name);
            Place(writer, problem, "from", places[vm]);
            Place(writer, problem, "to", to);
            writer.WriteEndObject();
            places[vm] = to;
        }
        writer.WriteEndArray();
        Rates(writer, FragmentRate.Of(problem), FragmentRate.Of(problem, plan));
        if (problem.Clusters.Length == 1) return;
        writer.WriteStartArray("clusters");
        for (var c = 0; c < problem.Clusters.Length; c++)
        {
            writer.WriteStartObject();
            writer.WriteString("name", problem.Clusters[c]);
            Rates(writer, FragmentRate.Of(problem, MigrationPlan.Empty, c), FragmentRate.Of(problem, plan, c));
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    /// <summary>Reads a plan of <paramref name="problem"/>.</summary>
    /// <exception cref="RotaException">It is not a plan of this snapshot; the message says where, as migrations[i].</exception>
    public static MigrationPlan Read(JsonElement answer, MachineProblem problem)
    {
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("migrations", out var list) || list.ValueKind != JsonValueKind.Array)
            throw new RotaException("the answer has no list 'migrations'");
        var (vms, machines) = (new Dictionary<string, int>(), new Dictionary<string, int>());
        for (var v = 0; v < problem.Vms.Length; v++) vms[problem.Vms[v].Name] = v;
        for (var m = 0; m < problem.Machines.Length; m++) machines[problem.Machines[m].Name] = m;
        var steps = ImmutableArray.CreateBuilder<Migration>();
        foreach (var value in list.EnumerateArray())
        {
            var where = $"migrations[{steps.Count}]";
            steps.Add(new(Find(value, where, "vm", vms), new(Find(value, where, "to", machines), Node(value, where))));
        }
        return new(steps.DrainToImmutable());
    }

    private static void Place(Utf8JsonWriter writer, MachineProblem problem, string name, VmPlace place)
    {
        writer.WriteString(name, problem.Machines[place.Machine].Name);
        if (place.Node == VmPlace.BothNodes) writer.WriteString(name + "_numa", Both);
        else writer.WriteNumber(name + "_numa", place.Node);
    }

    private static void Rates(Utf8JsonWriter writer, FragmentRate before, FragmentRate after)
    {
        writer.WriteNumber("fragment_rate_before", Math.Round(before.Value, 6));
        writer.WriteNumber("fragment_rate_after", Math.Round(after.Value, 6));
        writer.WriteNumber("slots_before", before.Slots);
        writer.WriteNumber("slots_after", after.Slots);
    }

    private static int Node(JsonElement value, string where)
    {
        if (value.TryGetProperty("to_numa", out var node))
        {
            if (node.ValueKind == JsonValueKind.String && node.GetString() == Both) return VmPlace.BothNodes;
            if (node.ValueKind == JsonValueKind.Number && node.TryGetInt32(out var number) && number is 0 or 1) return number;
        }
        throw new RotaException($"{where}.to_numa is none of 0, 1 and \"{Both}\"");
    }

    private static int Find(JsonElement value, string where, string name, Dictionary<string, int> known)
    {
        if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out var text) || text.ValueKind != JsonValueKind.String) throw new RotaException($"{where} has no text '{name}'");
        var wanted = text.GetString()!;
        return known.TryGetValue(wanted, out var number) ? number : throw new RotaException($"{where}.{name} is '{wanted}', which the snapshot does not have{Nearest.Hint(wanted, known.Keys)}");
    }
}
