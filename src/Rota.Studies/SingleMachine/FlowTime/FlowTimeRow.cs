using Rota.SingleMachine.FlowTime.Generators;

namespace Rota.Studies.SingleMachine.FlowTime;

/// <summary>An instance of a table and the ratios published for it, in order of <see cref="FlowTimeRows.Columns"/>; none for rows of ours.</summary>
internal sealed record FlowTimeRow(FlowFamilyOptions Options, IReadOnlyList<double> Published)
{
    /// <summary>What the row is called; of random rows without the seed, with the number of jobs where it is not 300.</summary>
    public string Name => Options.Family != FlowFamily.Random ? Options.Name : Options.Jobs == 300 ? $"R({Options.Operations})" : $"R({Options.Operations}), {Options.Jobs} jobs";

    /// <summary>The family's letter.</summary>
    public char Letter => Options.Name[0];
}
