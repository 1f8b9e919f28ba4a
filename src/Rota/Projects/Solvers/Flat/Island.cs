using Rota.Randomness;
using Rota.Solving;

namespace Rota.Projects.Solvers.Flat;

/// <summary>
/// One population. It begins with schedules drawn by regret under the latest finish time, serial and parallel in turn, justified; then every step makes one child, justifies it, reads
/// its list from its schedule, and puts it in the place of the worst unless it is worse still or there already. A population that no longer gets better has become one family: it is
/// given up for a fresh one of twice the size.
/// </summary>
internal sealed class Island
{
    private readonly FlatProject project;
    private readonly RandomStream random;
    private readonly GeneticOptions options;
    private readonly FlatScheme scheme;
    private readonly FlatDispatch dispatch;
    private readonly Offspring offspring;
    private readonly Stocks stocks;
    private readonly long[] keys;
    private readonly Individual best;
    private readonly int[] starts;
    private readonly int[] bestStarts;
    private Population people;
    private Individual child;
    private int lowest = int.MaxValue;
    private long idle;

    public Island(FlatProject project, ProjectProblem problem, long[] keys, RandomStream random, GeneticOptions options)
    {
        (this.project, this.keys, this.random, this.options) = (project, keys, random, options);
        (scheme, dispatch, offspring, stocks) = (new(project), new(project), new(project, random), new(problem));
        people = new(project.Count, Math.Max(4, options.Population ?? IslandSize.Least));
        (best, child, starts, bestStarts) = (new(project.Count), new(project.Count), new int[project.Count], new int[project.Count]);
    }

    /// <summary>The best makespan so far; <see cref="int.MaxValue"/> when there is none.</summary>
    public int Best => best.Cost;

    /// <summary>Schedules made so far.</summary>
    public long Passes => scheme.Passes;

    /// <summary>True while the first individuals are being made.</summary>
    public bool IsFounding => people.Count < people.Capacity;

    /// <summary>True when the population has not got better for long; it is then that strangers are welcome. Earlier they would take it over.</summary>
    public bool IsStalled => idle > 5L * people.Capacity;

    /// <summary>Makes room for more founders; those there stay.</summary>
    public void Widen(int capacity)
    {
        if (capacity <= people.Capacity) return;
        var wider = new Population(project.Count, capacity);
        foreach (var one in people.Elite(people.Count)) wider.Add(one);
        people = wider;
    }

    /// <summary>One individual more.</summary>
    public void Step()
    {
        if (IsFounding)
        {
            Found();
            return;
        }
        if (options.Restart && idle > 30L * people.Capacity)
        {
            people = new(project.Count, Math.Min(IslandSize.Most, people.Capacity * 2));
            (lowest, idle) = (int.MaxValue, 0);
            Found();
            return;
        }
        var mother = people.Pick(random);
        if (random.NextDouble() < options.WindowShare)
        {
            offspring.Window(mother, child);
        }
        else
        {
            var father = people.Pick(random);
            if (random.NextDouble() < options.SegmentShare) offspring.Segment(mother, father, child);
            else offspring.TwoPoint(mother, father, child);
            offspring.Swap(child, options.Mutation);
        }
        if (stocks.HasChoice && random.Next(2) == 0) stocks.Change(child.Modes, random);
        Judge();
        idle++;
        if (child.Cost < lowest) (lowest, idle) = (child.Cost, 0);
        Enter();
    }

    /// <summary>Takes in a schedule that came from elsewhere.</summary>
    public void Welcome(ProjectSchedule schedule)
    {
        for (var i = 0; i < starts.Length; i++)
        {
            // A schedule of another solver need not be active; beyond the horizon it is of no use here.
            if (schedule.Starts[i] > project.Horizon) return;
            (starts[i], child.Modes[i]) = ((int)schedule.Starts[i], schedule.Modes[i]);
        }
        project.Choose(child.Modes);
        scheme.ListOf(starts, project.Horizon, child.List);
        Judge();
        Enter();
    }

    /// <summary>Takes in travellers.</summary>
    public void Welcome(Individual[] travellers)
    {
        foreach (var traveller in travellers)
        {
            traveller.CopyTo(child);
            Enter();
        }
    }

    /// <summary>Copies of the best few.</summary>
    public Individual[] Elite(int count) => people.Elite(count);

    /// <summary>Offers the best schedule to a run.</summary>
    public void Offer(Run<ProjectSchedule> run, string name)
    {
        project.Choose(best.Modes);
        project.Offer(run, bestStarts, best.Cost, name);
    }

    private void Found()
    {
        stocks.Draw(child.Modes, random);
        child.Cost = Excess(stocks.Repair(child.Modes, random));
        project.Choose(child.Modes);
        int makespan;
        if (people.Count % 2 == 0)
        {
            dispatch.Serial(keys, random, child.List);
            makespan = scheme.Forward(child.List, starts);
        }
        else
        {
            makespan = dispatch.Parallel(keys, random, starts);
        }
        Settle(makespan);
        lowest = Math.Min(lowest, child.Cost);
        people.Add(child);
    }

    private void Judge()
    {
        if (stocks.HasChoice)
        {
            child.Cost = Excess(stocks.Repair(child.Modes, random));
            project.Choose(child.Modes);
        }
        else
        {
            child.Cost = 0;
        }
        Settle(scheme.Forward(child.List, starts));
    }

    /// <summary>Justifies the schedule at hand and makes list and cost of the child from it.</summary>
    private void Settle(int makespan)
    {
        if (options.Justify) makespan = scheme.Justify(makespan, starts);
        scheme.ListOf(starts, makespan, child.List);
        child.Cost = child.Cost > 0 ? child.Cost + makespan : makespan;
        if (child.Cost >= best.Cost || child.Cost > project.Horizon) return;
        child.CopyTo(best);
        starts.CopyTo(bestStarts, 0);
    }

    private int Excess(long units) => units == 0 ? 0 : project.Horizon + (int)Math.Min(units, int.MaxValue / 4);

    private void Enter() => child = people.Enter(child, random);
}
