namespace Rota.Shop.Solvers.Tabu;

/// <summary>Elite solutions that the threads of one search share. Thread-safe.</summary>
internal sealed class Population
{
    private readonly Lock gate = new();
    private readonly List<Member> members = [];
    private int generation;

    /// <summary>A solution: its linear order, makespan, and the times it was a parent.</summary>
    public sealed record Member(int[] Order, int Makespan);

    /// <summary>Members now.</summary>
    public int Count
    {
        get
        {
            lock (gate) return members.Count;
        }
    }

    /// <summary>How often the population was given up and begun anew; threads that see it change fill the new one.</summary>
    public int Generation => Volatile.Read(ref generation);

    /// <summary>Best makespan, <see cref="int.MaxValue"/> when empty.</summary>
    public int Best
    {
        get
        {
            lock (gate) return members.Count == 0 ? int.MaxValue : members.Min(m => m.Makespan);
        }
    }

    /// <summary>Adds a member without competition.</summary>
    public void Add(Member member)
    {
        lock (gate) members.Add(member);
    }

    /// <summary>Two different members, drawn at random; null when there are not two.</summary>
    public (Member First, Member Second)? Pair(Func<int, int> draw)
    {
        lock (gate)
        {
            if (members.Count < 2) return null;
            var i = draw(members.Count);
            var j = draw(members.Count - 1);
            if (j >= i) j++;
            return (members[i], members[j]);
        }
    }

    /// <summary>
    /// Takes a child in place of the worst member if it is better than that and no twin of another member (same makespan means twin: cheap, and
    /// it keeps the population spread).
    /// </summary>
    public bool Compete(Member child)
    {
        lock (gate)
        {
            if (members.Exists(m => m.Makespan == child.Makespan)) return false;
            var worst = 0;
            for (var i = 1; i < members.Count; i++)
                if (members[i].Makespan > members[worst].Makespan) worst = i;
            if (members[worst].Makespan <= child.Makespan) return false;
            members[worst] = child;
            return true;
        }
    }

    /// <summary>Keeps the best member only and begins the next generation, unless another thread did so already.</summary>
    public void Collapse(int ofGeneration)
    {
        lock (gate)
        {
            if (generation != ofGeneration) return;
            generation++;
            var best = members.MinBy(m => m.Makespan);
            members.Clear();
            if (best is not null) members.Add(best);
        }
    }
}
