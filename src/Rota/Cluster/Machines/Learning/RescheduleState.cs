using Rota.Cluster.Machines.Solvers;

namespace Rota.Cluster.Machines.Learning;

/// <summary>
/// The middle of an episode: where VMs are, which have moved, what stands for what, and which sizes still find a place. After a move only the two machines it touches are looked at again.
/// </summary>
internal sealed class RescheduleState
{
    private readonly bool[] moved;
    private readonly List<int>[] on;
    private readonly List<VmKind>[] kinds;
    private readonly int[] flavourOf;
    private readonly (int Group, bool Spans, int Cores, long Memory)[] flavours;

    /// <summary>Places with room, a bit each (node 0, node 1, both), by flavour and machine; and how many there are of a flavour.</summary>
    private readonly byte[][] room;
    private readonly int[] roomCount;

    public RescheduleState(MachineProblem problem)
    {
        State = new(problem);
        moved = new bool[problem.Vms.Length];
        (Left, Came) = (new int[problem.Machines.Length], new int[problem.Machines.Length]);
        on = [.. problem.Machines.Select(_ => new List<int>())];
        for (var v = 0; v < problem.Vms.Length; v++) on[State.MachineOf[v]].Add(v);
        var numbers = new Dictionary<(int, bool, int, long), int>();
        flavourOf = new int[problem.Vms.Length];
        foreach (var v in State.Movable)
        {
            var key = (State.Group[State.MachineOf[v]], State.Node[v] < 0, State.Cores[v], State.Memory[v]);
            flavourOf[v] = numbers.TryGetValue(key, out var number) ? number : numbers[key] = numbers.Count;
        }
        flavours = [.. numbers.OrderBy(entry => entry.Value).Select(entry => entry.Key)];
        (room, roomCount) = ([.. flavours.Select(_ => new byte[problem.Machines.Length])], new int[flavours.Length]);
        kinds = [.. problem.Machines.Select(_ => new List<VmKind>())];
        for (var m = 0; m < problem.Machines.Length; m++) Look(m);
    }

    private RescheduleState(RescheduleState other)
    {
        (State, moved, Left, Came, Moves) = (other.State.Copy(), [.. other.moved], [.. other.Left], [.. other.Came], [.. other.Moves]);
        on = [.. other.on.Select(list => new List<int>(list))];
        kinds = [.. other.kinds.Select(list => new List<VmKind>(list))];
        (flavourOf, flavours) = (other.flavourOf, other.flavours);
        (room, roomCount) = ([.. other.room.Select(row => (byte[])[.. row])], [.. other.roomCount]);
    }

    /// <summary>Where VMs are.</summary>
    public MachineState State { get; }

    /// <summary>The snapshot.</summary>
    public MachineProblem Problem => State.Problem;

    /// <summary>The migrations so far.</summary>
    public List<Migration> Moves { get; } = [];

    /// <summary>VMs that have left a machine.</summary>
    public int[] Left { get; }

    /// <summary>VMs that have come to a machine.</summary>
    public int[] Came { get; }

    /// <summary>True at the migration limit.</summary>
    public bool IsFull => Moves.Count >= Problem.MigrationLimit;

    /// <summary>A copy that goes its own way.</summary>
    public RescheduleState Copy() => new(this);

    /// <summary>The VMs on a machine, those that stand for each other joined.</summary>
    public List<VmKind> KindsOn(int machine) => kinds[machine];

    /// <summary>True when the VM has moved.</summary>
    public bool HasMoved(int vm) => moved[vm];

    /// <summary>True when a VM of this kind may go somewhere.</summary>
    public bool CanMove(in VmKind kind)
    {
        if (!kind.MayMove) return false;
        var (vm, flavour) = (kind.Vm, flavourOf[kind.Vm]);
        var (machine, node) = (State.MachineOf[vm], State.Node[vm]);
        if (roomCount[flavour] - ((room[flavour][machine] >> (node < 0 ? 2 : node)) & 1) <= 0) return false;
        if (!State.HasRules) return true;
        for (var m = 0; m < State.Group.Length; m++)
            for (var k = node < 0 ? -1 : 0; k < (node < 0 ? 0 : 2); k++)
                if (State.Fits(vm, m, k)) return true;
        return false;
    }

    /// <summary>Every place that the VM may go to, machine after machine.</summary>
    public void Places(int vm, List<(int Machine, int Node)> into)
    {
        into.Clear();
        var (row, spans) = (room[flavourOf[vm]], State.Node[vm] < 0);
        for (var m = 0; m < row.Length; m++)
        {
            if (row[m] == 0) continue;
            for (var k = spans ? -1 : 0; k < (spans ? 0 : 2); k++)
                if (State.Fits(vm, m, k)) into.Add((m, k));
        }
    }

    /// <summary>Carries a migration out.</summary>
    public void Move(int vm, int machine, int node)
    {
        var from = State.MachineOf[vm];
        State.Move(vm, machine, node);
        moved[vm] = true;
        on[from].Remove(vm);
        on[machine].Add(vm);
        Left[from]++;
        Came[machine]++;
        Moves.Add(new(vm, new(machine, node)));
        Look(from);
        if (machine != from) Look(machine);
    }

    private void Look(int machine)
    {
        var list = kinds[machine];
        list.Clear();
        if (State.Group[machine] >= 0)
            foreach (var vm in on[machine]) Add(list, vm);
        for (var f = 0; f < flavours.Length; f++)
        {
            var (group, spans, cores, memory) = flavours[f];
            var bits = 0;
            if (State.Group[machine] == group)
            {
                var (one, two) = (Has(2 * machine, cores, memory), Has((2 * machine) + 1, cores, memory));
                bits = spans ? one && two ? 4 : 0 : (one ? 1 : 0) | (two ? 2 : 0);
            }
            roomCount[f] += System.Numerics.BitOperations.PopCount((uint)bits) - System.Numerics.BitOperations.PopCount(room[f][machine]);
            room[f][machine] = (byte)bits;
        }
    }

    private bool Has(int at, int cores, long memory) => State.Free[at] >= cores && State.FreeMemory[at] >= memory;

    private void Add(List<VmKind> list, int vm)
    {
        var mayMove = !moved[vm] && Problem.Migrates(vm);
        // Rules name single VMs: then nobody stands for another.
        for (var i = 0; i < list.Count && !State.HasRules; i++)
        {
            var other = list[i].Vm;
            if (State.Node[other] != State.Node[vm] || State.Cores[other] != State.Cores[vm] || State.Memory[other] != State.Memory[vm] || list[i].MayMove != mayMove) continue;
            list[i] = list[i] with { Count = list[i].Count + 1 };
            return;
        }
        list.Add(new(vm, 1, mayMove));
    }
}
