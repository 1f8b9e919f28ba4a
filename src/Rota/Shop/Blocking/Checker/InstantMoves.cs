using System.Runtime.InteropServices;

namespace Rota.Shop.Blocking;

/// <summary>
/// The moves of one instant: can they be made one after another, each into a machine that is empty then, and, where swaps are allowed, rings of jobs at once? A job may make several
/// moves where operations take no time. Safe moves are made at once: out of the shop, and into a machine that nobody else has to pass. All else is searched.
/// </summary>
internal sealed class InstantMoves
{
    private const int MostStates = 200_000;

    private readonly bool swap;
    private readonly List<Route> routes = [];
    private readonly Dictionary<int, int> standing = [];

    /// <param name="swap">Whether rings may change places.</param>
    public InstantMoves(bool swap) => this.swap = swap;

    /// <summary>True when some job has more than one move to make: some operation takes no time.</summary>
    public bool HasPassers { get; private set; }

    /// <summary>The jobs, in the order in which they were added.</summary>
    public IEnumerable<int> Jobs => routes.Select(route => route.Job);

    /// <summary>Adds a job.</summary>
    /// <param name="job">Its number.</param>
    /// <param name="from">The machine it holds as the instant begins, -1 for outside.</param>
    /// <param name="stops">The machines it enters, one after the other, and whether each goes down with the operation and is closed from then on.</param>
    /// <param name="leaves">Whether it is out of the shop in the end.</param>
    public void Add(int job, int from, IReadOnlyList<(int Machine, bool Closes)> stops, bool leaves)
    {
        if (from >= 0) standing[from] = routes.Count;
        routes.Add(new(job, from, [.. stops], leaves));
        if (stops.Count > 1 || (stops.Count == 1 && leaves)) HasPassers = true;
    }

    /// <summary>Looks for a way to make all moves.</summary>
    /// <param name="ring">The machines of a ring in which nobody can move, when that is the reason.</param>
    /// <returns>False when there is none, or when none was found among many thousands of orders.</returns>
    public bool Possible(out IReadOnlyList<int> ring)
    {
        ring = [];
        var state = new int[routes.Count];
        var occupied = new Dictionary<int, int>(standing);
        Settle(state, occupied);
        if (IsDone(state)) return true;
        if (!HasPassers && swap) return true;
        ring = Ring(state, occupied);
        if (!HasPassers) return false;
        return Search(state, occupied, []);
    }

    private bool Search(int[] state, Dictionary<int, int> occupied, HashSet<string> seen)
    {
        Settle(state, occupied);
        if (IsDone(state)) return true;
        if (seen.Count > MostStates || !seen.Add(new(MemoryMarshal.Cast<int, char>(state.AsSpan())))) return false;
        for (var i = 0; i < routes.Count; i++)
        {
            if (!CanMove(i, state, occupied)) continue;
            var (then, there) = ((int[])state.Clone(), new Dictionary<int, int>(occupied));
            Move(i, then, there);
            if (Search(then, there, seen)) return true;
        }
        if (!swap) return false;
        foreach (var ring in Rings(state, occupied))
        {
            var (then, there) = ((int[])state.Clone(), new Dictionary<int, int>(occupied));
            foreach (var i in ring) there.Remove(At(i, state));
            foreach (var i in ring) there[routes[i].Stops[then[i]++].Machine] = i;
            if (Search(then, there, seen)) return true;
        }
        return false;
    }

    /// <summary>Makes moves that cannot be in anybody's way.</summary>
    private void Settle(int[] state, Dictionary<int, int> occupied)
    {
        for (var again = true; again;)
        {
            again = false;
            for (var i = 0; i < routes.Count; i++)
                if (CanMove(i, state, occupied) && IsSafe(i, state))
                {
                    Move(i, state, occupied);
                    again = true;
                }
        }
    }

    private bool CanMove(int i, int[] state, Dictionary<int, int> occupied)
    {
        if (state[i] == routes[i].Length) return false;
        if (state[i] == routes[i].Stops.Length) return true;
        var machine = routes[i].Stops[state[i]].Machine;
        return (machine == At(i, state) || !occupied.ContainsKey(machine)) && !IsClosed(machine, state);
    }

    private bool IsSafe(int i, int[] state)
    {
        var (route, at) = (routes[i], state[i]);
        if (at == route.Stops.Length) return true;
        if (route.Stops[at].Machine == At(i, state) && !route.Stops[at].Closes) return true;
        if (at + 1 < route.Length) return false;
        for (var other = 0; other < routes.Count; other++)
            if (other != i && routes[other].Stops.Skip(state[other]).Any(stop => stop.Machine == route.Stops[at].Machine)) return false;
        return true;
    }

    private void Move(int i, int[] state, Dictionary<int, int> occupied)
    {
        if (At(i, state) is var held && held >= 0) occupied.Remove(held);
        var at = state[i]++;
        if (at < routes[i].Stops.Length) occupied[routes[i].Stops[at].Machine] = i;
    }

    /// <summary>A machine that went down with an operation of this instant.</summary>
    private bool IsClosed(int machine, int[] state)
    {
        for (var i = 0; i < routes.Count; i++)
            for (var k = 0; k < Math.Min(state[i], routes[i].Stops.Length); k++)
                if (routes[i].Stops[k].Closes && routes[i].Stops[k].Machine == machine) return true;
        return false;
    }

    private int At(int i, int[] state) => state[i] == 0 ? routes[i].From : state[i] <= routes[i].Stops.Length ? routes[i].Stops[state[i] - 1].Machine : -1;

    private bool IsDone(int[] state)
    {
        for (var i = 0; i < state.Length; i++)
            if (state[i] < routes[i].Length) return false;
        return true;
    }

    /// <summary>The machines of the first ring, none when there is none.</summary>
    private int[] Ring(int[] state, Dictionary<int, int> occupied) => Rings(state, occupied).FirstOrDefault() is { } ring ? [.. ring.Select(i => At(i, state))] : [];

    /// <summary>Rings of two jobs or more in which each wants the machine of the next.</summary>
    private IEnumerable<List<int>> Rings(int[] state, Dictionary<int, int> occupied)
    {
        for (var first = 0; first < routes.Count; first++)
        {
            var ring = new List<int>();
            for (var i = first; ring.Count <= routes.Count;)
            {
                if (At(i, state) < 0 || state[i] >= routes[i].Stops.Length || IsClosed(routes[i].Stops[state[i]].Machine, state)) break;
                ring.Add(i);
                if (!occupied.TryGetValue(routes[i].Stops[state[i]].Machine, out i)) break;
                // Each ring once, from the lowest of its jobs.
                if (i < first) break;
                if (i != first) continue;
                if (ring.Count > 1) yield return ring;
                break;
            }
        }
    }

    private sealed record Route(int Job, int From, (int Machine, bool Closes)[] Stops, bool Leaves)
    {
        public int Length => Stops.Length + (Leaves ? 1 : 0);
    }
}
