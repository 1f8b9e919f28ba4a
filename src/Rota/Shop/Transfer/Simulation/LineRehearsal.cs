using Rota.Shop.Transfer.Policies;

namespace Rota.Shop.Transfer.Simulation;

/// <summary>Runs a line under a policy.</summary>
public static class LineRehearsal
{
    /// <summary>Plays until so many plates have left.</summary>
    /// <param name="line">The line.</param>
    /// <param name="policy">Who decides.</param>
    /// <param name="seed">The line's chance; the same seed is the same day for every policy.</param>
    /// <param name="plates">Plates to count; the line's own number when null.</param>
    /// <param name="log">Filled when given.</param>
    /// <param name="cancellation">Ends it.</param>
    public static LineResult Run(TransferLine line, ITransferPolicy policy, ulong seed = 1, int? plates = null, LineLog? log = null, CancellationToken cancellation = default)
    {
        var state = new LineSimulation(line, seed, log);
        var goal = plates ?? (line.Arrivals.Lot.IsEmpty ? line.Plates : line.Arrivals.Lot.Length);
        long decisions = 0;
        while (state.Advance(goal))
        {
            if ((++decisions & 1023) == 0) cancellation.ThrowIfCancellationRequested();
            var choice = policy.Choose(state);
            if (choice >= 0) state.Take(choice);
            else state.Wait();
        }
        return new(policy.Name, [.. state.Outputs], [.. state.FlowTimes], state.Violations, state.Deadlocked, decisions);
    }
}
