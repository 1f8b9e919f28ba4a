using Rota.Shop;
using Rota.Shop.BestKnown;

namespace Rota.Studies.Shop.CpRl;

/// <summary>Every contender on every instance; results are kept line by line, so that a stopped study goes on where it ended.</summary>
internal sealed class CpRlMeasurement
{
    private readonly Dictionary<(string Instance, string Contender), CpRlResult> results = [];
    private readonly string? file;

    /// <param name="file">Where results are kept; null keeps nothing.</param>
    public CpRlMeasurement(string? file)
    {
        this.file = file;
        if (file is null || !File.Exists(file)) return;
        var number = 1;
        foreach (var line in File.ReadLines(file).Skip(1))
        {
            var result = CpRlResult.Of(line, file, ++number);
            results[(result.Instance, result.Contender)] = result;
        }
    }

    /// <summary>Measures what is not known yet; the released checkpoint, which takes longest, at the end.</summary>
    public void Run(IReadOnlyList<ShopProblem> problems, CpRlContenders contenders, TextWriter? progress, CancellationToken cancellation)
    {
        try
        {
            foreach (var late in new[] { false, true })
            {
                foreach (var problem in problems)
                {
                    foreach (var contender in CpRlContenders.All.Where(name => CpRlContenders.IsReleased(name) == late)) Measure(problem, contender, contenders, cancellation);
                    var (ours, theirs) = (CpRlContenders.Learned, late ? CpRlContenders.Released : CpRlContenders.Tabu);
                    progress?.WriteLine(FormattableString.Invariant($"{problem.Name,-16} {ours} {Gap(problem, ours):F2} %, {theirs} {Gap(problem, theirs):F2} %"));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // What is complete is reported.
        }
    }

    /// <summary>Gap to the best known makespan in percent; null when there is none.</summary>
    public double? Gap(ShopProblem problem, string contender) =>
        results.TryGetValue((problem.Name, contender), out var result) && result.Makespan is { } makespan ? 100 * BestKnownBounds.Find(problem)!.Value.Gap(makespan) : null;

    /// <summary>The makespan; null when there is none.</summary>
    public long? Makespan(string instance, string contender) => results.TryGetValue((instance, contender), out var result) ? result.Makespan : null;

    /// <summary>Mean gap in percent over the instances where there is one; null when there is none.</summary>
    public double? MeanGap(IEnumerable<ShopProblem> problems, string contender) => Mean(problems.Select(problem => Gap(problem, contender)));

    /// <summary>Instances where the contender found a schedule.</summary>
    public int Found(IEnumerable<ShopProblem> problems, string contender) => problems.Count(problem => Gap(problem, contender) is not null);

    /// <summary>Mean seconds an instance.</summary>
    public double? MeanSeconds(IEnumerable<ShopProblem> problems, string contender) =>
        Mean(problems.Select(problem => results.TryGetValue((problem.Name, contender), out var result) ? result.Seconds : (double?)null));

    private void Measure(ShopProblem problem, string contender, CpRlContenders contenders, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (results.ContainsKey((problem.Name, contender))) return;
        var equal = results.TryGetValue((problem.Name, CpRlContenders.Learned), out var learned) ? TimeSpan.FromSeconds(learned.Seconds) : TimeSpan.Zero;
        var result = contenders.Run(contender, problem, equal, cancellation);
        // A solver that was stopped has not had its time.
        cancellation.ThrowIfCancellationRequested();
        if (result is not null) Keep(result);
    }

    private static double? Mean(IEnumerable<double?> values)
    {
        var known = values.OfType<double>().ToArray();
        return known.Length == 0 ? null : known.Average();
    }

    private void Keep(CpRlResult result)
    {
        results[(result.Instance, result.Contender)] = result;
        if (file is null) return;
        if (!File.Exists(file)) File.WriteAllText(file, CpRlResult.Header + "\n");
        File.AppendAllText(file, result.ToCsv() + "\n");
    }
}
