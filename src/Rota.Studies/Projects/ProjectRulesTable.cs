using System.Globalization;
using Rota.Projects;
using Rota.Projects.Policies;
using Rota.Projects.Solvers;

namespace Rota.Studies.Projects;

/// <summary>Priority rules with both schemes on the sets of PSPLIB, beside figures measured with another implementation (rcpsp-benchmarks, section 4): equal to 0.01, or wrong.</summary>
internal static class ProjectRulesTable
{
    private static readonly string[] Sets = ["j30", "j60", "j120"];

    private static readonly (string Rule, bool Parallel, double[] Deviation)[] Expected =
    [
        ("LFT", false, [5.58, 5.73, 13.00]),
        ("LFT", true, [4.39, 5.59, 10.53]),
        ("LST", false, [4.92, 5.20, 12.01]),
        ("LST", true, [4.53, 5.28, 10.60]),
        ("MTS", false, [6.56, 6.66, 15.00]),
        ("MTS", true, [5.00, 6.08, 12.40]),
        ("GRPW*", false, [5.28, 5.88, 12.91]),
        ("GRPW*", true, [4.65, 5.69, 11.41]),
        ("MSLK", false, [9.49, 10.11, 21.25]),
        ("SPT", false, [17.10, 19.51, 36.28]),
        ("ID", false, [9.45, 10.54, 21.21]),
    ];

    public static void Write(TextWriter output, CancellationToken cancellation)
    {
        var sets = Sets.Select(set => (Name: set, Problems: ProjectSets.Read(set), Known: ProjectSets.BestKnown(set))).Where(set => set.Problems is not null).ToList();
        if (sets.Count == 0) return;
        output.WriteLine("Priority rules, mean deviation from the best known makespan in percent, over the full sets: here / elsewhere.");
        output.WriteLine();
        output.WriteLine($"| rule | scheme | {string.Join(" | ", sets.Select(set => set.Name))} | equal |");
        output.WriteLine($"| --- | --- | {string.Join(" | ", sets.Select(_ => "---:"))} | --- |");
        foreach (var (name, parallel, deviation) in Expected)
        {
            if (cancellation.IsCancellationRequested) return;
            var rule = ProjectRules.All.Single(candidate => candidate.Name == name);
            var means = sets.Select(set => set.Problems!.Value.Average(problem => Deviation(problem, rule, parallel, set.Known[problem.Name].Makespan!.Value))).ToList();
            var cells = means.Select((mean, i) => string.Create(CultureInfo.InvariantCulture, $"{mean:F2} / {deviation[Array.IndexOf(Sets, sets[i].Name)]:F2}"));
            var equal = means.Select((mean, i) => Math.Abs(mean - deviation[Array.IndexOf(Sets, sets[i].Name)]) < 0.0101).All(same => same);
            output.WriteLine($"| {name} | {(parallel ? "parallel" : "serial")} | {string.Join(" | ", cells)} | {(equal ? "yes" : "NO")} |");
        }
        output.WriteLine();
    }

    private static double Deviation(ProjectProblem problem, ProjectRule rule, bool parallel, long best) =>
        100.0 * (RuleSchedules.Single(problem, rule, parallel)!.Makespan(problem) - best) / best;
}
