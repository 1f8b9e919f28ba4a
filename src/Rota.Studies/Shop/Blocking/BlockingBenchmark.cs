using System.Globalization;
using Rota.CpSat.Shop;
using Rota.Formats;
using Rota.Shop;
using Rota.Shop.Blocking;
using Rota.Shop.Formats;
using Rota.Solving;
using Rota.Studies.Projects;

namespace Rota.Studies.Shop.Blocking;

/// <summary>Runs solvers on public job shops as blocking shops without stops and prints gaps to the best makespans known. Results are kept line by line, so that a stopped run goes on where it ended.</summary>
public static class BlockingBenchmark
{
    private const string Header = "instance,swap,solver,seed,limit_s,workers,clock,makespan,bound";

    /// <summary>Measures what the results file does not hold yet, and prints the table.</summary>
    /// <param name="output">Where the table goes.</param>
    /// <param name="options">What to run.</param>
    /// <param name="progress">One line a result; null for none.</param>
    /// <param name="cancellation">Ends the run; what is complete is printed.</param>
    /// <exception cref="RotaException">An unknown solver, an unreadable results file, no instances.</exception>
    public static void Run(TextWriter output, BlockingBenchmarkOptions? options = null, TextWriter? progress = null, CancellationToken cancellation = default)
    {
        options ??= new();
        var solvers = options.Solvers.Select(Find).ToArray();
        var shops = (StudyData.Find($"shop/jsp_{options.Set}.jsonl.gz") is { } path ? ShopFiles.Read(path) : throw new RotaException($"the set {options.Set} of job shops is not beside this checkout"))
            .Where((_, i) => i % options.Every == 0).ToArray();
        var known = Known(options.Results);
        var rows = new Dictionary<(string Shop, string Solver), (long Makespan, long Bound)>();
        foreach (var shop in shops)
            foreach (var solver in solvers)
            {
                var key = string.Create(CultureInfo.InvariantCulture, $"{shop.Name},{options.Swap},{solver.Name},{options.Seed},{options.Time.TotalSeconds},{options.Workers},{(options.ProcessorTime ? "processor" : "wall")}");
                if (!known.TryGetValue(key, out var row))
                {
                    if (cancellation.IsCancellationRequested) continue;
                    row = Measure(options, shop, solver, cancellation);
                    if (cancellation.IsCancellationRequested) continue;
                    if (options.Results is { } file) Append(file, $"{key},{row.Makespan},{row.Bound}");
                    progress?.WriteLine($"{shop.Name} {solver.Name,-16} {row.Makespan,6} >= {row.Bound,6}");
                }
                rows[(shop.Name, solver.Name)] = row;
            }
        output.WriteLine(BlockingTables.Benchmark(options, shops, [.. solvers.Select(solver => solver.Name)], rows, options.Swap ? BlockingFixture.Best() : []));
    }

    private static ISolver<BlockingProblem, BlockingSchedule> Find(string name) =>
        CpSatBlockingSolvers.All.FirstOrDefault(solver => solver.Name == name)
        ?? throw new RotaException($"no solver is called {name}{Nearest.Hint(name, CpSatBlockingSolvers.All.Select(solver => solver.Name))}");

    private static (long Makespan, long Bound) Measure(
        BlockingBenchmarkOptions options, ShopProblem shop, ISolver<BlockingProblem, BlockingSchedule> solver, CancellationToken cancellation)
    {
        // Garbage of the run before is nobody's time.
        GC.Collect();
        var run = new Run<BlockingSchedule>(
            Limit.Time(options.Time), options.Seed, options.Workers, clock: options.ProcessorTime ? new ProcessorClock(options.Workers) : null, cancellation: cancellation);
        var solution = solver.Solve(new BlockingProblem(shop, options.Swap), BlockingChecker.Instance, run);
        return (solution.Objective ?? 0, Math.Max(0, solution.Bound));
    }

    private static Dictionary<string, (long Makespan, long Bound)> Known(string? file)
    {
        var known = new Dictionary<string, (long Makespan, long Bound)>();
        if (file is null || !File.Exists(file)) return known;
        foreach (var (line, i) in File.ReadLines(file).Select((line, i) => (line, i)))
        {
            if (i == 0 || line.Length == 0) continue;
            var fields = line.Split(',');
            if (fields.Length != 9 || !long.TryParse(fields[7], CultureInfo.InvariantCulture, out var makespan) || !long.TryParse(fields[8], CultureInfo.InvariantCulture, out var bound))
                throw new InputException(file, i + 1, 0, $"not a result: expected {Header}");
            known[string.Join(',', fields[..7])] = (makespan, bound);
        }
        return known;
    }

    private static void Append(string file, string line)
    {
        var fresh = !File.Exists(file);
        using var writer = new StreamWriter(file, append: true) { NewLine = "\n" };
        if (fresh) writer.WriteLine(Header);
        writer.WriteLine(line);
    }
}
