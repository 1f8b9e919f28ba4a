using Rota.Projects.Policies;
using Rota.Projects.Solvers.Flat;
using Rota.Randomness;
using Rota.Solving;

namespace Rota.Projects.Solvers;

/// <summary>
/// Genetic search over activity lists with justification of every child (after Valls, Ballestín, Quintanilla 2008), one island a thread. Projects without calendars, lags, windows
/// and exclusive tasks run on the fast scheme, with or without modes; all others are searched by <see cref="ListSearch"/>.
/// </summary>
public sealed class GeneticSearch(GeneticOptions? options = null, string name = "genetic") : ISolver<ProjectProblem, ProjectSchedule>
{
    private readonly GeneticOptions options = options ?? new();

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string Description => "genetic search over activity lists, every child justified; islands on all threads";

    /// <inheritdoc/>
    public void Improve(ProjectProblem problem, Run<ProjectSchedule> run)
    {
        if (!ProjectBounds.Prove(problem, run)) return;
        if (FlatProject.Of(problem, modes: true) is null)
        {
            new ListSearch(options.Threads, Name).Improve(problem, run);
            return;
        }
        var threads = Math.Max(1, options.Threads ?? run.Workers);
        var migration = new Migration(threads);
        var keys = new LatestFinishTime().Keys(new ProjectNetwork(problem).Times(problem));
        var islands = Enumerable.Range(0, threads).Select(i => new IslandThread(i, problem, keys, migration, options, threads, Name)).ToArray();
        if (threads == 1) islands[0].Improve(problem, run);
        else new SideBySide<ProjectProblem, ProjectSchedule>(Name, Description, islands).Improve(problem, run);
        if (run.Best is null) run.GiveUp("no choice of modes was found that the stocks allow; try the portfolio");
    }

    private sealed class IslandThread(int number, ProjectProblem problem, long[] keys, Migration migration, GeneticOptions options, int threads, string name)
        : ISolver<ProjectProblem, ProjectSchedule>
    {
        public string Name => name;

        public string Description => "";

        public void Improve(ProjectProblem same, Run<ProjectSchedule> run)
        {
            var random = new RandomStream(run.Seed).Split(name).Split(number);
            var flat = FlatProject.Of(problem, modes: true)!;
            var island = new Island(flat, problem, keys, random, options);
            var known = -1;
            var (sized, began, counted, pace) = (options.Population is not null, run.Elapsed, 0L, 0.0);
            for (long made = 0; !run.ShouldStop && (options.Individuals is not { } most || made < most / threads); made++)
            {
                if (!sized && !island.IsFounding)
                {
                    // The first of a process are made by code that is not yet compiled well: the best pace so far counts.
                    pace = Math.Max(pace, (made - counted) / Math.Max(1e-6, (run.Elapsed - began).TotalSeconds));
                    (counted, began) = (made, run.Elapsed);
                    var size = options.Individuals is { } count ? IslandSize.Of((double)count / threads) : run.Remaining is { } left ? IslandSize.Of(pace * left.TotalSeconds) : 0;
                    sized = size <= made;
                    island.Widen((int)Math.Min(size, made + IslandSize.Least));
                }
                island.Step();
                if (island.Best < Math.Min(int.MaxValue, run.Objective)) island.Offer(run, name);
                if (island.IsStalled && run.Version != known && run.Version is var version)
                {
                    known = version;
                    if (run.Best is { } best && best.Objective < island.Best) island.Welcome(best.Answer);
                }
                migration.Visit(number, island, made);
            }
        }
    }
}
