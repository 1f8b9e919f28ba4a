using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>An order by client: keeps count of the service each was given, of which of them are active, and asks for the client's rank.</summary>
internal abstract class ClientOrder(int period, double promptWeight, double outputWeight) : PeriodicOrder(period)
{
    private readonly ProgressLog progress = new();
    private readonly Dictionary<int, double> service = [];
    private readonly SortedDictionary<int, int> active = [];

    /// <summary>Active clients, in order of their numbers.</summary>
    protected IEnumerable<int> Active => active.Keys;

    /// <summary>Weighed tokens a client was given, lifted to the least of the active ones when it came back.</summary>
    protected double Service(int client) => service.GetValueOrDefault(client);

    /// <summary>The client's rank, the greatest is next.</summary>
    protected abstract double Rank(int client);

    /// <summary>A client was given service.</summary>
    protected virtual void Charged(int client, double amount) { }

    /// <summary>The service since the last refresh is charged; ranks are asked for next.</summary>
    protected virtual void AllCharged() { }

    protected sealed override double Priority(ServingView view, int request) => Rank(ClientOf(view, request));

    protected sealed override void Came(ServingView view, int request)
    {
        var client = ClientOf(view, request);
        if (!active.ContainsKey(client) && active.Count > 0)
            service[client] = Math.Max(Service(client), active.Keys.Min(Service));
        active[client] = active.GetValueOrDefault(client) + 1;
    }

    protected sealed override void Went(ServingView view, int request)
    {
        var client = ClientOf(view, request);
        Charge(view, request);
        progress.Forget(request);
        if (--active[client] == 0) active.Remove(client);
    }

    protected sealed override void BeforeRefresh(ServingView view)
    {
        foreach (var request in Live) Charge(view, request);
        progress.Mark(view, Live);
        AllCharged();
    }

    private void Charge(ServingView view, int request)
    {
        var client = ClientOf(view, request);
        var amount = progress.Since(view, request, promptWeight, outputWeight);
        service[client] = Service(client) + amount;
        Charged(client, amount);
    }

    private static int ClientOf(ServingView view, int request) => view.ClassCount > 1 ? view.Class(request) : view.ContextOf(request);
}
