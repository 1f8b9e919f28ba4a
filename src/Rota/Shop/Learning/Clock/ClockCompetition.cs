namespace Rota.Shop.Learning.Clock;

/// <summary>Jobs that can start now, by the machine they compete for; every other job is alone.</summary>
internal sealed class ClockCompetition
{
    private int[] members = [], first = [], count = [], slots = [];

    /// <summary>The groups of a state; valid until the next call.</summary>
    public Groups Of(ClockState state)
    {
        var jobs = state.Jobs;
        var machines = state.Shop.Problem.MachineCount;
        if (members.Length < jobs) (members, first, count) = (new int[jobs], new int[jobs], new int[jobs]);
        if (slots.Length < machines + 1) slots = new int[machines + 1];
        Array.Clear(slots);
        for (var j = 0; j < jobs; j++)
            if (state.IsLegal(j)) slots[state.Shop.Machine[state.Next(j)]]++;
        var begin = 0;
        for (var m = 0; m < machines; m++) (slots[m], begin) = (begin, begin + slots[m]);
        slots[machines] = begin;
        for (var j = 0; j < jobs; j++)
        {
            var legal = state.IsLegal(j);
            var slot = legal ? state.Shop.Machine[state.Next(j)] : machines;
            (first[j], count[j]) = (slots[slot], 1);
            members[slots[slot]++] = j;
        }
        // Members lie group by group; a slot now ends where its group does.
        for (var j = 0; j < jobs; j++)
        {
            if (!state.IsLegal(j)) continue;
            var machine = state.Shop.Machine[state.Next(j)];
            first[j] = machine == 0 ? 0 : slots[machine - 1];
            count[j] = slots[machine] - first[j];
        }
        return new(members, first, count);
    }
}
