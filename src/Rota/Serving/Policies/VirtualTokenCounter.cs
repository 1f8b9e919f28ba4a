using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// Fairness by service received (Sheng et al., OSDI 2024): every client has a counter of the tokens it was given, weighed; the client with the least is next. A
/// client that comes back from idling starts at the least counter of the active ones, so that it cannot save up. Clients are the classes of the
/// workload, or the programs when there is one class.
/// </summary>
public sealed record VirtualTokenCounter : OrderChoice
{
    /// <summary>Weight of a prompt token.</summary>
    public double PromptWeight { get; init; } = 1;

    /// <summary>Weight of a generated token.</summary>
    public double OutputWeight { get; init; } = 2;

    /// <summary>Steps between refreshes.</summary>
    public int Period { get; init; } = 25;

    /// <inheritdoc/>
    public override string Name => "vtc";

    /// <inheritdoc/>
    public override RequestOrder Create(PolicyContext context) => PromptWeight >= 0 && OutputWeight >= 0 && PromptWeight + OutputWeight > 0
        ? new Live(PeriodicOrder.Checked(Period, Name), this)
        : throw new RotaException($"{Name}: weights {PromptWeight} and {OutputWeight}, expected at least 0 and not both 0");

    private sealed class Live(int period, VirtualTokenCounter choice) : ClientOrder(period, choice.PromptWeight, choice.OutputWeight)
    {
        protected override double Rank(int client) => -Service(client);
    }
}
