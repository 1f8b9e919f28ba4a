using System.Collections.Immutable;
using Rota.Shop.Transfer;
using Rota.Shop.Transfer.Policies;

namespace Rota.CpSat.Shop;

/// <summary>Policies of transfer robots that need CP-SAT, by the names the command line takes.</summary>
public static class CpSatTransferPolicies
{
    /// <summary>Name and maker.</summary>
    public static ImmutableDictionary<string, Func<TransferLine, ITransferPolicy>> All { get; } =
        ImmutableDictionary<string, Func<TransferLine, ITransferPolicy>>.Empty.Add("rolling-horizon", _ => new RollingHorizon());
}
