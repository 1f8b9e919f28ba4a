using Rota.Cluster.Sharing;

namespace Rota.Hosting;

/// <summary>
/// Items of users: one user's in the order in which they came, the users' first items in the order of a <see cref="UserWeightedFairQueue"/>, the object that the simulator's policy uses,
/// on one of two clocks. An item gets its cost when it becomes its user's first, by what has been learnt until then. Not for several threads at once: who owns it locks.
/// </summary>
internal sealed class FairLine<T>
{
    private readonly UserWeightedFairQueue queue;
    private readonly FairOptions options;
    private readonly Func<string, T, double> costOf;
    private readonly Dictionary<string, Queue<FairTicket<T>>> users = new(StringComparer.Ordinal);
    private readonly double servers;
    private readonly long began;
    private double served;

    public FairLine(FairOptions options, double servers, Func<string, T, double> costOf)
    {
        (this.options, this.servers, this.costOf) = (options, servers, costOf);
        queue = new(new(servers) { Weight = options.Weight, ChainRemaining = true, Lazy = true });
        began = options.Time.GetTimestamp();
    }

    /// <summary>Items that wait.</summary>
    public int Count { get; private set; }

    private double Now => options.Clock == FairClock.Service ? served / servers : options.Time.GetElapsedTime(began).TotalSeconds;

    /// <summary>Puts an item in line.</summary>
    public FairTicket<T> Enqueue(string user, T item)
    {
        var ticket = new FairTicket<T>(user, item);
        if (users.TryGetValue(user, out var own))
        {
            own.Enqueue(ticket);
        }
        else
        {
            // Before the user is known: a cost or weight out of range leaves no trace.
            First(ticket);
            users.Add(user, own = new());
            own.Enqueue(ticket);
        }
        Count++;
        return ticket;
    }

    /// <summary>The item whose turn it is, still in line; null when none waits.</summary>
    public FairTicket<T>? Peek() => (FairTicket<T>?)queue.Peek()?.Tag;

    /// <summary>Takes the item whose turn it is out of line; null when none waits.</summary>
    public FairTicket<T>? Take() => Peek() is { } first ? Take(first) : null;

    /// <summary>Takes an item out of line, before its turn if need be, and charges its user what it is taken to cost.</summary>
    public FairTicket<T> Take(FairTicket<T> ticket)
    {
        // Before its turn: it takes a place of its own beside its user's first.
        var first = ticket.Job is not null;
        if (!first) First(ticket);
        ticket.Waits = false;
        Count--;
        queue.Take(ticket.Job!);
        queue.Serve(Now, ticket.Job!);
        served += ticket.Cost;
        if (first) Advance(ticket.User);
        return ticket;
    }

    /// <summary>Takes an item out of line that will not be served; its user is not charged. False when it no longer waits.</summary>
    public bool Withdraw(FairTicket<T> ticket)
    {
        if (!ticket.Waits) return false;
        ticket.Waits = false;
        Count--;
        if (ticket.Job is null) return true;
        queue.Take(ticket.Job);
        queue.Reestimate(Now, ticket.Job, 0);
        Advance(ticket.User);
        return true;
    }

    /// <summary>An item was served and really cost this much: its user is charged that instead.</summary>
    public void Settle(FairTicket<T> ticket, double cost)
    {
        queue.Charge(Now, ticket.Job!, cost - ticket.Cost);
        // What the ideal pool has already done cannot be taken back; a clock that would stand behind it waits.
        served += cost - ticket.Cost;
    }

    private void First(FairTicket<T> ticket)
    {
        ticket.Cost = costOf(ticket.User, ticket.Item);
        ticket.Job = queue.Submit(Now, ticket.User, null, ticket.Cost);
        ticket.Job.Tag = ticket;
    }

    /// <summary>Makes the user's next waiting item the first.</summary>
    private void Advance(string user)
    {
        var own = users[user];
        while (own.TryPeek(out var next) && !next.Waits) own.Dequeue();
        if (own.Count == 0) users.Remove(user);
        else if (own.Peek().Job is null) First(own.Peek());
    }
}
