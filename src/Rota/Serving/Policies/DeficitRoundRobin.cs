using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// Deficit round robin (Shreedhar and Varghese, 1995) over clients: each has an allowance of tokens that its service uses up; those with some left go before the
/// others, in turn; when none of the active ones has any, each is given a quantum. Clients are the classes of the workload, or the programs when there is
/// one class.
/// </summary>
public sealed record DeficitRoundRobin : OrderChoice
{
    /// <summary>Tokens a round gives a client.</summary>
    public double Quantum { get; init; } = 512;

    /// <summary>Steps between refreshes.</summary>
    public int Period { get; init; } = 25;

    /// <inheritdoc/>
    public override string Name => "drr";

    /// <inheritdoc/>
    public override RequestOrder Create(PolicyContext context) => Quantum > 0
        ? new Live(PeriodicOrder.Checked(Period, Name), Quantum)
        : throw new RotaException($"{Name}: a quantum of {Quantum} tokens, expected more than 0");

    private sealed class Live(int period, double quantum) : ClientOrder(period, 1, 1)
    {
        private readonly Dictionary<int, double> deficits = [];

        protected override double Rank(int client) => Deficit(client) > 0 ? 1e9 - client : -client;

        protected override void Charged(int client, double amount) => deficits[client] = Deficit(client) - amount;

        protected override void AllCharged()
        {
            var clients = Active.ToArray();
            foreach (var idle in deficits.Keys.Except(clients).ToArray()) deficits.Remove(idle);
            if (clients.Length == 0) return;
            var most = clients.Max(Deficit);
            if (most > 0) return;
            var rounds = Math.Floor(-most / quantum) + 1;
            foreach (var client in clients) deficits[client] = Deficit(client) + (rounds * quantum);
        }

        private double Deficit(int client) => deficits.TryGetValue(client, out var left) ? left : quantum;
    }
}
