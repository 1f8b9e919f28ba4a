using System.Collections.Immutable;
using Rota.Statistics;

namespace Rota.Shop.Transfer.Simulation;

/// <summary>What a rehearsal of a line brought.</summary>
/// <param name="Policy">Who decided.</param>
/// <param name="Outputs">Times at which plates left, in order.</param>
/// <param name="FlowTimes">Milliseconds each was in the line.</param>
/// <param name="Violations">Stays longer than allowed.</param>
/// <param name="Deadlocked">True when the line locked up.</param>
/// <param name="Decisions">Decisions made.</param>
public sealed record LineResult(string Policy, ImmutableArray<long> Outputs, ImmutableArray<long> FlowTimes, int Violations, bool Deadlocked, long Decisions)
{
    /// <summary>Seconds between plates in the steady state: the first quarter is left out. NaN with fewer than eight plates.</summary>
    public double Tact
    {
        get
        {
            if (Outputs.Length < 8) return double.NaN;
            var first = Outputs.Length / 4;
            return (Outputs[^1] - Outputs[first]) / 1000.0 / (Outputs.Length - 1 - first);
        }
    }

    /// <summary>Plates an hour in the steady state.</summary>
    public double Throughput => 3600 / Tact;

    /// <summary>Seconds until the last plate left.</summary>
    public double Makespan => Outputs.IsEmpty ? double.NaN : Outputs[^1] / 1000.0;

    /// <summary>Mean seconds a plate was in the line, first quarter left out.</summary>
    public double MeanFlow => FlowTimes.IsEmpty ? double.NaN : FlowTimes.Skip(FlowTimes.Length / 4).Average() / 1000;

    /// <summary>Seconds that 95 % of the plates were at most in the line.</summary>
    public double Flow95 => FlowTimes.IsEmpty ? double.NaN : Quantiles.Exact(FlowTimes.Skip(FlowTimes.Length / 4).Select(t => t / 1000.0).ToArray(), 0.95);
}
