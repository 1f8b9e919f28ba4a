namespace Rota.Cluster.Machines.Solvers;

/// <summary>
/// Turns "where every VM shall be" into migrations that can be carried out one after another: first what has room, then, where moves wait for each other in a circle, the smallest VM
/// makes room on a third machine, which costs a migration more. What cannot be reached within the limit is left out, the least loss first.
/// </summary>
internal static class MoveOrdering
{
    /// <summary>The migrations in order, and the slots they lead to.</summary>
    /// <param name="target">Where every VM shall be; not changed.</param>
    public static (MigrationPlan Plan, int Slots) Order(MachineState target)
    {
        var problem = target.Problem;
        var (machine, node) = Rename(target);
        var state = new MachineState(problem);
        var steps = new List<Migration>();
        var pending = new List<int>();
        for (var v = 0; v < machine.Length; v++)
            if (problem.Vms[v].Place != new VmPlace(machine[v], node[v])) pending.Add(v);
        // Those that free something come first among equals, those that only fill last: an order that is cut off at the limit has its gains.
        while (pending.Count > 0 && steps.Count < problem.MigrationLimit)
        {
            var next = -1;
            var best = int.MinValue;
            for (var i = 0; i < pending.Count; i++)
            {
                var v = pending[i];
                if (!state.Fits(v, machine[v], node[v])) continue;
                var gain = state.GainOfLeaving(v) + state.GainOfComing(v, machine[v], node[v]);
                if (gain > best) (best, next) = (gain, i);
            }
            if (next >= 0)
            {
                Go(pending[next], machine[pending[next]], node[pending[next]]);
                pending.RemoveAt(next);
            }
            else if (!MakeRoom()) pending.RemoveAt(Cheapest());
        }
        return (new([.. steps]), state.Slots);

        void Go(int v, int m, int k)
        {
            state.Move(v, m, k);
            steps.Add(new(v, new(m, k)));
        }

        // A VM that stands where another wants to go, to any place with room that costs the fewest slots.
        bool MakeRoom()
        {
            if (steps.Count + pending.Count + 1 > problem.MigrationLimit) return false;
            var wanted = pending.Select(v => machine[v]).ToHashSet();
            foreach (var v in pending.Where(v => wanted.Contains(state.MachineOf[v])).OrderBy(v => target.Cores[v]))
            {
                for (var m = 0; m < problem.Machines.Length; m++)
                {
                    if (wanted.Contains(m)) continue;
                    for (var k = state.Node[v] < 0 ? -1 : 0; k < (state.Node[v] < 0 ? 0 : 2); k++)
                    {
                        if (!state.Fits(v, m, k)) continue;
                        Go(v, m, k);
                        return true;
                    }
                }
            }
            return false;
        }

        int Cheapest()
        {
            var (index, loss) = (0, int.MaxValue);
            for (var i = 0; i < pending.Count; i++)
                if (state.GainOfLeaving(pending[i]) is var own && own < loss) (index, loss) = (i, own);
            return index;
        }
    }

    /// <summary>VMs of one kind stand for each other: where one leaves a place and another of its kind comes to it, the one stays and the other goes where the one went.</summary>
    private static (int[] Machine, int[] Node) Rename(MachineState target)
    {
        var problem = target.Problem;
        int[] machine = [.. target.MachineOf], node = [.. target.Node];
        var ruled = problem.Apart.SelectMany(set => set.Members).ToHashSet();
        var leavers = new Dictionary<(int, long, VmPlace), Queue<int>>();
        var moved = new List<int>();
        for (var v = 0; v < machine.Length; v++)
        {
            if (problem.Vms[v].Place == new VmPlace(machine[v], node[v]) || ruled.Contains(v)) continue;
            moved.Add(v);
            var key = (target.Cores[v], target.Memory[v], problem.Vms[v].Place);
            if (!leavers.TryGetValue(key, out var queue)) leavers[key] = queue = new();
            queue.Enqueue(v);
        }
        for (var again = true; again;)
        {
            again = false;
            foreach (var v in moved)
            {
                if (problem.Vms[v].Place == new VmPlace(machine[v], node[v])) continue;
                if (!leavers.TryGetValue((target.Cores[v], target.Memory[v], new(machine[v], node[v])), out var queue)) continue;
                while (queue.Count > 0 && problem.Vms[queue.Peek()].Place == new VmPlace(machine[queue.Peek()], node[queue.Peek()])) queue.Dequeue();
                if (queue.Count == 0) continue;
                var other = queue.Dequeue();
                (machine[v], node[v], machine[other], node[other]) = (machine[other], node[other], machine[v], node[v]);
                again = true;
            }
        }
        return (machine, node);
    }
}
