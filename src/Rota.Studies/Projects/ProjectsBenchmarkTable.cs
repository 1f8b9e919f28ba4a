using System.Collections.Immutable;
using System.Globalization;

namespace Rota.Studies.Projects;

/// <summary>The results of <see cref="ProjectsBenchmark"/> as a table: a line a set and solver, targets and published figures beside.</summary>
internal static class ProjectsBenchmarkTable
{
    // Targets are for 60 s, or 1 s, on two cores, over the full set.
    private static readonly (string Set, double Seconds, double Deviation)[] Targets = [("j120", 60, 1.2), ("j120", 1, 2.5), ("j30", 60, 0), ("j30", 5, 0)];

    // Means over the full sets: OptalCP and CP Optimizer 600 s on 4 cores, CP-SAT through PyJobShop 900 s on 8 (rcpsp-benchmarks, section 5).
    private static readonly (string Set, string Words)[] Published =
    [
        ("j30", "0 (480 proved): OptalCP, CP Optimizer, CP-SAT"),
        ("j60", "0.030 OptalCP, 0.087 CP Optimizer, 0.132 CP-SAT"),
        ("j120", "0.609 OptalCP, 0.882 CP Optimizer, 1.472 CP-SAT"),
        ("MMLIB50", "0.114 CP-SAT, 0.112 CP Optimizer"),
    ];

    public static void Write(TextWriter output, ProjectsBenchmarkOptions options, ImmutableArray<ProjectsBenchmarkRow> rows)
    {
        var clock = options.ProcessorTime ? $"processor time over {options.Workers} threads" : "wall time";
        output.WriteLine(Text($"Deviation of the makespan from the best known (September 2024 and before), in percent; {options.Time.TotalSeconds} s {clock}, {options.Workers} threads, seed {options.Seed}."));
        output.WriteLine();
        output.WriteLine("| set | solver | instances | mean % | CPM % | best known reached | proved | infeasible | no answer | mean s | worst s | mean processor s | target | verdict | published |");
        output.WriteLine("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- | --- |");
        foreach (var set in options.Sets)
        {
            var known = ProjectSets.BestKnown(set);
            foreach (var solver in options.Solvers)
            {
                var own = rows.Where(row => row.Set == set && row.Solver == solver).ToList();
                if (own.Count > 0) Line(output, options, set, solver, own, known);
            }
        }
        output.WriteLine();
    }

    private static void Line(
        TextWriter output, ProjectsBenchmarkOptions options, string set, string solver, List<ProjectsBenchmarkRow> rows, IReadOnlyDictionary<string, ProjectBestKnown> known)
    {
        var gaps = rows.Where(row => row.Objective is not null && known.GetValueOrDefault(row.Instance)?.Makespan is not null)
            .Select(row => (double)(row.Objective!.Value - known[row.Instance].Makespan!.Value) / Math.Max(1, known[row.Instance].Makespan!.Value) * 100).ToList();
        var paths = rows.Where(row => row.Objective is not null && known.GetValueOrDefault(row.Instance)?.CriticalPath is > 0)
            .Select(row => (double)(row.Objective!.Value - known[row.Instance].CriticalPath!.Value) / known[row.Instance].CriticalPath!.Value * 100).ToList();
        var mean = gaps.Count > 0 ? gaps.Average() : double.NaN;
        var target = Targets.Where(entry => entry.Set == set && Math.Abs(entry.Seconds - options.Time.TotalSeconds) < 1e-9 && solver == options.Solvers[0]).Select(entry => (double?)entry.Deviation).FirstOrDefault();
        var verdict = target is not { } aim ? "" : mean <= aim + 1e-9 ? "reached" : "short";
        var other = Published.FirstOrDefault(entry => entry.Set == set).Words ?? "";
        output.WriteLine(Text(
            $"| {set} | {solver} | {rows.Count} | {mean:F3} | {(paths.Count > 0 ? Text($"{paths.Average():F2}") : "-")} | {gaps.Count(gap => gap <= 0)} | {Count(rows, "optimal")} | {Count(rows, "infeasible")} | {Count(rows, "unknown")} | {rows.Average(row => row.ElapsedSeconds):F2} | {rows.Max(row => row.ElapsedSeconds):F2} | {rows.Average(row => row.ProcessorSeconds):F1} | {(target is { } t ? Text($"<= {t:F1}") : "")} | {verdict} | {other} |"));
    }

    private static int Count(List<ProjectsBenchmarkRow> rows, string outcome) => rows.Count(row => row.Outcome == outcome);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
