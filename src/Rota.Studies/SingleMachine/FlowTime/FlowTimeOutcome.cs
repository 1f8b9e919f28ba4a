namespace Rota.Studies.SingleMachine.FlowTime;

/// <summary>Ratios and local ratios of the policies on a row, means over its seeds.</summary>
internal sealed record FlowTimeOutcome(string Row, char Letter, IReadOnlyList<string> Policies, double[] Ratios, double[] Locals, IReadOnlyList<double> Published)
{
    /// <summary>The ratio of a policy.</summary>
    public double Ratio(string policy) => Ratios[At(policy)];

    /// <summary>The local ratio of a policy.</summary>
    public double Local(string policy) => Locals[At(policy)];

    /// <summary>A policy's ratio over the better one of SRPT-op and Chunk-Balance.</summary>
    public double OverBetter(string policy) => Ratio(policy) / Math.Min(Ratio("srpt-op"), Ratio("chunk-balance"));

    /// <summary>Largest distance from a published figure: absolute, for RR and FIFO, which were printed to three digits, as twice the share.</summary>
    public double WorstDeviation => Published.Count == 0 ? 0 : Published.Select((figure, i) => FlowTimeRows.Columns[i] is "rr" or "fifo"
        ? 2 * Math.Abs((Ratios[At(FlowTimeRows.Columns[i])] / figure) - 1)
        : Math.Abs(Ratios[At(FlowTimeRows.Columns[i])] - figure)).Max();

    /// <summary>Largest relative distance from a published figure.</summary>
    public double WorstShare => Published.Count == 0 ? 0 : Published.Select((figure, i) => Math.Abs((Ratios[At(FlowTimeRows.Columns[i])] / figure) - 1)).Max();

    private int At(string policy)
    {
        for (var i = 0; i < Policies.Count; i++)
            if (Policies[i] == policy) return i;
        throw new InvalidOperationException($"{policy} was not measured");
    }
}
