using System.Collections.Immutable;

namespace Rota.Shop.Transfer.Vehicles;

/// <summary>The referee of transport plans: follows every job, machine and vehicle by the plan's times alone.</summary>
public static class TransportChecker
{
    /// <summary>What is wrong with a plan; empty when it holds.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="inOrder">Also that machines take jobs in the order in which they came, and vehicles take finished ones in the order in which they were done.</param>
    public static ImmutableArray<string> Violations(TransportPlan plan, bool inOrder = true)
    {
        var shop = plan.Shop;
        var faults = ImmutableArray.CreateBuilder<string>();
        for (var j = 0; j < shop.Jobs.Length; j++)
        {
            var own = plan.Legs.Where(leg => leg.Job == j).OrderBy(leg => leg.Operation).ToArray();
            if (!own.Select(leg => leg.Operation).SequenceEqual(Enumerable.Range(0, shop.Jobs[j].Length + (shop.WayOut ? 1 : 0))))
            {
                faults.Add($"job {j + 1} does not go through every operation once and out");
                continue;
            }
            long ready = 0;
            foreach (var leg in own)
            {
                var (from, to) = (From(leg), To(leg));
                var duration = leg.Operation < shop.Jobs[j].Length ? shop.Jobs[j][leg.Operation].Duration : 0;
                if (leg.PickUp < ready) faults.Add($"job {j + 1} is taken at {leg.PickUp}, before it is done at {ready}");
                if (leg.Arrive != leg.PickUp + shop.Travel[from][to]) faults.Add($"job {j + 1} is carried from {leg.PickUp} to {leg.Arrive}, the way takes {shop.Travel[from][to]}");
                if (leg.Start < leg.Arrive || leg.End != leg.Start + duration) faults.Add($"operation {leg.Operation + 1} of job {j + 1} runs [{leg.Start}, {leg.End}), it arrives at {leg.Arrive} and takes {duration}");
                ready = leg.End;
            }
        }
        if (faults.Count > 0) return faults.ToImmutable();
        for (var m = 0; m < shop.Machines; m++)
        {
            var here = plan.Legs.Where(leg => To(leg) == m).OrderBy(leg => leg.Start).ThenBy(leg => leg.End).ToArray();
            for (var i = 1; i < here.Length; i++)
            {
                if (here[i].Start < here[i - 1].End) faults.Add($"machine {m + 1} does two operations at {here[i].Start}");
                if (inOrder && here[i].Arrive < here[i - 1].Arrive) faults.Add($"machine {m + 1}: job {here[i].Job + 1} came before job {here[i - 1].Job + 1} and goes after it");
                if (inOrder && Next(here[i]) is { } own && Next(here[i - 1]) is { } before && own.PickUp < before.PickUp) faults.Add($"machine {m + 1}: job {here[i].Job + 1} is taken before job {here[i - 1].Job + 1}, which was done first");
            }
        }
        for (var v = 0; v < shop.Vehicles; v++)
        {
            var (at, free) = (shop.StartOf(v), 0L);
            foreach (var leg in plan.Legs.Where(leg => leg.Vehicle == v).OrderBy(leg => leg.PickUp).ThenBy(leg => leg.Arrive))
            {
                if (leg.Leave < free) faults.Add($"vehicle {v + 1} leaves at {leg.Leave}, it is free at {free}");
                if (leg.PickUp < leg.Leave + shop.Travel[at][From(leg)]) faults.Add($"vehicle {v + 1} takes job {leg.Job + 1} at {leg.PickUp}, it cannot be there before {leg.Leave + shop.Travel[at][From(leg)]}");
                (at, free) = (To(leg), leg.Arrive);
            }
        }
        return faults.ToImmutable();

        int From(TransportLeg leg) => leg.Operation == 0 ? shop.InputOf[leg.Job] : shop.Jobs[leg.Job][leg.Operation - 1].Machine;
        int To(TransportLeg leg) => leg.Operation == shop.Jobs[leg.Job].Length ? shop.Output : shop.Jobs[leg.Job][leg.Operation].Machine;
        TransportLeg? Next(TransportLeg leg) => leg.Operation + 1 < shop.Jobs[leg.Job].Length + (shop.WayOut ? 1 : 0) ? plan.Legs.First(other => other.Job == leg.Job && other.Operation == leg.Operation + 1) : null;
    }
}
