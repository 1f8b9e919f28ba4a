using System.Globalization;
using Rota.Projects;
using Rota.Projects.Solvers;
using Rota.Solving;

namespace Rota.Studies.Projects;

/// <summary>Sampling and genetic search by the number of schedules on the sets of PSPLIB, beside figures measured with another implementation (rcpsp-benchmarks, section 4): within 0.15, on j120 0.3, or better.</summary>
internal static class ProjectSamplingTable
{
    private static readonly string[] Sets = ["j30", "j60", "j120"];

    private static readonly (string Method, ISolver<ProjectProblem, ProjectSchedule> Solver, double[] Deviation)[] Expected =
    [
        ("serial sampling, 1,000", new RegretSampling(SamplingScheme.Serial, 1000), [0.78, 2.60, 9.57]),
        ("parallel sampling, 1,000", new RegretSampling(SamplingScheme.Parallel, 1000), [1.42, 2.51, 7.54]),
        ("sampling, both in turn, justified, 333", new RegretSampling(SamplingScheme.Justified, 333), [0.32, 1.18, 4.44]),
        ("genetic, 333 individuals", Genetic(333), [0.24, 0.86, 3.63]),
        ("genetic, 1,667 individuals", Genetic(1667), [0.13, 0.50, 2.44]),
    ];

    public static void Write(TextWriter output, CancellationToken cancellation)
    {
        var sets = Sets.Select(set => (Name: set, Problems: ProjectSets.Read(set), Known: ProjectSets.BestKnown(set))).Where(set => set.Problems is not null).ToList();
        if (sets.Count == 0) return;
        output.WriteLine("By number of schedules, one thread, mean deviation from the best known makespan in percent, over the full sets: here / elsewhere.");
        output.WriteLine();
        output.WriteLine($"| method | {string.Join(" | ", sets.Select(set => set.Name))} | verdict |");
        output.WriteLine($"| --- | {string.Join(" | ", sets.Select(_ => "---:"))} | --- |");
        foreach (var (method, solver, deviation) in Expected)
        {
            if (cancellation.IsCancellationRequested) return;
            var means = sets.Select(set => set.Problems!.Value.Average(problem => Deviation(problem, solver, set.Known[problem.Name].Makespan!.Value, cancellation))).ToList();
            var cells = means.Select((mean, i) => string.Create(CultureInfo.InvariantCulture, $"{mean:F2} / {deviation[Array.IndexOf(Sets, sets[i].Name)]:F2}"));
            var excess = means.Select((mean, i) => (Mean: mean - deviation[Array.IndexOf(Sets, sets[i].Name)], Allowed: sets[i].Name == "j120" ? 0.3 : 0.15)).ToList();
            var verdict = excess.Any(cell => cell.Mean > cell.Allowed) ? "SHORT" : excess.Any(cell => cell.Mean < -cell.Allowed) ? "better" : "reproduced";
            output.WriteLine($"| {method} | {string.Join(" | ", cells)} | {verdict} |");
        }
        output.WriteLine();
    }

    private static GeneticSearch Genetic(long individuals) => new(new GeneticOptions { Threads = 1, Individuals = individuals });

    private static double Deviation(ProjectProblem problem, ISolver<ProjectProblem, ProjectSchedule> solver, long best, CancellationToken cancellation) =>
        100.0 * (solver.Solve(problem, ProjectChecker.Instance, new Run<ProjectSchedule>(Limit.None, workers: 1, cancellation: cancellation)).Objective!.Value - best) / best;
}
