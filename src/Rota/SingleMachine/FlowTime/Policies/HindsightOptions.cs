using System.Collections.Immutable;

namespace Rota.SingleMachine.FlowTime.Policies;

/// <summary>What <see cref="Hindsight"/> is told. The defaults were chosen on instances and recordings of their own, not on those of the study's tables.</summary>
public sealed record HindsightOptions
{
    /// <summary>Makers of the rules to choose from, none that shares tick by tick; the first leads until there is something to look back at.</summary>
    public ImmutableArray<Func<FlowPolicy>> Rules { get; init; } =
        [() => new ProgressFirst(), () => new ShortestOperation(), () => new ChunkBalance(), () => new ShortestLowerBound(), () => new MultilevelFeedback()];

    /// <summary>Jobs finished before the first look back, at least 1; then whenever their number has doubled. Default 16.</summary>
    public int FirstLook { get; init; } = 16;

    /// <summary>Most finished jobs that are looked back at, the last ones, and most between two looks; at least <see cref="FirstLook"/>. Default 2048.</summary>
    public int MostJobs { get; init; } = 2048;

    /// <summary>How much less flow another rule must have had to take the lead, 0 to 0.9. Default 0.1.</summary>
    public double Hysteresis { get; init; } = 0.1;

    /// <summary>Throws when a value is out of its range; the one line names them all.</summary>
    internal HindsightOptions Validated()
    {
        var faults = new List<string>();
        if (Rules.IsDefaultOrEmpty) faults.Add("no rule, expected at least one");
        if (FirstLook < 1) faults.Add($"first look after {FirstLook} jobs, expected at least 1");
        if (MostJobs < FirstLook) faults.Add($"most jobs {MostJobs}, expected at least {FirstLook}");
        if (!(Hysteresis is >= 0 and <= 0.9)) faults.Add($"hysteresis {Hysteresis}, expected 0 to 0.9");
        return faults.Count == 0 ? this : throw new RotaException("hindsight: " + string.Join("; ", faults));
    }
}
