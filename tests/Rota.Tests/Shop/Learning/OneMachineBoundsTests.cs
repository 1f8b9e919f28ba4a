using CsCheck;
using Rota.Randomness;
using Rota.Shop.Generators;
using Rota.Shop.Learning;
using Xunit;

namespace Rota.Tests.Shop.Learning;

public sealed class OneMachineBoundsTests
{
    [Fact]
    public void What_a_choice_costs_its_machine_is_Jacksons_preemptive_schedule_with_the_candidate_first() =>
        Gen.Select(Gen.Int[1, 9], Gen.Int[1, 4], Gen.Int[0, 3], Gen.UInt).Sample((jobs, machines, shortest, seed) =>
        {
            var shop = new DispatchShop(ShopGenerator.Create(new()
            {
                Jobs = jobs,
                Machines = machines,
                MinDuration = shortest,
                MaxDuration = 9,
                Kind = ShopKind.Reentrant,
                OperationsPerJob = 4,
                Seed = seed,
            }));
            var state = new ActiveState(shop);
            state.Reset();
            for (var random = new RandomStream(seed); state.CandidateCount > 0; state.Start(random.Next(state.CandidateCount)))
            {
                // Heads and tails of what the machine has not started, from the jobs alone.
                var waiting = Enumerable.Range(0, shop.Machine.Length).Where(o => shop.Machine[o] == state.Deciding && o >= state.NextOperation(shop.JobOf[o])).ToArray();
                long Head(int o) => state.StartOf(shop.JobOf[o]) + Enumerable.Range(state.NextOperation(shop.JobOf[o]), o - state.NextOperation(shop.JobOf[o])).Sum(k => shop.Duration[k]);
                long Tail(int o) => Enumerable.Range(o + 1, shop.End[shop.JobOf[o]] - o - 1).Sum(k => shop.Duration[k]);
                for (var i = 0; i < state.CandidateCount; i++)
                {
                    var first = state.NextOperation(state.Job(i));
                    var complete = Head(first) + shop.Duration[first];
                    var rest = waiting.Where(o => o != first).Select(o => (Math.Max(Head(o), complete), shop.Duration[o], Tail(o)));
                    Assert.Equal(Math.Max(complete + Tail(first), Jackson(rest)), state.BoundIfFirst(i));
                }
                Assert.True(state.MachineBound(state.Deciding) >= Jackson(waiting.Select(o => (Head(o), shop.Duration[o], Tail(o)))));
                var arrival = waiting.Where(o => Head(o) >= state.EarliestEnd).Select(Head).DefaultIfEmpty(0).Min();
                Assert.Equal(arrival, state.Arrival.Head);
            }
        });

    /// <summary>One unit of time after the other: of what has come, the operation with the longest tail runs.</summary>
    private static long Jackson(IEnumerable<(long Head, long Work, long Tail)> operations)
    {
        var left = operations.Select(o => (o.Head, o.Work, o.Tail)).ToArray();
        var end = left.Select(o => o.Head + o.Tail).DefaultIfEmpty(0).Max();
        for (long now = 0; left.Any(o => o.Work > 0); now++)
        {
            var next = -1;
            for (var i = 0; i < left.Length; i++)
                if (left[i].Work > 0 && left[i].Head <= now && (next < 0 || left[i].Tail > left[next].Tail)) next = i;
            if (next >= 0 && --left[next].Work == 0) end = Math.Max(end, now + 1 + left[next].Tail);
        }
        return end;
    }
}
