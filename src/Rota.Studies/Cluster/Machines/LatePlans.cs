using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Rota.Cluster.Machines;
using Rota.Cluster.Machines.Solvers;
using Rota.Randomness;
using Rota.Solving;

namespace Rota.Studies.Cluster.Machines;

/// <summary>
/// What becomes of a plan that comes late: while it is computed VMs go and come (Poisson, both equally often), what comes is placed by best fit; then the plan is carried out in order, and
/// migrations whose VM is gone or whose place is full are skipped. The source's argument for five seconds.
/// </summary>
internal static class LatePlans
{
    private const double ChangesPerMinute = 40;

    /// <summary>Mean over cases and streams of events.</summary>
    /// <param name="Delay">Seconds from snapshot to plan.</param>
    /// <param name="Rate">Fragment rate in the end.</param>
    /// <param name="Without">Fragment rate without any plan.</param>
    /// <param name="Skipped">Migrations that were skipped.</param>
    public sealed record Row(int Delay, double Rate, double Without, double Skipped);

    public static List<Row> Measure(ImmutableArray<SnapshotCase> cases, int streams)
    {
        var plans = cases.Where(the => the.IsChurn && the.Problem.MigrationLimit == 50).Select(the =>
            (the.Problem, Plan: new FragmentSearch().Solve(the.Problem, MachineChecker.Instance, new Run<MigrationPlan>(Limit.Time(TimeSpan.FromSeconds(5)), 1, 1, null, CpuClock.Instance)).Answer!)).ToArray();
        var rows = new List<Row>();
        foreach (var delay in (int[])[1, 3, 5, 7, 20, 60, 300, 600])
        {
            var results = plans.SelectMany(entry => Enumerable.Range(0, streams).Select(stream => Apply(entry.Problem, entry.Plan, delay, (ulong)stream))).ToArray();
            rows.Add(new(delay, results.Average(result => result.Rate), results.Average(result => result.Without), results.Average(result => result.Skipped)));
        }
        return rows;
    }

    public static string Table(List<Row> rows)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"Plans that come late: {ChangesPerMinute} changes a minute, churned cases, 50 migrations; the source's curve at .32, .32, .32, .324, .33, .363, .475, and no gain\n\n"));
        text.Append("| delay (s) | fragment rate | without a plan | migrations skipped |\n| ---: | ---: | ---: | ---: |\n");
        foreach (var row in rows) text.Append(CultureInfo.InvariantCulture, $"| {row.Delay} | {row.Rate:F4} | {row.Without:F4} | {row.Skipped:F1} |\n");
        return text.ToString();
    }

    private static (double Rate, double Without, double Skipped) Apply(MachineProblem problem, MigrationPlan plan, int delay, ulong seed)
    {
        var random = new RandomStream(seed).Split("late");
        var free = problem.Machines.Select(machine => machine.Nodes.Select(node => node.Cores).ToArray()).ToArray();
        var places = problem.Vms.Select(vm => (VmPlace?)vm.Place).ToList();
        var cores = problem.Vms.Select(vm => vm.Cores).ToList();
        for (var v = 0; v < places.Count; v++) Use(places[v]!.Value, cores[v], -1);
        var gap = 60 / ChangesPerMinute;
        for (var time = random.NextExponential(gap); time < delay; time += random.NextExponential(gap))
        {
            var v = random.Next(problem.Vms.Length);
            if (random.Next(2) == 0)
            {
                if (places[v] is not { } place) continue;
                Use(place, cores[v], 1);
                places[v] = null;
            }
            else if (Tightest(problem.Vms[v]) is { } place)
            {
                // One of the flavours as they are mixed in the snapshot.
                Use(place, problem.Vms[v].Cores, -1);
                places.Add(place);
                cores.Add(problem.Vms[v].Cores);
            }
        }
        var without = Rate();
        var skipped = 0;
        foreach (var (vm, to) in plan.Steps)
        {
            if (places[vm] is not { } from || !Fits(to, cores[vm]))
            {
                skipped++;
                continue;
            }
            Use(from, cores[vm], 1);
            Use(to, cores[vm], -1);
            places[vm] = to;
        }
        return (Rate(), without, skipped);

        void Use(VmPlace place, int size, int sign)
        {
            for (var k = 0; k < free[place.Machine].Length; k++)
                if (place.Node == VmPlace.BothNodes || place.Node == k) free[place.Machine][k] += sign * size;
        }

        bool Fits(VmPlace place, int size)
        {
            for (var k = 0; k < free[place.Machine].Length; k++)
                if ((place.Node == VmPlace.BothNodes || place.Node == k) && free[place.Machine][k] < size) return false;
            return true;
        }

        VmPlace? Tightest(VirtualMachine vm)
        {
            var (best, least) = (default(VmPlace?), int.MaxValue);
            for (var m = 0; m < free.Length; m++)
                for (var k = vm.SpansNodes ? -1 : 0; k < (vm.SpansNodes ? 0 : free[m].Length); k++)
                    if (Fits(new(m, k), vm.Cores) && (k < 0 ? Math.Min(free[m][0], free[m][1]) : free[m][k]) - vm.Cores is var left && left < least) (best, least) = (new(m, k), left);
            return best;
        }

        double Rate()
        {
            var total = free.Sum(machine => machine.Sum());
            return total == 0 ? 0 : free.Sum(machine => machine.Sum(node => node % problem.SlotCores)) / (double)total;
        }
    }
}
