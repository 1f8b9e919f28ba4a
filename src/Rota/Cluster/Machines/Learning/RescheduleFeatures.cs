using Rota.Cluster.Machines.Solvers;
using Rota.Learning;

namespace Rota.Cluster.Machines.Learning;

/// <summary>
/// What the policy sees. Rows: the places of every machine (node 0, node 1, both) and the VMs on them; edges run from VMs to their place and between a machine's places, never from machine to
/// machine. A candidate has features of its own, in one half of its numbers for each stage, and points at a place: the VM's own in the first stage, the one to go to in the second.
/// All numbers are shares of a slot or of a limit, so that one policy serves all sizes.
/// </summary>
internal static class RescheduleFeatures
{
    /// <summary>Numbers of a candidate that speak in the first stage, and in the second.</summary>
    public const int VmFeatures = 20, PlaceFeatures = 18;

    private const int Globals = 7, PlaceRow = 16, VmRow = 9;
    private const int Buckets = 8;

    public static Schema Schema { get; } = new(
        "vm-rescheduling", 2, Globals, VmFeatures + PlaceFeatures, [new("places", PlaceRow), new("vms", VmRow)],
        [new("on", "vms", "places", 1), new("beside", "places", "places")], "places");

    /// <summary>Number of a machine's place: node 0, node 1, both.</summary>
    public static int PlaceOf(int node) => node < 0 ? 2 : node;

    /// <summary>The decision as a whole.</summary>
    /// <param name="it">The episode.</param>
    /// <param name="chosen">The VM of the second stage; below 0 in the first.</param>
    /// <param name="into">Zeroed.</param>
    public static void WriteGlobals(RescheduleState it, int chosen, Span<float> into)
    {
        var state = it.State;
        var limit = Math.Max(1, it.Problem.MigrationLimit);
        into[0] = chosen < 0 ? 0 : 1;
        into[1] = (float)it.Moves.Count / limit;
        into[2] = Math.Min(2, 4f * (limit - it.Moves.Count) / Math.Max(1, state.Group.Length));
        into[3] = Math.Min(2, 4f * it.Moves.Count / Math.Max(1, state.Group.Length));
        if (chosen < 0) return;
        into[4] = Share(state.Cores[chosen], state);
        into[5] = state.Node[chosen] < 0 ? 1 : 0;
        into[6] = state.GainOfLeaving(chosen);
    }

    /// <summary>A machine's rows and edges.</summary>
    public static void WriteMachine(RescheduleState it, int machine, Observation into)
    {
        var first = into.Rows(0);
        for (var p = 0; p < 3; p++) WritePlaceRow(it.State, machine, p, into.AddRow(0));
        for (var k = 0; k < 2; k++)
        {
            into.AddEdge(1, first + k, first + 2);
            into.AddEdge(1, first + 2, first + k);
        }
        foreach (var kind in it.KindsOn(machine))
        {
            var row = into.Rows(1);
            WriteVmRow(it.State, kind, into.AddRow(1));
            into.AddEdge(0, row, first + PlaceOf(it.State.Node[kind.Vm]))[0] = kind.Count / 4f;
        }
    }

    /// <summary>A VM as a candidate of the first stage: what its leaving does at once, and with others to follow.</summary>
    public static void WriteVm(RescheduleState it, in VmKind kind, Span<float> into)
    {
        var (state, vm) = (it.State, kind.Vm);
        var (slot, cores, spans, machine) = (state.Problem.SlotCores, state.Cores[vm], state.Node[vm] < 0, state.MachineOf[vm]);
        var (here, there) = Nodes(state, machine, state.Node[vm]);
        var (left, lacks) = (state.Free[here] % slot, slot - (state.Free[here] % slot));
        into[0] = state.GainOfLeaving(vm);
        into[1] = Share(cores, state);
        into[2] = spans ? 1 : 0;
        into[3] = (float)left / slot;
        into[4] = cores == lacks ? 1 : 0;
        into[5] = cores < lacks ? (float)cores / lacks : 0;
        into[6] = cores > lacks ? Math.Min(2, (float)(cores - lacks) / slot) : 0;
        into[7] = spans ? (float)(state.Free[there] % slot) / slot : 0;
        into[8] = Math.Min(1, kind.Count / 4f);
        into[9] = Math.Min(1, it.Left[machine] / 4f);
        into[10] = Math.Min(1, it.Came[machine] / 4f);
        into[11] = (float)(left * left) / (slot * slot);
        into[12] = cores <= slot / 4 ? 1 : 0;
        if (cores >= lacks) return;
        // Who would have to follow for a slot: one more, two more; how much is moved in all, and how little of it is too much.
        var rest = lacks - cores;
        var (one, two, biggest) = (int.MaxValue, int.MaxValue, 0);
        var list = it.KindsOn(machine);
        for (var i = 0; i < list.Count; i++)
        {
            var other = list[i];
            var count = other.Vm == vm ? other.Count - 1 : other.Count;
            if (!other.MayMove || count == 0 || !Shares(state, vm, other.Vm)) continue;
            var size = state.Cores[other.Vm];
            biggest = Math.Max(biggest, Math.Min(rest, size));
            if (size >= rest) one = Math.Min(one, size - rest);
            if (count > 1 && 2 * size >= rest) two = Math.Min(two, (2 * size) - rest);
            for (var j = i + 1; j < list.Count; j++)
                if (list[j].MayMove && (list[j].Vm != vm || list[j].Count > 1) && Shares(state, vm, list[j].Vm) && size + state.Cores[list[j].Vm] is var both && both >= rest) two = Math.Min(two, both - rest);
        }
        into[13] = one < int.MaxValue ? 1 : 0;
        into[14] = one == 0 ? 1 : 0;
        into[15] = one < int.MaxValue ? Math.Min(2, (float)(one + lacks) / slot) : 0;
        into[16] = two < int.MaxValue ? 1 : 0;
        into[17] = two < int.MaxValue ? Math.Min(2, (float)(two + lacks) / slot) : 0;
        into[18] = (float)biggest / slot;
        into[19] = (float)rest / slot;
    }

