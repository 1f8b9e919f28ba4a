using Rota.Cluster.Machines.Generators;
using Rota.Cluster.Machines.Solvers;
using Rota.Learning;

namespace Rota.Cluster.Machines.Learning;

/// <summary>
/// VM rescheduling as decisions in two stages: which VM, then where to; no time passes between the two. An episode is as many migrations as the limit allows, or ends earlier when nothing
/// can move. The reward is that of the source, the sum over the machines touched of the fall of (remainder + remainder) / 32, over 4; the cost is the fragment rate. A VM that has moved
/// stays where it is.
/// </summary>
public sealed class RescheduleEnvironment : IEnvironment
{
    /// <summary>Features of a candidate: the first half speaks in the first stage, the second half in the second.</summary>
    internal const int Features = 2 * Half;

    internal const int Half = 14;

    private static readonly Schema Shown = new("vm-reschedule", 1, 2, Features);

    private readonly Func<ulong, MachineProblem> make;
    private MachineState state = null!;
    private List<Migration> steps = [];
    private bool[] moved = [];
    private int chosen;
    private (int Machine, int Node)[] places = [];
    private int[] vms = [];
    private List<int>[] on = [];

    /// <param name="make">The snapshot of a seed.</param>
    public RescheduleEnvironment(Func<ulong, MachineProblem> make) => this.make = make;

    /// <summary>Generated snapshots of so many machines.</summary>
    public static RescheduleEnvironment Generated(int machines, int migrations) => new(seed => MachineGenerator.Create(new() { Machines = machines, MigrationLimit = migrations, Seed = seed }));

    /// <inheritdoc/>
    public Schema Schema => Shown;

    /// <summary>The migrations so far.</summary>
    public MigrationPlan Plan => new([.. steps]);

    /// <summary>Free cores in fragments now.</summary>
    public long Fragments => MachineCost.Of(state);

    /// <inheritdoc/>
    public int CandidateCount => IsOver ? 0 : chosen < 0 ? vms.Length : places.Length;

    /// <inheritdoc/>
    public double Cost => state.Problem.FreeCores == 0 ? 0 : (double)MachineCost.Of(state) / state.Problem.FreeCores;

    private bool IsOver => steps.Count >= state.Problem.MigrationLimit || vms.Length == 0;

    /// <inheritdoc/>
    public void Reset(ulong seed)
    {
        state = new(make(seed));
        (steps, chosen, moved) = ([], -1, new bool[state.Problem.Vms.Length]);
        on = [.. state.Group.Select(_ => new List<int>())];
        foreach (var v in state.Movable) on[state.MachineOf[v]].Add(v);
        Offer();
    }

    /// <inheritdoc/>
    public bool IsLegal(int candidate) => (uint)candidate < (uint)CandidateCount;

    /// <inheritdoc/>
    public StepResult Step(int candidate)
    {
        if (!IsLegal(candidate)) throw new InvalidOperationException($"candidate {candidate} of {CandidateCount}");
        if (chosen < 0)
        {
            chosen = vms[candidate];
            places = Places(chosen);
            return new(0, 0, Terminated: false);
        }
        var (machine, node) = places[candidate];
        var from = state.MachineOf[chosen];
        var before = Remainders(from) + (machine == from ? 0 : Remainders(machine));
        state.Move(chosen, machine, node);
        on[from].Remove(chosen);
        on[machine].Add(chosen);
        moved[chosen] = true;
        steps.Add(new(chosen, new(machine, node)));
        var after = Remainders(from) + (machine == from ? 0 : Remainders(machine));
        chosen = -1;
        Offer();
        return new((before - after) / (2.0 * state.Problem.SlotCores) / 4, 1, IsOver);
    }

    /// <inheritdoc/>
    public void Observe(Observation into)
    {
        into.Globals[0] = chosen < 0 ? 0 : 1;
        into.Globals[1] = (float)steps.Count / Math.Max(1, state.Problem.MigrationLimit);
        if (IsOver) return;
        if (chosen < 0)
            foreach (var v in vms) ShowVm(v, into.AddCandidate());
        else
            foreach (var (machine, node) in places) ShowPlace(chosen, machine, node, into.AddCandidate()[Half..]);
    }

    /// <summary>The candidate that stands for a VM: itself, or another of its size on its node; -1 when there is none. For demonstrations.</summary>
    internal int IndexOfVm(int vm) => Array.FindIndex(vms, v => v == vm || (state.MachineOf[v] == state.MachineOf[vm] && state.Node[v] == state.Node[vm] && state.Cores[v] == state.Cores[vm]));

    /// <summary>The candidate of a place; -1 when there is none.</summary>
    internal int IndexOfPlace(int machine, int node) => Array.IndexOf(places, (machine, node));

    /// <inheritdoc/>
    public IEnvironment? Fork()
    {
        var copy = (RescheduleEnvironment)MemberwiseClone();
        (copy.state, copy.steps, copy.moved) = (state.Copy(), [.. steps], [.. moved]);
        copy.on = [.. on.Select(list => new List<int>(list))];
        return copy;
    }

    /// <inheritdoc/>
    public ulong Digest() => new StateDigest().AddAll<int>(state.MachineOf).AddAll<int>(state.Node).Add(chosen).Add(steps.Count).Value;

