namespace Rota.Cluster.Sharing.Policies;

/// <summary>
/// Deficit round robin over users: in turn each user with waiting tasks is credited a quantum times the weight and starts tasks, in order of arrival, while the credit lasts.
/// </summary>
/// <param name="quantum">Core-seconds credited a turn, for weight 1; more than 0. Default 0.5, a task of the article.</param>
public sealed class DeficitRoundRobin(double quantum = 0.5) : SharingPolicy
{
    private double[] credit = [];
    private int turn;

    /// <inheritdoc/>
    public override void Begin(PoolView pool)
    {
        base.Begin(pool);
        credit = new double[pool.Users.Count];
        turn = 0;
        if (credit.Length > 0) credit[0] = quantum * pool.Weights[0];
    }

    /// <inheritdoc/>
    public override StageView Next(IReadOnlyList<StageView> ready, double now)
    {
        while (true)
        {
            var first = ready.FirstOrDefault(stage => stage.UserNumber == turn);
            if (first is not null && credit[turn] > 0)
            {
                credit[turn] -= first.Estimate / (first.Waiting + first.Running);
                return first;
            }
            // Who has nothing to do keeps no credit for later; a debt stays.
            if (first is null) credit[turn] = Math.Min(credit[turn], 0);
            turn = (turn + 1) % credit.Length;
            credit[turn] += quantum * Pool.Weights[turn];
        }
    }
}
