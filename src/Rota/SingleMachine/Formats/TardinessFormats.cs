using Rota.Formats;

namespace Rota.SingleMachine.Formats;

/// <summary>The catalog of tardiness formats. Adding one: a new file and a line here. Where a faulty text has the shape of several, the first is taken.</summary>
public static class TardinessFormats
{
    /// <summary>All formats, by the name the command line takes.</summary>
    public static IReadOnlyList<IInstanceFormat<TardinessProblem, TardinessReadOptions>> All { get; } =
    [
        new PairLinesFormat(),
        new JobTableFormat(),
        new InstanceTableFormat(),
        new JobListFormat(),
        new WeightedBlocksFormat(),
    ];
}