    /// <summary>A place as a candidate of the second stage.</summary>
    public static void WritePlace(RescheduleState it, int vm, int machine, int node, Span<float> into)
    {
        var state = it.State;
        var (slot, cores) = (state.Problem.SlotCores, state.Cores[vm]);
        var (here, there) = Nodes(state, machine, node);
        var (left, after) = (state.Free[here] % slot, (state.Free[here] - cores) % slot);
        into[0] = state.GainOfComing(vm, machine, node);
        into[1] = (float)left / slot;
        into[2] = after == 0 ? 1 : 0;
        into[3] = (float)after / slot;
        into[4] = machine == state.MachineOf[vm] ? 1 : 0;
        into[5] = left == cores ? 1 : 0;
        into[6] = left < cores ? 1 : 0;
        into[7] = (float)(left * left) / (slot * slot);
        into[8] = (float)(after * after) / (slot * slot);
        into[9] = node < 0 ? (float)(state.Free[there] % slot) / slot : 0;
        into[10] = node < 0 ? (float)((state.Free[there] - cores) % slot) / slot : 0;
        into[11] = Math.Min(1, it.Left[machine] / 4f);
        into[12] = Math.Min(1, it.Came[machine] / 4f);
        // Whether the place is itself close to a slot, before and after.
        var (lacks, lack) = (slot - left, slot - after);
        var (one, two, late) = (0, 0, 0);
        foreach (var other in it.KindsOn(machine))
        {
            if (!other.MayMove || (node >= 0 && state.Node[other.Vm] >= 0 && state.Node[other.Vm] != node)) continue;
            var size = state.Cores[other.Vm];
            if (size >= lacks) one = 1;
            if (2 * size >= lacks) two = 1;
            if (size >= lack) late = 1;
        }
        into[13] = one;
        into[14] = two;
        into[15] = late;
        into[16] = state.Free[here] >= slot ? 1 : 0;
        into[17] = Math.Min(1, (float)state.FreeMemory[here] / Math.Max(1, 4 * state.Memory[vm]));
    }

    private static void WritePlaceRow(MachineState state, int machine, int place, Span<float> into)
    {
        var slot = state.Problem.SlotCores;
        var (free, memory) = (0, 0L);
        for (var k = 0; k < 2; k++)
        {
            if (place != 2 && place != k) continue;
            var at = (2 * machine) + k;
            (free, memory) = (free + state.Free[at], memory + state.FreeMemory[at]);
            var left = state.Free[at] % slot;
            into[Math.Min(Buckets - 1, left * Buckets / slot)] += place == 2 ? 0.5f : 1;
            into[8] += (float)left / slot;
            into[9] += Math.Min(2, (float)(state.Free[at] / slot) / 2);
            if (left == 0) into[10] = 1;
        }
        into[11] = place == 2 ? 1 : 0;
        into[12] = Math.Min(2, (float)free / (2 * slot));
        into[13] = Math.Min(2, memory / (1f + (free * 4096f)));
        into[14] = state.Group[machine] < 0 ? 1 : 0;
        into[15] = 1;
    }

    private static void WriteVmRow(MachineState state, in VmKind kind, Span<float> into)
    {
        var (vm, slot) = (kind.Vm, state.Problem.SlotCores);
        var cores = state.Cores[vm];
        into[0] = Share(cores, state);
        into[1] = (float)(cores % slot) / slot;
        into[2] = cores <= slot / 8 ? 1 : 0;
        into[3] = cores > slot / 8 && cores <= slot / 4 ? 1 : 0;
        into[4] = cores > slot / 4 && cores < slot ? 1 : 0;
        into[5] = state.Node[vm] < 0 ? 1 : 0;
        into[6] = kind.MayMove ? 1 : 0;
        into[7] = Math.Min(1, kind.Count / 4f);
        into[8] = state.GainOfLeaving(vm);
    }

    private static float Share(int cores, MachineState state) => Math.Min(4, (float)cores / state.Problem.SlotCores);

    /// <summary>True when the other leaves a node that the VM leaves.</summary>
    private static bool Shares(MachineState state, int vm, int other) => state.Node[vm] < 0 || state.Node[other] < 0 || state.Node[vm] == state.Node[other];

    /// <summary>The node that matters, and the other one: of two, that which has more left over.</summary>
    private static (int Here, int There) Nodes(MachineState state, int machine, int node)
    {
        var (first, slot) = (2 * machine, state.Problem.SlotCores);
        if (node >= 0) return (first + node, first + 1 - node);
        return state.Free[first] % slot >= state.Free[first + 1] % slot ? (first, first + 1) : (first + 1, first);
    }
}
