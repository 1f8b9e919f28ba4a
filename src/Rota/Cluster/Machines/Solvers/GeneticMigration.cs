using Rota.Randomness;
using Rota.Solving;

namespace Rota.Cluster.Machines.Solvers;

/// <summary>
/// A genetic algorithm over lists of migrations: a child takes the beginning of one parent and what still fits of the other, some moves are changed by chance, moves that do not fit are
/// skipped when the list is carried out. The best parents survive.
/// </summary>
public sealed class GeneticMigration : ISolver<MachineProblem, MigrationPlan>
{
    private const int Population = 40;
    private const int Tournament = 3;

    /// <inheritdoc/>
    public string Name => "genetic";

    /// <inheritdoc/>
    public string Description => "a genetic algorithm over lists of migrations";

    /// <inheritdoc/>
    public void Improve(MachineProblem problem, Run<MigrationPlan> run)
    {
        var random = new RandomStream(run.Seed).Split(Name);
        run.Offer(MigrationPlan.Empty, MachineCost.Of(new MachineState(problem)), Name);
        if (problem.MigrationLimit == 0 || !Enumerable.Range(0, problem.Vms.Length).Any(problem.Migrates)) return;
        new JointGreedy().Improve(problem, run);
        var greedy = run.Best!.Value.Answer.Steps.ToArray();
        var people = new List<(Migration[] Genes, double Worth)>();
        for (var i = 0; i < Population && !run.ShouldStop; i++) people.Add(Live(problem, run, i == 0 ? greedy : [.. greedy.Take(random.Next(greedy.Length + 1))], random, i == 0 ? 0 : 4));
        while (!run.ShouldStop)
        {
            var (a, b) = (Pick(people, random), Pick(people, random));
            var cut = random.Next(a.Length + 1);
            var child = Live(problem, run, [.. a.Take(cut), .. b], random, 1 + random.Next(4));
            var worst = 0;
            for (var i = 1; i < people.Count; i++)
                if (people[i].Worth < people[worst].Worth) worst = i;
            if (child.Worth > people[worst].Worth && !people.Any(other => other.Worth == child.Worth && other.Genes.AsSpan().SequenceEqual(child.Genes))) people[worst] = child;
        }
    }

    private static Migration[] Pick(List<(Migration[] Genes, double Worth)> people, RandomStream random)
    {
        var best = random.Next(people.Count);
        for (var i = 1; i < Tournament; i++)
            if (random.Next(people.Count) is var other && people[other].Worth > people[best].Worth) best = other;
        return people[best].Genes;
    }

    /// <summary>Carries a list out, with some random moves put in between; what was done is the child.</summary>
    private (Migration[] Genes, double Worth) Live(MachineProblem problem, Run<MigrationPlan> run, Migration[] genes, RandomStream random, int changes)
    {
        var state = new MachineState(problem);
        var done = new List<Migration>();
        var drop = changes > 0 && genes.Length > 0 ? random.Next(genes.Length) : -1;
        for (var i = 0; i < genes.Length && done.Count < problem.MigrationLimit; i++)
            if (i != drop && state.IsHome(genes[i].Vm)) Try(genes[i]);
        for (var tries = 0; changes > 0 && tries < 2000 && done.Count < problem.MigrationLimit; tries++)
        {
            var v = state.Movable[random.Next(state.Movable.Length)];
            var move = new Migration(v, new(random.Next(state.Group.Length), state.Node[v] < 0 ? -1 : random.Next(2)));
            if (state.Group[move.To.Machine] >= 0 && state.IsHome(v) && Try(move, least: 0)) changes--;
        }
        if (MachineCost.Of(state) < run.Objective) run.Offer(new([.. done]), MachineCost.Of(state), Name);
        double worth = state.Slots - (done.Count * 1e-3);
        foreach (var free in state.Free) worth += 0.25 * Math.Pow((double)(free % problem.SlotCores) / problem.SlotCores, 2);
        return ([.. done], worth);

        bool Try(Migration move, int least = int.MinValue)
        {
            if (!state.Fits(move.Vm, move.To.Machine, move.To.Node)) return false;
            if (least > int.MinValue && state.GainOfLeaving(move.Vm) + state.GainOfComing(move.Vm, move.To.Machine, move.To.Node) < least) return false;
            state.Move(move.Vm, move.To.Machine, move.To.Node);
            done.Add(move);
            return true;
        }
    }
}
