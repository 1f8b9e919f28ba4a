using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Rota.CpSat.SingleMachine;
using Rota.SingleMachine;
using Rota.SingleMachine.Generators;
using Rota.SingleMachine.Solvers;
using Rota.SingleMachine.Solvers.Decomposition;
using Rota.Solving;

namespace Rota.Studies.SingleMachine;

/// <summary>
/// The figures of the tardiness page: proofs on the published sets, class by class, large generated instances, and other solvers at equal time. Wall time is what a clock says; CPU time
/// does not count what other programs do meanwhile.
/// </summary>
public static class TardinessBenchmark
{
    private static readonly (double DueRange, double Tightness)[] LargeClasses = [(0.2, 0.2), (0.2, 0.4), (0.2, 0.6), (0.2, 0.8), (0.4, 0.6), (0.6, 0.6), (0.8, 0.4), (1.0, 0.8)];

    private static readonly string[] Peers = ["portfolio", "local-search", "cp-sat"];

    /// <summary>Measures and writes tables; about ten minutes on a quiet machine, two with <see cref="TardinessBenchmarkOptions.Short"/>.</summary>
    /// <param name="output">Where the tables go, row by row.</param>
    /// <param name="options">What to run.</param>
    /// <param name="cancellation">Stops after the current instance.</param>
    public static void Run(TextWriter output, TardinessBenchmarkOptions options, CancellationToken cancellation)
    {
        Published(output, options, cancellation);
        if (options.LargeJobs > 0) Large(output, options, cancellation);
        if (options.PeerTime > TimeSpan.Zero) Others(output, options, cancellation);
    }

    private static void Published(TextWriter output, TardinessBenchmarkOptions options, CancellationToken cancellation)
    {
        output.WriteLine("Proven optima, one thread (published: Branch and Memorize in the article's setup, mean 0.0204 s at 200 jobs, 1.129 s at 500)");
        output.WriteLine();
        output.WriteLine("| set | class (RDD, TF) | instances | proved | wrong | mean s | worst s | mean CPU s | worst CPU s | most subproblems | peak MB of the process |");
        output.WriteLine("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var set in TardinessData.Sets)
        {
            if (cancellation.IsCancellationRequested) return;
            if (TardinessData.Read(set) is not { } all)
            {
                output.WriteLine($"| {set} | data absent | | | | | | | | | |");
                continue;
            }
            ImmutableArray<TardinessInstance> chosen = [.. all.Where(instance => instance.Number <= options.PerClass || instance.Problem.Jobs.Length < 100)];
            if (set == "500")
                foreach (var group in chosen.GroupBy(instance => (instance.DueRange, instance.Tightness)))
                    Write(output, Text($"{group.Key.DueRange}, {group.Key.Tightness}"), TardinessProofs.Of(set, [.. group], null, cancellation));
            else
                Write(output, "all", TardinessProofs.Of(set, chosen, null, cancellation));
        }
        output.WriteLine();
    }

    private static void Write(TextWriter output, string group, TardinessProofs proofs) => output.WriteLine(Text(
        $"| {proofs.Set} | {group} | {proofs.Instances} | {proofs.Proved} | {proofs.Wrong} | {proofs.MeanSeconds:F4} | {proofs.WorstSeconds:F3} | {proofs.MeanCpuSeconds:F4} | {proofs.WorstCpuSeconds:F3} | {proofs.MostNodes} | {PeakMegabytes()} |"));

    private static void Large(TextWriter output, TardinessBenchmarkOptions options, CancellationToken cancellation)
    {
        output.WriteLine(Text($"Generated instances of {options.LargeJobs} jobs, seed 1, at most {options.LargeTime.TotalSeconds} s each"));
        output.WriteLine();
        output.WriteLine("| class (RDD, TF) | mdd+insert | optimum | gap of the rule % | s | CPU s | subproblems | times memory was full |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var (range, tightness) in LargeClasses)
        {
            if (cancellation.IsCancellationRequested) return;
            var problem = TardinessGenerator.Create(new() { Jobs = options.LargeJobs, DueRange = range, Tightness = tightness });
            var rule = Cost(problem, TardinessSequence.Of(Rota.SingleMachine.Policies.SequencingRules.Find("mdd+insert").Order(problem)!));
            var (began, cpu) = (TimeProvider.System.GetTimestamp(), CpuSeconds());
            TimeSpan Elapsed() => TimeProvider.System.GetElapsedTime(began);
            var found = BranchAndMemorize.Solve(problem, new DecompositionOptions(), () => cancellation.IsCancellationRequested || Elapsed() > options.LargeTime);
            var times = Text($"{Elapsed().TotalSeconds:F2} | {CpuSeconds() - cpu:F2}");
            output.WriteLine(found is null
                ? Text($"| {range}, {tightness} | {rule} | not proved | - | {times} | - | - |")
                : Text($"| {range}, {tightness} | {rule} | {found.Value} | {100.0 * (rule - found.Value) / Math.Max(1, found.Value):F3} | {times} | {found.Nodes} | {found.Evictions} |"));
        }
        output.WriteLine();
    }

    private static void Others(TextWriter output, TardinessBenchmarkOptions options, CancellationToken cancellation)
    {
        output.WriteLine(Text($"Solvers at equal time, {options.PeerTime.TotalSeconds} s on {Environment.ProcessorCount} threads: cost (bound), * proved; generated, seed 1"));
        output.WriteLine();
        output.WriteLine($"| jobs | class (RDD, TF) | weights | releases | {string.Join(" | ", Peers)} |");
        output.WriteLine($"| ---: | --- | --- | --- |{string.Concat(Peers.Select(_ => " ---: |"))}");
        (int Jobs, double Range, double Tightness, int Weight, double Releases)[] cases =
        [
            (20, 0.4, 0.4, 1, 0), (50, 0.4, 0.4, 1, 0), (50, 0.2, 0.6, 1, 0), (50, 0.2, 0.6, 10, 0), (100, 0.2, 0.6, 10, 0), (100, 0.6, 0.6, 10, 0),
            (30, 0.4, 0.4, 10, 0.4), (50, 0.2, 0.6, 10, 0.4), (100, 0.4, 0.6, 10, 0.6),
        ];
        foreach (var (jobs, range, tightness, weight, releases) in cases)
        {
            var problem = TardinessGenerator.Create(new() { Jobs = jobs, DueRange = range, Tightness = tightness, MaxWeight = weight, ReleaseSpread = releases });
            var cells = new List<string>();
            foreach (var name in Peers)
            {
                if (cancellation.IsCancellationRequested) return;
                var run = new Run<TardinessSequence>(Limit.Time(options.PeerTime), workers: Environment.ProcessorCount, cancellation: cancellation);
                var solution = CpSatTardinessSolvers.All.First(solver => solver.Name == name).Solve(problem, TardinessChecker.Instance, run);
                cells.Add(Text($"{solution.Objective}{(solution.Outcome == Outcome.Optimal ? Text($"* in {solution.Elapsed.TotalSeconds:F2} s") : $" ({solution.Bound})")}"));
            }
            output.WriteLine(Text($"| {jobs} | {range}, {tightness} | {(weight == 1 ? "1" : $"1 to {weight}")} | {(releases == 0 ? "0" : Text($"to {releases} of all work"))} | {string.Join(" | ", cells)} |"));
        }
    }

    internal static double CpuSeconds()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalSeconds;
    }

    private static long PeakMegabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 >> 20;
    }

    private static long Cost(TardinessProblem problem, TardinessSequence sequence) => TardinessChecker.Instance.Check(problem, sequence).Objective;

    private static string Text(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);
}
