using System.Threading.RateLimiting;

namespace Rota.Hosting;

/// <summary>
/// One pool of permits for all users: while there is room everybody gets through, and when there is none those who wait are let in by turns of users, by weight, instead of by age. Unlike
/// a limiter for each user it leaves no permit idle while somebody waits.
/// </summary>
/// <typeparam name="TResource">What is asked for, such as a request, from which the user is told.</typeparam>
public sealed class FairRateLimiter<TResource> : PartitionedRateLimiter<TResource>
{
    /// <summary>A microsecond of a permit: what a lease costs at least.</summary>
    private const double LeastCost = 1e-6;

    private readonly Lock gate = new();
    private readonly FairLimiterOptions options;
    private readonly Func<TResource, string> userOf;
    private readonly FairLine<FairWaiter> line;
    private readonly Dictionary<string, FairUserCounts> users = new(StringComparer.Ordinal);
    private readonly MeasuredCosts costs = new(LeastCost);
    private long available;
    private long granted;
    private long refused;
    private bool disposed;

    /// <summary>A limiter with all its permits free.</summary>
    /// <param name="options">The pool.</param>
    /// <param name="userOf">Whose a resource is.</param>
    /// <exception cref="RotaException">An option is out of range.</exception>
    public FairRateLimiter(FairLimiterOptions options, Func<TResource, string> userOf)
    {
        if (options.Permits < 1) throw new RotaException($"permits {options.Permits}, expected at least 1");
        if (options.QueueLimitPerUser < 0) throw new RotaException($"queue limit per user {options.QueueLimitPerUser}, expected at least 0");
        (this.options, this.userOf) = (options, userOf);
        line = new(options, options.Permits, (user, waiter) => Cost(user, waiter.Permits));
        available = options.Permits;
    }

    /// <inheritdoc/>
    public override RateLimiterStatistics GetStatistics(TResource resource)
    {
        lock (gate)
        {
            var own = users.GetValueOrDefault(userOf(resource));
            return new() { CurrentAvailablePermits = available, CurrentQueuedCount = own.Queued, TotalSuccessfulLeases = granted, TotalFailedLeases = refused };
        }
    }

    /// <inheritdoc/>
    protected override RateLimitLease AttemptAcquireCore(TResource resource, int permitCount)
    {
        Check(permitCount);
        lock (gate) return Now(userOf(resource), permitCount) ?? Refuse();
    }

    /// <inheritdoc/>
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(TResource resource, int permitCount, CancellationToken cancellationToken)
    {
        Check(permitCount);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<RateLimitLease>(cancellationToken);
        var user = userOf(resource);
        FairTicket<FairWaiter> ticket;
        lock (gate)
        {
            if (Now(user, permitCount) is { } lease) return ValueTask.FromResult<RateLimitLease>(lease);
            var own = users.GetValueOrDefault(user);
            if (own.Queued + permitCount > options.QueueLimitPerUser) return ValueTask.FromResult<RateLimitLease>(Refuse());
            users[user] = new(own.Queued + permitCount);
            ticket = line.Enqueue(user, new(permitCount));
        }
        if (cancellationToken.CanBeCanceled) ticket.Item.WithdrawOn(() => Withdraw(ticket, cancellationToken), cancellationToken);
        return new(ticket.Item.Task);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            var waiting = new List<FairTicket<FairWaiter>>();
            lock (gate)
            {
                disposed = true;
                while (line.Take() is { } ticket) waiting.Add(ticket);
                users.Clear();
            }
            foreach (var ticket in waiting) ticket.Item.Answer(FairLease.Refused);
        }
        base.Dispose(disposing);
    }

    /// <summary>A lease ends: its permits go to whose turn it is.</summary>
    internal void Return(FairTicket<FairWaiter> ticket, long began)
    {
        var answers = new List<(FairWaiter Waiter, RateLimitLease Lease)>();
        lock (gate)
        {
            available += ticket.Item.Permits;
            if (options.ChargeTime)
            {
                var perPermit = costs.Learn(ticket.User, options.Time.GetElapsedTime(began).TotalSeconds);
                line.Settle(ticket, perPermit * Math.Max(1, ticket.Item.Permits));
            }
            LetIn(answers);
        }
        foreach (var (waiter, lease) in answers) waiter.Answer(lease);
    }

    /// <summary>A lease right now, when there is room and nobody is in line; for no permits at all, when there is room.</summary>
    private FairLease? Now(string user, int permits)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (permits == 0) return available > 0 ? FairLease.Empty : null;
        if (line.Count > 0 || available < permits) return null;
        return Grant(line.Take(line.Enqueue(user, new(permits))));
    }

    private double Cost(string user, int permits) => Math.Max(1, permits) * (options.ChargeTime ? costs.Of(user) : 1);

    private FairLease Grant(FairTicket<FairWaiter> ticket)
    {
        available -= ticket.Item.Permits;
        granted++;
        var began = options.Time.GetTimestamp();
        return new(() => Return(ticket, began));
    }

    /// <summary>Strictly in the fair order: a request for many permits is not passed by smaller ones for ever.</summary>
    private void LetIn(List<(FairWaiter Waiter, RateLimitLease Lease)> answers)
    {
        while (line.Peek() is { } next && next.Item.Permits <= available && (available > 0 || next.Item.Permits > 0))
        {
            line.Take(next);
            Unqueue(next);
            answers.Add((next.Item, Grant(next)));
        }
    }

    private void Withdraw(FairTicket<FairWaiter> ticket, CancellationToken cancellation)
    {
        var answers = new List<(FairWaiter Waiter, RateLimitLease Lease)>();
        lock (gate)
        {
            if (!line.Withdraw(ticket)) return;
            Unqueue(ticket);
            LetIn(answers);
        }
        ticket.Item.Cancel(cancellation);
        foreach (var (waiter, lease) in answers) waiter.Answer(lease);
    }

    private void Unqueue(FairTicket<FairWaiter> ticket)
    {
        var left = users[ticket.User].Queued - ticket.Item.Permits;
        if (left <= 0) users.Remove(ticket.User);
        else users[ticket.User] = new(left);
    }

    private FairLease Refuse()
    {
        refused++;
        return FairLease.Refused;
    }

    private void Check(int permits)
    {
        if (permits < 0 || permits > options.Permits) throw new ArgumentOutOfRangeException(nameof(permits), permits, $"a request takes 0 to {options.Permits} permits");
    }

    private readonly record struct FairUserCounts(long Queued);
}
