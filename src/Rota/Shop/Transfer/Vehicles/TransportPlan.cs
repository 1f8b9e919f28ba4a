using System.Collections.Immutable;
using Rota.Schedules;

namespace Rota.Shop.Transfer.Vehicles;

/// <summary>A plan of a transport shop: every way and every operation with its times.</summary>
/// <param name="Shop">The shop.</param>
/// <param name="Legs">Ways with the operations they lead to, in order of decision.</param>
public sealed record TransportPlan(TransportShop Shop, ImmutableArray<TransportLeg> Legs)
{
    /// <summary>When the last job is out.</summary>
    public long Makespan => Legs.IsEmpty ? 0 : Legs.Max(leg => leg.End);

    /// <summary>The plan as a schedule of machines and vehicles, for Gantt charts and files.</summary>
    public Schedule ToSchedule()
    {
        var resources = Enumerable.Range(0, Shop.Machines).Select(m => new Resource($"machine {m + 1}"))
            .Concat(Enumerable.Range(0, Shop.Vehicles).Select(v => new Resource($"vehicle {v + 1}")));
        var blocks = ImmutableArray.CreateBuilder<Block>();
        foreach (var leg in Legs)
        {
            if (leg.Operation < Shop.Jobs[leg.Job].Length && leg.End > leg.Start) blocks.Add(new(Shop.Jobs[leg.Job][leg.Operation].Machine, leg.Job, leg.Operation, leg.Start, leg.End));
            if (leg.Arrive > leg.PickUp) blocks.Add(new(Shop.Machines + leg.Vehicle, leg.Job, leg.Operation, leg.PickUp, leg.Arrive));
        }
        return new(Shop.Name, "", [.. resources], [.. Enumerable.Range(1, Shop.Jobs.Length).Select(j => $"job {j}")], blocks.ToImmutable());
    }
}
