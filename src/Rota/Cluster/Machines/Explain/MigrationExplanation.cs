using System.Collections.Immutable;
using System.Globalization;
using Rota.Cluster.Machines.Solvers;
using Rota.Formats;

namespace Rota.Cluster.Machines.Explain;

/// <summary>An explanation in words: one line that sums up, and the lines that follow.</summary>
/// <param name="Summary">One line.</param>
/// <param name="Notes">What is behind it, a line each.</param>
public sealed record MigrationExplanation(string Summary, ImmutableArray<string> Notes)
{
    private const int MostNamed = 12;

    /// <summary>All of it as lines of text.</summary>
    public IEnumerable<string> Lines => [Summary, .. Notes.Select(note => "  " + note)];

    /// <summary>What the whole plan does.</summary>
    public static MigrationExplanation OfPlan(MachineProblem problem, MigrationPlan plan)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        if (problem.Clusters.Length > 1)
            for (var c = 0; c < problem.Clusters.Length; c++) notes.Add($"{problem.Clusters[c]}: {Change(FragmentRate.Of(problem, MigrationPlan.Empty, c), FragmentRate.Of(problem, plan, c), problem)}");
        var places = problem.Vms.Select(vm => vm.Place).ToArray();
        for (var i = 0; i < Math.Min(MostNamed, plan.Steps.Length); i++)
        {
            var (vm, to) = plan.Steps[i];
            notes.Add($"{i + 1}. {Told(problem, vm)}: {Where(problem, places[vm])} -> {Where(problem, to)}");
            places[vm] = to;
        }
        if (plan.Steps.Length > MostNamed) notes.Add($"... and {plan.Steps.Length - MostNamed} more");
        var waves = MigrationWaves.Of(problem, plan);
        return new($"{plan.Steps.Length} of at most {problem.MigrationLimit} migrations{(plan.Steps.IsEmpty ? "" : $" in {waves[^1]} waves")}: {Change(FragmentRate.Of(problem), FragmentRate.Of(problem, plan), problem)}", notes.DrainToImmutable());
    }

    /// <summary>Why a VM moves or stays, or what would have to leave a machine for one slot more.</summary>
    /// <param name="problem">The snapshot.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="name">Name of a VM or a machine.</param>
    /// <exception cref="RotaException">There is neither.</exception>
    public static MigrationExplanation Of(MachineProblem problem, MigrationPlan plan, string name)
    {
        for (var v = 0; v < problem.Vms.Length; v++)
            if (problem.Vms[v].Name == name) return OfVm(problem, plan, v);
        for (var m = 0; m < problem.Machines.Length; m++)
            if (problem.Machines[m].Name == name) return OfMachine(problem, plan, m);
        throw new RotaException($"{problem.Name} has no VM or machine '{name}'{Nearest.Hint(name, problem.Machines.Select(machine => machine.Name).Concat(problem.Vms.Select(vm => vm.Name)))}");
    }

    private static MigrationExplanation OfVm(MachineProblem problem, MigrationPlan plan, int vm)
    {
        var state = new MachineState(problem);
        var notes = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < plan.Steps.Length; i++)
        {
            var (v, to) = plan.Steps[i];
            if (v == vm)
            {
                var from = new VmPlace(state.MachineOf[v], state.Node[v]);
                notes.Add($"migration {i + 1}: {Where(problem, from)} -> {Where(problem, to)}, {Slots(state.GainOfLeaving(v) + state.GainOfComing(v, to.Machine, to.Node))} at that moment");
                notes.Add($"it leaves {FreeAt(state, from, state.Cores[v])} and takes {FreeAt(state, to, -state.Cores[v])}");
            }
            state.Move(v, to.Machine, to.Node);
        }
        var who = Told(problem, vm);
        if (notes.Count > 0)
        {
            var home = problem.Vms[vm].Place;
            if (state.IsHome(vm)) notes.Add("it comes back to where it was: it made room for others on the way");
            else if (!state.Fits(vm, home.Machine, home.Node)) notes.Add("in the end its old place is taken by others: without this migration those could not come");
            else
            {
                var lost = state.GainOfLeaving(vm) + state.GainOfComing(vm, home.Machine, home.Node);
                notes.Add(lost < 0 ? $"taking it back in the end would cost {Slots(-lost)}" : "taking it back in the end would cost nothing");
            }
            return new($"{who} is migrated", notes.DrainToImmutable());
        }
        if (!problem.Vms[vm].Migrates) return new($"{who} stays: the snapshot does not allow its migration", []);
        if (!problem.Migrates(vm)) return new($"{who} stays: its machine takes no part", []);
        var best = 0;
        VmPlace? place = null;
        for (var m = 0; m < problem.Machines.Length; m++)
            for (var k = state.Node[vm] < 0 ? -1 : 0; k < (state.Node[vm] < 0 ? 0 : 2); k++)
                if (state.Group[m] >= 0 && state.Fits(vm, m, k) && state.GainOfLeaving(vm) + state.GainOfComing(vm, m, k) is var gain && gain > best) (best, place) = (gain, new(m, k));
        notes.Add(place is { } to2
            ? $"{Where(problem, to2)} would bring {Slots(best)}, for a migration beyond the {plan.Steps.Length} of the plan"
            : "after the plan no place for it alone brings a slot");
        return new($"{who} stays on {Where(problem, problem.Vms[vm].Place)}", notes.DrainToImmutable());
    }

    /// <summary>What would have to leave each node of a machine for one slot more.</summary>
    private static MigrationExplanation OfMachine(MachineProblem problem, MigrationPlan plan, int machine)
    {
        var state = new MachineState(problem);
        var before = Enumerable.Range(0, problem.Machines[machine].Nodes.Length).Select(k => state.Free[(2 * machine) + k]).ToArray();
        foreach (var (v, to) in plan.Steps) state.Move(v, to.Machine, to.Node);
        if (!problem.Machines[machine].IsActive) return new($"machine {problem.Machines[machine].Name} takes no part", []);
        var notes = ImmutableArray.CreateBuilder<string>();
        for (var k = 0; k < before.Length; k++)
        {
            var free = state.Free[(2 * machine) + k];
            notes.Add($"NUMA node {k}: {before[k]} cores free before, {free} after: {Slots(free / problem.SlotCores)} and {free % problem.SlotCores} in a fragment");
            var lacking = problem.SlotCores - (free % problem.SlotCores);
            var node = k;
            var here = state.Movable.Where(v => state.MachineOf[v] == machine && state.Node[v] == node).OrderByDescending(v => state.Cores[v]).ToList();
            var leaving = new List<int>();
            // The largest that is not too large, then the smallest that is enough.
            for (var left = lacking; left > 0;)
            {
                var next = here.FindIndex(v => state.Cores[v] <= left);
                if (next < 0) next = here.Count - 1;
                if (next < 0) break;
                left -= state.Cores[here[next]];
                leaving.Add(here[next]);
                here.RemoveAt(next);
            }
            if (leaving.Sum(v => state.Cores[v]) < lacking) notes.Add("  one slot more would need a VM to leave that spans both nodes or may not be migrated");
            else notes.Add($"  one slot more would need {lacking} cores: {string.Join(", ", leaving.Select(v => Told(problem, v)))} would have to leave{(leaving.All(v => HasPlace(state, v)) ? ", each of which has a place without loss elsewhere" : ", and not every one has a place without loss elsewhere")}");
        }
        return new($"machine {problem.Machines[machine].Name}", notes.DrainToImmutable());
    }

    private static bool HasPlace(MachineState state, int vm)
    {
        for (var m = 0; m < state.Group.Length; m++)
            for (var k = 0; k < 2; k++)
                if (m != state.MachineOf[vm] && state.Group[m] >= 0 && state.Fits(vm, m, k) && state.GainOfComing(vm, m, k) == 0) return true;
        return false;
    }

    private static string FreeAt(MachineState state, VmPlace place, int change)
    {
        var nodes = place.Node == VmPlace.BothNodes ? (int[])[0, 1] : [place.Node];
        return string.Join(" and ", nodes.Select(k => $"{state.Problem.Machines[place.Machine].Name}/{k} with {state.Free[(2 * place.Machine) + k] + change} free cores instead of {state.Free[(2 * place.Machine) + k]}"));
    }

    private static string Told(MachineProblem problem, int vm) =>
        $"{problem.Vms[vm].Name} ({(problem.Vms[vm].SpansNodes ? $"2 x {problem.Vms[vm].Cores}" : problem.Vms[vm].Cores.ToString(CultureInfo.InvariantCulture))} cores)";

    private static string Where(MachineProblem problem, VmPlace place) => place.Node == VmPlace.BothNodes ? problem.Machines[place.Machine].Name : $"{problem.Machines[place.Machine].Name}/{place.Node}";

    private static string Slots(int count) => count is 1 or -1 ? $"{count} slot" : $"{count} slots";

    private static string Change(FragmentRate before, FragmentRate after, MachineProblem problem) =>
        string.Create(CultureInfo.InvariantCulture, $"fragment rate {before.Value:F4} -> {after.Value:F4}, slots of {problem.SlotCores} cores {before.Slots} -> {after.Slots}");
}
