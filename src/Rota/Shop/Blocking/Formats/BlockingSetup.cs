using System.Collections.Immutable;

namespace Rota.Shop.Blocking.Formats;

/// <summary>What a sidecar says of a shop.</summary>
/// <param name="Shop">Path of the shop's file as the sidecar names it; null when it names none.</param>
/// <param name="Instance">The instance in that file; null for its only one.</param>
/// <param name="Swap">Whether rings may change places.</param>
/// <param name="Reload">Whether a job may want the machine it holds.</param>
/// <param name="Stops">How machines stop, stops given by operation or by trace left out.</param>
/// <param name="Seed">The seed of the stops.</param>
/// <param name="Lengths">Stops by operation, job after job; empty for none.</param>
/// <param name="Trace">Path of a trace of stops; null for none.</param>
/// <param name="HideRepair">Whether policies are not told how long a machine stays down.</param>
public sealed record BlockingSetup(
    string? Shop, string? Instance, bool Swap, bool Reload, StopModel Stops, ulong Seed, ImmutableArray<ImmutableArray<int>> Lengths, string? Trace, bool HideRepair)
{
    /// <summary>The blocking shop of a job shop under this setup; paths are read as they stand.</summary>
    /// <exception cref="RotaException">The shop does not fit, or the stops do not fit the shop.</exception>
    public BlockingProblem Apply(ShopProblem shop, string source)
    {
        var stops = Stops;
        if (!Lengths.IsEmpty)
        {
            if (Lengths.Length != shop.Jobs.Length) throw new RotaException($"{source}: 'lengths' has {Lengths.Length} jobs, the shop {shop.Name} has {shop.Jobs.Length}");
            for (var j = 0; j < Lengths.Length; j++)
                if (Lengths[j].Length != shop.Jobs[j].Operations.Length)
                    throw new RotaException($"{source}: 'lengths' of job {j} has {Lengths[j].Length} numbers, the job has {shop.Jobs[j].Operations.Length} operations");
            stops = stops with { Given = [.. Lengths.SelectMany(job => job)] };
        }
        if (Trace is { } trace)
            stops = stops with { Windows = StopTrace.Read(Rota.Formats.TextInput.Open(trace), [.. Enumerable.Range(0, shop.MachineCount).Select(m => $"{m}")]) };
        return new(shop, Swap, Reload, stops);
    }
}