    /// <summary>VMs that can move at all: those that have not, to some place with room.</summary>
    private void Offer()
    {
        var most = new Dictionary<int, (int Single, int Both)>();
        for (var m = 0; m < state.Group.Length; m++)
        {
            if (state.Group[m] < 0) continue;
            var (single, both) = most.GetValueOrDefault(state.Group[m]);
            most[state.Group[m]] = (Math.Max(single, Math.Max(state.Free[2 * m], state.Free[(2 * m) + 1])), Math.Max(both, Math.Min(state.Free[2 * m], state.Free[(2 * m) + 1])));
        }
        var kinds = new Dictionary<(int, int, int), int>();
        var list = new List<int>();
        foreach (var v in state.Movable)
        {
            if (moved[v]) continue;
            var (single, both) = most[state.Group[state.MachineOf[v]]];
            if (state.Cores[v] > (state.Node[v] < 0 ? both : single)) continue;
            // VMs of one size on one node stand for each other: one of them is offered.
            if (!state.HasRules && !kinds.TryAdd((state.MachineOf[v], state.Node[v], state.Cores[v]), v)) continue;
            list.Add(v);
        }
        // Where rules, memory or its own machine leave a VM no place, it is not offered.
        vms = [.. list.Where(HasPlace)];
    }

    private bool HasPlace(int vm)
    {
        for (var m = 0; m < state.Group.Length; m++)
            for (var k = state.Node[vm] < 0 ? -1 : 0; k < (state.Node[vm] < 0 ? 0 : 2); k++)
                if (state.Group[m] >= 0 && state.Fits(vm, m, k)) return true;
        return false;
    }

    private (int, int)[] Places(int vm)
    {
        var list = new List<(int, int)>();
        for (var m = 0; m < state.Group.Length; m++)
            for (var k = state.Node[vm] < 0 ? -1 : 0; k < (state.Node[vm] < 0 ? 0 : 2); k++)
                if (state.Group[m] >= 0 && state.Fits(vm, m, k)) list.Add((m, k));
        return [.. list];
    }

    /// <summary>What the first stage sees of a VM: what its leaving does to its node, at once and with others of the node to follow.</summary>
    private void ShowVm(int vm, Span<float> into)
    {
        var (slot, cores, node) = (state.Problem.SlotCores, state.Cores[vm], state.Node[vm]);
        var at = (2 * state.MachineOf[vm]) + Math.Max(0, node);
        var (left, lacks) = (state.Free[at] % slot, slot - (state.Free[at] % slot));
        into[0] = state.GainOfLeaving(vm);
        into[1] = (float)cores / slot;
        into[2] = node < 0 ? 1 : 0;
        into[3] = (float)left / slot;
        into[4] = cores == lacks ? 1 : 0;
        into[5] = cores < lacks ? (float)cores / lacks : 0;
        into[6] = cores > lacks ? (float)(cores - lacks) / slot : 0;
        if (cores >= lacks) return;
        // How many more would have to follow for a slot, and the cores moved in all.
        var rest = lacks - cores;
        var (follow, biggest, exact) = (0, 0, 0);
        foreach (var other in on[state.MachineOf[vm]])
        {
            if (other == vm || moved[other] || (state.Node[other] >= 0 && node >= 0 && state.Node[other] != node)) continue;
            biggest = Math.Max(biggest, Math.Min(rest, state.Cores[other]));
            if (state.Cores[other] >= rest) follow = 1;
            if (state.Cores[other] == rest) exact = 1;
        }
        into[7] = follow;
        into[8] = exact;
        into[9] = (float)biggest / slot;
        into[10] = follow > 0 ? (float)(rest + cores) / slot : 0;
        into[11] = exact > 0 && cores <= 4 ? 1 : 0;
        into[12] = left * left / (float)(slot * slot);
        into[13] = follow > 0 ? 0 : (float)rest / slot;
    }

    /// <summary>What the second stage sees of a place.</summary>
    private void ShowPlace(int vm, int machine, int node, Span<float> into)
    {
        var (slot, cores) = (state.Problem.SlotCores, state.Cores[vm]);
        var at = (2 * machine) + Math.Max(0, node);
        var (left, after) = (state.Free[at] % slot, (state.Free[at] - cores) % slot);
        into[0] = state.GainOfComing(vm, machine, node);
        into[1] = (float)left / slot;
        into[2] = after == 0 ? 1 : 0;
        into[3] = (float)after / slot;
        into[4] = machine == state.MachineOf[vm] ? 1 : 0;
        into[5] = left == cores ? 1 : 0;
        into[6] = left < cores ? 1 : 0;
        into[7] = left * left / (float)(slot * slot);
        into[8] = after * after / (float)(slot * slot);
        // Whether the place is itself close to a slot: one or two VMs that may still move would complete it.
        var lacks = slot - left;
        var (one, two) = (0, 0);
        foreach (var other in on[machine])
        {
            if (moved[other] || (node >= 0 && state.Node[other] >= 0 && state.Node[other] != node)) continue;
            if (state.Cores[other] >= lacks) one = 1;
            if (2 * state.Cores[other] >= lacks) two = 1;
        }
        into[9] = one;
        into[10] = two;
        into[11] = left >= 12 * slot / 16 ? 1 : 0;
        into[12] = state.Free[at] >= slot ? 1 : 0;
        into[13] = lacks - cores < 0 ? 0 : (float)(lacks - cores) / slot;
    }

    private int Remainders(int machine) => (state.Free[2 * machine] % state.Problem.SlotCores) + (state.Free[(2 * machine) + 1] % state.Problem.SlotCores);
}
