using Rota.Shop.Blocking.Simulation;

namespace Rota.Shop.Blocking.Learning;

/// <summary>A time before which no run that goes on from here can end: what the jobs and the machines still have to work, from the earliest they can.</summary>
internal static class FloorBound
{
    public static long Of(BlockingState state)
    {
        var shop = state.Shop;
        long bound = state.Makespan;
        for (var j = 0; j < shop.Jobs; j++)
        {
            var operation = state.NextOperation(j);
            var held = state.HeldMachine(j);
            if (operation == shop.First[j + 1] && held < 0) continue;
            long begun = state.Now;
            if (held >= 0 && !state.IsBlocked(held)) begun = state.ExpectedEnd(held);
            if (operation < shop.First[j + 1])
            {
                begun = Math.Max(begun, state.UpFrom(shop.Machine[operation]));
                begun += shop.WorkFrom[operation];
            }
            bound = Math.Max(bound, begun);
        }
        for (var m = 0; m < shop.Machines; m++)
        {
            if (state.WorkLeft(m) == 0) continue;
            long begun = Math.Max(state.Now, state.UpFrom(m));
            if (!state.IsEmpty(m) && !state.IsBlocked(m)) begun = Math.Max(begun, state.ExpectedEnd(m));
            bound = Math.Max(bound, begun + state.WorkLeft(m));
        }
        return bound;
    }
}
