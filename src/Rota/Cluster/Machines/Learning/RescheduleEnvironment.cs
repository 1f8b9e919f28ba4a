using Rota.Cluster.Machines.Generators;
using Rota.Cluster.Machines.Solvers;
using Rota.Learning;

namespace Rota.Cluster.Machines.Learning;

/// <summary>
/// VM rescheduling as decisions in two stages: which VM, then where to; no time passes between the two. An episode is as many migrations as the limit allows, or ends earlier when nothing
/// can move. The reward is that of the source, the sum over the machines touched of the fall of (remainder + remainder) / 32, over 4; the cost is the fragment rate at the best moment. A VM
/// that has moved stays where it is, and VMs of one size on one place stand for each other.
/// </summary>
public sealed class RescheduleEnvironment : IEnvironment
{
    private readonly Func<ulong, MachineProblem> make;
    private readonly List<VmKind> vms = [];
    private readonly List<(int Machine, int Node)> places = [];
    private RescheduleState it = null!;
    private int chosen;
    private long best;

    /// <param name="make">The snapshot of a seed.</param>
    public RescheduleEnvironment(Func<ulong, MachineProblem> make) => this.make = make;

    private RescheduleEnvironment(RescheduleEnvironment other)
    {
        (make, it, chosen, best) = (other.make, other.it.Copy(), other.chosen, other.best);
        vms.AddRange(other.vms);
        places.AddRange(other.places);
    }

    /// <summary>Generated snapshots of so many machines.</summary>
    public static RescheduleEnvironment Generated(int machines, int migrations) => new(seed => MachineGenerator.Create(new() { Machines = machines, MigrationLimit = migrations, Seed = seed }));

    /// <inheritdoc/>
    public Schema Schema => RescheduleFeatures.Schema;

    /// <summary>The migrations so far.</summary>
    public MigrationPlan Plan => new([.. it.Moves]);

    /// <summary>Free cores in fragments now.</summary>
    public long Fragments => MachineCost.Of(it.State);

    /// <inheritdoc/>
    public int CandidateCount => IsOver ? 0 : chosen < 0 ? vms.Count : places.Count;

    /// <inheritdoc/>
    public double Cost => it.Problem.FreeCores == 0 ? 0 : (double)best / it.Problem.FreeCores;

    /// <summary>The episode, for those who know the domain.</summary>
    internal RescheduleState Inside => it;

    /// <summary>The VM whose place is asked for; below 0 in the first stage.</summary>
    internal int Chosen => chosen;

    private bool IsOver => it.IsFull || vms.Count == 0;

    /// <inheritdoc/>
    public void Reset(ulong seed)
    {
        it = new(make(seed));
        (chosen, best) = (-1, Fragments);
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
            chosen = vms[candidate].Vm;
            it.Places(chosen, places);
            return new(0, 0, Terminated: false);
        }
        var (machine, node) = places[candidate];
        var from = it.State.MachineOf[chosen];
        var before = Remainders(from) + (machine == from ? 0 : Remainders(machine));
        it.Move(chosen, machine, node);
        var after = Remainders(from) + (machine == from ? 0 : Remainders(machine));
        best = Math.Min(best, Fragments);
        chosen = -1;
        Offer();
        return new((before - after) / (2.0 * it.Problem.SlotCores) / 4, 1, IsOver);
    }

    /// <inheritdoc/>
    public void Observe(Observation into)
    {
        RescheduleFeatures.WriteGlobals(it, chosen, into.Globals);
        for (var m = 0; m < it.State.Group.Length; m++) RescheduleFeatures.WriteMachine(it, m, into);
        if (IsOver) return;
        if (chosen < 0)
            foreach (var kind in vms) RescheduleFeatures.WriteVm(it, kind, into.AddCandidate(RowOf(it.State.MachineOf[kind.Vm], it.State.Node[kind.Vm])));
        else
            foreach (var (machine, node) in places) RescheduleFeatures.WritePlace(it, chosen, machine, node, into.AddCandidate(RowOf(machine, node))[RescheduleFeatures.VmFeatures..]);
    }

    /// <summary>The candidate that stands for a VM: itself, or another of its kind; -1 when there is none. For demonstrations.</summary>
    internal int IndexOfVm(int vm)
    {
        var state = it.State;
        return vms.FindIndex(kind => kind.Vm == vm
            || (!state.HasRules && state.MachineOf[kind.Vm] == state.MachineOf[vm] && state.Node[kind.Vm] == state.Node[vm] && state.Cores[kind.Vm] == state.Cores[vm] && state.Memory[kind.Vm] == state.Memory[vm]));
    }

    /// <summary>The candidate of a place; -1 when there is none.</summary>
    internal int IndexOfPlace(VmPlace place) => places.IndexOf((place.Machine, place.Node));

    /// <inheritdoc/>
    public IEnvironment? Fork() => new RescheduleEnvironment(this);

    /// <inheritdoc/>
    public ulong Digest() => new StateDigest().AddAll<int>(it.State.MachineOf).AddAll<int>(it.State.Node).Add(chosen).Add(it.Moves.Count).Add(best).Value;

    private static int RowOf(int machine, int node) => (3 * machine) + RescheduleFeatures.PlaceOf(node);

    /// <summary>VMs that can move at all: those that have not, to some place with room.</summary>
    private void Offer()
    {
        vms.Clear();
        for (var m = 0; m < it.State.Group.Length; m++)
            foreach (var kind in it.KindsOn(m))
                if (it.CanMove(kind)) vms.Add(kind);
    }

    private int Remainders(int machine) => (it.State.Free[2 * machine] % it.Problem.SlotCores) + (it.State.Free[(2 * machine) + 1] % it.Problem.SlotCores);
}
