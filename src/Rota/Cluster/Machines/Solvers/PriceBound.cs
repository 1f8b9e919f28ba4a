namespace Rota.Cluster.Machines.Solvers;

/// <summary>
/// A lower bound on fragments by Lagrangian duality. Kinds of VMs get prices, what a machine gives away it is paid for and what it takes in it pays, and every departure costs a toll: then
/// machines decide alone, each exactly by dynamic programming over the cores of its two nodes. Whatever the prices, no plan has more slots than that; a bundle of cuts finds prices that
/// say most. Memory and rules about VMs apart are left out, which keeps it a bound.
/// </summary>
internal sealed class PriceBound
{
    private readonly MachineProblem problem;
    private readonly List<PricedMachine> machines = [];
    private readonly PricedMachine?[] machineOf;
    private readonly List<PricedKind> list = [];
    private readonly int startSlots;
    private readonly int kinds;

    public PriceBound(MachineProblem problem)
    {
        this.problem = problem;
        var state = new MachineState(problem);
        startSlots = state.Slots;
        var kindOf = new Dictionary<(int Group, bool Spans, int Cores), int>();
        machineOf = new PricedMachine?[problem.Machines.Length];
        foreach (var v in state.Movable)
        {
            var key = (state.Group[state.MachineOf[v]], state.Node[v] < 0, state.Cores[v]);
            if (kindOf.TryAdd(key, list.Count)) list.Add(new(key.Item1, key.Item2, key.Item3));
        }
        kinds = list.Count;
        var counts = new int[problem.Machines.Length, 2, kinds];
        foreach (var v in state.Movable)
            counts[state.MachineOf[v], Math.Max(0, state.Node[v]), kindOf[(state.Group[state.MachineOf[v]], state.Node[v] < 0, state.Cores[v])]]++;
        var unit = Gcd(list.Select(kind => kind.Cores).DefaultIfEmpty(1));
        var same = new Dictionary<string, PricedMachine>();
        for (var m = 0; m < problem.Machines.Length; m++)
        {
            if (state.Group[m] < 0) continue;
            var own = new PricedMachine(list, state.Group[m], unit, problem.SlotCores, state.Free[2 * m], state.Free[(2 * m) + 1], k => counts[m, k.Node, k.Kind]);
            if (same.TryGetValue(own.Signature, out var known)) known.Times++;
            else machines.Add(same[own.Signature] = own);
            machineOf[m] = same[own.Signature];
        }
        Prices = new double[kinds];
        Toll = 0.7;
    }

    /// <summary>A copy for another thread, with the prices found so far.</summary>
    public PriceBound Copy()
    {
        var copy = new PriceBound(problem) { Toll = Toll, Slots = Slots, Rounds = Rounds };
        Prices.CopyTo(copy.Prices, 0);
        return copy;
    }

    /// <summary>What each kind of VM costs, in slots.</summary>
    public double[] Prices { get; }

    /// <summary>What each departure costs, in slots.</summary>
    public double Toll { get; private set; }

    /// <summary>Most slots that any plan can have, by the best prices so far.</summary>
    public double Slots { get; private set; } = double.PositiveInfinity;

    /// <summary>Steps of one round, about.</summary>
    public long Work => machines.Sum(machine => machine.Work);

    /// <summary>Rounds so far.</summary>
    public int Rounds { get; private set; }

    /// <summary>Different machines.</summary>
    public int Machines => machines.Count;

    /// <summary>Searches for prices that prove that no plan has more than <paramref name="known"/> slots.</summary>
    /// <param name="known">Slots of a plan at hand.</param>
    /// <param name="rounds">Most rounds.</param>
    /// <param name="shouldStop">Asked every round.</param>
    /// <returns>True when it is proved.</returns>
    public bool Prove(int known, int rounds, Func<bool> shouldStop)
    {
        var point = new double[kinds + 1];
        Prices.CopyTo(point, 0);
        point[kinds] = Toll;
        var bundle = new CuttingBundle(point, 1e-3);
        var slope = new double[kinds + 1];
        for (var round = 0; round < rounds && !shouldStop(); round++)
        {
            Rounds++;
            Array.Clear(slope);
            double value = startSlots + (point[kinds] * problem.MigrationLimit), outs = 0;
            foreach (var machine in machines) value += machine.Times * machine.Best(point, point[kinds], slope, ref outs);
            slope[kinds] = problem.MigrationLimit - outs;
            bundle.Add(point, value, slope);
            if (value < Slots)
            {
                (Slots, Toll) = (value, point[kinds]);
                point.AsSpan(0, kinds).CopyTo(Prices);
            }
            if (Slots < known + 1 - 1e-6) return true;
            point = bundle.Next();
            if (bundle.Expected < 1e-3) return false;
        }
        return false;
    }

    /// <summary>
    /// What a plan of so many slots may do, by the best prices: the sum over machines of what each loses against its best is the distance of the bound from the plan's slots, so no machine
    /// may do what loses more than that.
    /// </summary>
    /// <param name="state">The snapshot, nothing moved.</param>
    /// <param name="slots">Slots of the plan that is looked for.</param>
    /// <returns>The VMs that may leave, and for each VM the number of its list of places to come to.</returns>
    public (int[] Leave, int[] KindOf, (int Machine, int Node)[][] Come) Useful(MachineState state, int slots)
    {
        var gap = Slots - slots + 1e-6;
        var (leaves, comes) = (new Dictionary<(PricedMachine, int Part, int Kind), bool>(), new Dictionary<(PricedMachine, int Part, int Kind), bool>());
        foreach (var machine in machines)
            machine.Losses(Prices, Toll, (part, kind, leave, come) => (leaves[(machine, part, kind)], comes[(machine, part, kind)]) = (leave <= gap, come <= gap));
        var number = list.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        var kindOf = new int[problem.Vms.Length];
        Array.Fill(kindOf, -1);
        foreach (var v in state.Movable) kindOf[v] = number[new(state.Group[state.MachineOf[v]], state.Node[v] < 0, state.Cores[v])];
        int[] leave = [.. state.Movable.Where(v => leaves[(machineOf[state.MachineOf[v]]!, state.Node[v] < 0 ? 2 : state.Node[v], kindOf[v])])];
        var come = new (int, int)[kinds][];
        for (var t = 0; t < kinds; t++)
        {
            var places = new List<(int, int)>();
            for (var m = 0; m < machineOf.Length; m++)
            {
                if (machineOf[m] is not { } own || state.Group[m] != list[t].Group) continue;
                for (var k = list[t].Spans ? -1 : 0; k < (list[t].Spans ? 0 : 2); k++)
                    if (comes[(own, k < 0 ? 2 : k, t)]) places.Add((m, k));
            }
            come[t] = [.. places];
        }
        return (leave, kindOf, come);
    }

    private static int Gcd(IEnumerable<int> numbers)
    {
        var gcd = 0;
        foreach (var number in numbers)
        {
            var (a, b) = (gcd, number);
            while (b != 0) (a, b) = (b, a % b);
            gcd = a;
        }
        return Math.Max(1, gcd);
    }
}

/// <summary>VMs that stand for each other: of one pool, one number of NUMA nodes, one size.</summary>
internal readonly record struct PricedKind(int Group, bool Spans, int Cores);
