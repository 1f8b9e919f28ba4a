using System.Collections.Immutable;
using Rota.Shop.Transfer.Policies;

namespace Rota.Shop.Transfer.Rehearsal;

/// <summary>What is to be compared.</summary>
/// <param name="Line">The line.</param>
/// <param name="Policies">Names; the first is what others are compared with. <c>sheet:FILE</c> is a rule sheet, <c>learned:FILE</c> a policy file.</param>
public sealed record TransferPlan(TransferLine Line, ImmutableArray<string> Policies)
{
    /// <summary>Runs a policy, each with its own chance, the same for all policies; 1 to 1000. Default 1.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>Plates of each run; null for the line's number.</summary>
    public int? Plates { get; init; }

    /// <summary>Policies beyond those of the library, by name: packages bring them.</summary>
    public ImmutableDictionary<string, Func<TransferLine, ITransferPolicy>> Further { get; init; } = ImmutableDictionary<string, Func<TransferLine, ITransferPolicy>>.Empty;
}
