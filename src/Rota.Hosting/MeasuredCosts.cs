namespace Rota.Hosting;

/// <summary>
/// What an item of a user will probably cost: a moving average of the user's own, of everybody's for one that is unknown. Remembers a bounded number of users. Not for several threads
/// at once.
/// </summary>
/// <param name="least">Least cost, so that no item is free. More than 0.</param>
internal sealed class MeasuredCosts(double least)
{
    private const int MostUsers = 10_000;
    private const double Rate = 0.2;
    private readonly Dictionary<string, double> averages = new(StringComparer.Ordinal);
    private readonly double floor = least;
    private double everybody = least;

    public double Of(string user) => averages.GetValueOrDefault(user, everybody);

    /// <summary>Learns what one cost; returns it, not below the least.</summary>
    public double Learn(string user, double cost)
    {
        cost = Math.Max(cost, floor);
        everybody += Rate * (cost - everybody);
        if (averages.Count >= MostUsers && !averages.ContainsKey(user)) averages.Clear();
        averages[user] = averages.TryGetValue(user, out var average) ? average + (Rate * (cost - average)) : cost;
        return cost;
    }
}
