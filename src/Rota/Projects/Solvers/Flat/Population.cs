using System.Runtime.InteropServices;
using Rota.Randomness;

namespace Rota.Projects.Solvers.Flat;

/// <summary>
/// The individuals of an island, none twice. Costs and fingerprints lie in arrays of their own: a child that enters looks at all of them, and that is quick with ten thousand too.
/// </summary>
internal sealed class Population(int tasks, int capacity)
{
    private readonly Individual[] people = new Individual[capacity];
    private readonly int[] costs = new int[capacity];
    private readonly ulong[] prints = new ulong[capacity];
    private int worst;

    /// <summary>Individuals it holds at most.</summary>
    public int Capacity => capacity;

    /// <summary>Individuals it holds.</summary>
    public int Count { get; private set; }

    /// <summary>One by binary tournament.</summary>
    public Individual Pick(RandomStream random)
    {
        var (a, b) = (random.Next(Count), random.Next(Count));
        return people[costs[a] <= costs[b] ? a : b];
    }

    /// <summary>Adds a copy, whatever it costs, as long as there is room.</summary>
    public void Add(Individual founder)
    {
        var copy = people[Count] = new Individual(tasks);
        founder.CopyTo(copy);
        (costs[Count], prints[Count]) = (copy.Cost, Print(copy));
        worst = Math.Max(worst, copy.Cost);
        Count++;
    }

    /// <summary>Puts a child in the place of one of the worst, unless it is worse still or there already; the one that leaves is given back to be used again.</summary>
    public Individual Enter(Individual child, RandomStream random)
    {
        if (Count == 0 || child.Cost > worst) return child;
        var print = Print(child);
        if (prints.AsSpan(0, Count).Contains(print)) return child;
        var all = costs.AsSpan(0, Count);
        var from = random.Next(Count);
        var at = all[from..].IndexOf(worst);
        at = at >= 0 ? from + at : all.IndexOf(worst);
        var leaver = people[at];
        (people[at], costs[at], prints[at]) = (child, child.Cost, print);
        if (child.Cost < worst && !all.Contains(worst)) worst = MaxOf(all);
        return leaver;
    }

    /// <summary>Copies of the best few.</summary>
    public Individual[] Elite(int count) =>
        [.. people.Take(Count).OrderBy(one => one.Cost).Take(count).Select(one =>
        {
            var copy = new Individual(tasks);
            one.CopyTo(copy);
            return copy;
        })];

    private static int MaxOf(ReadOnlySpan<int> values)
    {
        var most = int.MinValue;
        foreach (var value in values) most = Math.Max(most, value);
        return most;
    }

    /// <summary>64 bits of list and modes: that two different individuals share them does not happen.</summary>
    private static ulong Print(Individual one)
    {
        var print = 0xCBF29CE484222325UL;
        foreach (var pair in MemoryMarshal.Cast<int, ulong>(one.List.AsSpan())) print = (print ^ pair ^ (print >> 29)) * 0x9E3779B97F4A7C15UL;
        if ((one.List.Length & 1) != 0) print = (print ^ (uint)one.List[^1] ^ (print >> 29)) * 0x9E3779B97F4A7C15UL;
        foreach (var mode in one.Modes) print = (print ^ (uint)mode ^ (print >> 31)) * 0xBF58476D1CE4E5B9UL;
        return print;
    }
}
