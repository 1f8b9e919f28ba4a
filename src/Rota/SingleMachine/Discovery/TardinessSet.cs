using System.Collections.Immutable;
using Rota.Formats;
using Rota.Randomness;
using Rota.SingleMachine.Solvers;
using Rota.SingleMachine.Solvers.Decomposition;

namespace Rota.SingleMachine.Discovery;

/// <summary>Instances of total tardiness of one size, side by side: the ground a rule is searched on.</summary>
public sealed class TardinessSet
{
    private TardinessSet(string name, int jobs, int[] processing, int[] due, ImmutableArray<long>? optimum)
    {
        Name = name;
        Jobs = jobs;
        Processing = processing;
        Due = due;
        Optimum = optimum;
        Sort();
    }

    /// <summary>Where the instances come from.</summary>
    public string Name { get; }

    /// <summary>Jobs of each instance.</summary>
    public int Jobs { get; }

    /// <summary>Number of instances.</summary>
    public int Count => Processing.Length / Jobs;

    /// <summary>Least total tardiness of each instance; null when it is not known.</summary>
    public ImmutableArray<long>? Optimum { get; }

    /// <summary>Processing times, instance by instance, jobs by due date, then processing time, then number.</summary>
    internal int[] Processing { get; }

    /// <summary>Due dates in the same order.</summary>
    internal int[] Due { get; }

    /// <summary>Reads a table with columns p and d (numbers separated by blanks) and, when it has one, optimal_tardiness.</summary>
    /// <exception cref="InputException">A column is missing, or a row has another number of jobs.</exception>
    public static TardinessSet Read(TextInput input)
    {
        var table = new CsvText(input);
        var (p, d, optimal) = (table.Get("p"), table.Get("d"), table.Find("optimal_tardiness"));
        var processing = new List<int>();
        var due = new List<int>();
        var optima = ImmutableArray.CreateBuilder<long>();
        var jobs = 0;
        while (table.NextRow())
        {
            var before = processing.Count;
            Numbers(table, p, "processing times", 1, processing);
            Numbers(table, d, "due dates", int.MinValue / 4, due);
            if (jobs == 0) jobs = processing.Count;
            if (processing.Count != before + jobs) throw table.Error(p, $"read {processing.Count - before} processing times, expected {jobs} as in the first row");
            if (due.Count != processing.Count) throw table.Error(d, $"read {due.Count - before} due dates, expected {jobs}");
            if (optimal >= 0) optima.Add(table.Integer(optimal, "the least total tardiness"));
        }
        if (jobs == 0) throw new InputException(input.Name, "has no instance");
        return new(System.IO.Path.GetFileName(input.Name), jobs, [.. processing], [.. due], optimal >= 0 ? optima.ToImmutable() : null);
    }

    /// <summary>
    /// Generates instances as the authors of arXiv 2510.24013 do: p uniform in 1..99, d uniform in P(1 - TF - RDD/2) .. P(1 - TF + RDD/2), RDD in 0.2 .. 1.0, TF in
    /// 0.2 .. 1.0, every class equally often.
    /// </summary>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="jobs">Jobs of each, at least 1.</param>
    /// <param name="seed">Seed.</param>
    public static TardinessSet Generate(int count, int jobs, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(jobs, 1);
        var random = new RandomStream(seed).Split("tardiness");
        var processing = new int[count * jobs];
        var due = new int[count * jobs];
        for (var i = 0; i < count; i++)
        {
            var (range, factor) = (0.2 * (1 + (i / 5 % 5)), 0.2 * (1 + (i % 5)));
            long sum = 0;
            for (var j = 0; j < jobs; j++) sum += processing[(i * jobs) + j] = random.Next(1, 99);
            for (var j = 0; j < jobs; j++)
                due[(i * jobs) + j] = (int)Math.Floor(random.NextUniform(sum * (1 - factor - (range / 2)), sum * (1 - factor + (range / 2))));
        }
        return new($"generated {count} x {jobs} seed {seed}", jobs, processing, due, null);
    }

    /// <summary>The same instances with their optima.</summary>
    /// <param name="optimum">Least total tardiness of each, in order.</param>
    internal TardinessSet WithOptimum(ImmutableArray<long> optimum) => optimum.Length == Count
        ? new(Name, Jobs, Processing, Due, optimum)
        : throw new ArgumentException($"{optimum.Length} optima for {Count} instances", nameof(optimum));

    // Once for all measurements: dispatching breaks ties by this order.
    private void Sort()
    {
        var rank = new (int Due, int Processing)[Jobs];
        for (var first = 0; first < Processing.Length; first += Jobs)
        {
            for (var j = 0; j < Jobs; j++) rank[j] = (Due[first + j], Processing[first + j]);
            Array.Sort(rank);
            for (var j = 0; j < Jobs; j++) (Due[first + j], Processing[first + j]) = rank[j];
        }
    }

    /// <summary>The same instances with their optima, solved one by one; those that know them already as they are.</summary>
    public TardinessSet Solved()
    {
        if (Optimum is not null) return this;
        var optima = ImmutableArray.CreateBuilder<long>(Count);
        var options = new DecompositionOptions { MemoryBytes = 16 << 20 };
        for (var first = 0; first < Processing.Length; first += Jobs)
        {
            var at = first;
            var jobs = Enumerable.Range(0, Jobs).Select(j => new TardinessJob($"{j}", Processing[at + j], Due[at + j])).ToImmutableArray();
            optima.Add(BranchAndMemorize.Solve(new TardinessProblem(Name, jobs), options)!.Value);
        }
        return WithOptimum(optima.MoveToImmutable());
    }

    private static void Numbers(CsvText table, int column, string what, int least, List<int> numbers)
    {
        foreach (var word in System.Text.Encoding.UTF8.GetString(table.Cell(column)).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            numbers.Add(int.TryParse(word, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var value)
                && value >= least && value <= int.MaxValue / 4
                ? value
                : throw table.Error(column, $"read '{(word.Length > 20 ? word[..20] : word)}', expected {what}, whole numbers from {least}"));
    }
}
