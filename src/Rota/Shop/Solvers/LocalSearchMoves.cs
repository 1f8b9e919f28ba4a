using Rota.Randomness;

namespace Rota.Shop.Solvers;

/// <summary>
/// Proposes moves: draws an operation from a critical path of a job worth speeding up and a new place for it. On its machine it is swapped with its critical
/// neighbour or thrown further through their block (N1, N6); where it may run elsewhere it goes to another machine near the place it has in time.
/// </summary>
internal sealed class LocalSearchMoves(DispatchArrays arrays, LocalSearchSequence sequence, LocalSearchCost cost, RandomStream random)
{
    private const int UsesOfPath = 8;

    private readonly int[] path = new int[arrays.JobOf.Length];
    private readonly int[] arcs = new int[arrays.JobOf.Length];
    private readonly int[] choices = new int[arrays.JobOf.Length];
    private int pathLength;
    private int arcCount;
    private int choiceCount;
    private int uses;

    /// <summary>Forgets the path: the schedule changed.</summary>
    public void Forget() => uses = 0;

    /// <summary>Tries a random move; false when it would be a circle or none was found.</summary>
    public bool Try()
    {
        if (--uses < 0)
        {
            Trace();
            uses = UsesOfPath;
        }
        if (choiceCount > 0 && (arcCount == 0 || random.Next(2) == 0)) return Reassign(choices[random.Next(choiceCount)]);
        return arcCount > 0 && Shift(arcs[random.Next(arcCount)]);
    }

    /// <summary>Walks a critical path back from a job's end; ties between job and machine are drawn.</summary>
    private void Trace()
    {
        (pathLength, arcCount, choiceCount) = (0, 0, 0);
        if (cost.TargetCount == 0) return;
        var o = cost.Target(random.Next(cost.TargetCount));
        while (o != sequence.Nil)
        {
            path[pathLength] = o;
            if (arrays.FirstMode[o + 1] - arrays.FirstMode[o] > 1) choices[choiceCount++] = o;
            var start = sequence.Start[o];
            var (job, machine) = (sequence.JobBefore[o], sequence.MachineBefore[o]);
            var byJob = job != sequence.Nil && sequence.Start[job] + sequence.Duration[job] == start;
            var byMachine = machine != sequence.Nil && sequence.Start[machine] + sequence.Duration[machine] == start;
            if (byMachine && byJob) byMachine = random.Next(2) == 0;
            if (byMachine) arcs[arcCount++] = pathLength;
            pathLength++;
            o = byMachine ? machine : byJob ? job : sequence.Nil;
        }
    }

    /// <summary>Moves one end of a critical machine arc past the other, or further through the block.</summary>
    private bool Shift(int at)
    {
        var (v, u) = (path[at], path[at + 1]);
        switch (random.Next(4))
        {
            case 0:
                for (var i = at + 1; i + 1 < pathLength && path[i + 1] == sequence.MachineBefore[path[i]] && random.Next(3) > 0; i++) u = path[i + 1];
                return sequence.Move(v, sequence.Mode[v], sequence.MachineBefore[u]);
            case 1:
                for (var i = at; i > 0 && path[i - 1] == sequence.MachineAfter[path[i]] && random.Next(3) > 0; i--) v = path[i - 1];
                return sequence.Move(u, sequence.Mode[u], v);
            default:
                return sequence.Move(v, sequence.Mode[v], sequence.MachineBefore[u]);
        }
    }

    private bool Reassign(int o)
    {
        var first = arrays.FirstMode[o];
        var mode = first + random.Next(arrays.FirstMode[o + 1] - first - 1);
        if (mode >= sequence.Mode[o]) mode++;
        if (arrays.Duration[mode] == 0) return sequence.Move(o, mode, sequence.Nil);
        var machine = arrays.Machine[mode];
        var after = sequence.BeforeInOrder(o, machine);
        while (random.Next(2) == 0)
        {
            if (random.Next(2) == 0)
            {
                if (after == sequence.Nil) break;
                after = sequence.MachineBefore[after];
            }
            else
            {
                var next = sequence.Following(after, machine);
                if (next == sequence.Nil) break;
                after = next;
            }
            if (after == o) after = sequence.MachineBefore[o];
        }
        return sequence.Move(o, mode, after);
    }
}
