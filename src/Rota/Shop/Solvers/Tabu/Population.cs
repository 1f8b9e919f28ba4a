namespace Rota.Shop.Solvers.Tabu;

/// <summary>Elite solutions that the threads of one search share. Thread-safe.</summary>
internal sealed class Population
{
    private readonly Lock gate = new();
    private readonly List<Member> members = [];

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

    /// <summary>Two different members, drawn at random.</summary>
    public (Member First, Member Second) Pair(Func<int, int> draw)
    {
        lock (gate)
        {
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

    /// <summary>Keeps the best member only.</summary>
    public void Collapse()
    {
        lock (gate)
        {
            var best = members.MinBy(m => m.Makespan);
            members.Clear();
            if (best is not null) members.Add(best);
        }
    }
}
