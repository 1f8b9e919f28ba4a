using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Rota.Chat;
using Rota.Formats;
using Rota.SingleMachine.Discovery;
using Rota.Tuning.Discovery;
using Rota.Tuning.Discovery.Strategies;
using Rota.Tuning.Expressions;

namespace Rota.Studies.Discovery;

/// <summary>
/// Discovery of a tardiness rule (arXiv 2510.24013, 72 hours of a language model): how far chance gets in the same loop, on the authors' training set and on instances
/// nobody chose on; with a model, whether it beats chance at equal evaluations.
/// </summary>
public sealed class RuleDiscoveryStudy : IStudy
{
    private const string Training = "classical/smtt/smtt-25-train-10000.csv.gz";
    private const string Mddc = "let r = min(1, p/(t + pmax)) in max(1.1*p + t, d)*(1 + r^2/(1 + r^2)) + p/(t + pmean)";
    private const ulong ValidationSeed = 2510;

    /// <inheritdoc/>
    public string Name => "rule-discovery";

    /// <inheritdoc/>
    public string Paper => "Discovering Heuristics with LLMs for Mixed-Integer Programs, arXiv 2510.24013";

    /// <inheritdoc/>
    public string Description => "a rule for total tardiness found by chance, or by --model ENDPOINT, in the same loop";

    /// <inheritdoc/>
    public StudyReport Run(StudyOptions options, TextWriter? progress = null, CancellationToken cancellation = default)
    {
        var smoke = options.Scale == StudyScale.Smoke;
        var shared = smoke ? null : StudyData.Find(Training);
        var task = shared is null
            ? new TardinessDiscovery(TardinessSet.Generate(1_000, 25, 25).Solved(), TardinessSet.Generate(500, 25, ValidationSeed).Solved())
            : new TardinessDiscovery(TardinessSet.Read(TextInput.Open(shared)), TardinessSet.Generate(2_000, 25, ValidationSeed).Solved());
        var evaluations = smoke ? 150 : 2_000;
        var runs = new List<(string Who, string Strategy, ulong Seed, DiscoveryResult Result)>();
        foreach (var (strategy, seed) in Plan(options.Scale))
        {
            if (cancellation.IsCancellationRequested) break;
            progress?.WriteLine($"mock, {strategy}, seed {seed}");
            runs.Add(("mock", strategy, seed, Search(task, new MockDesigner(task.Features), strategy, seed, evaluations, cancellation)));
        }
        if (options.Model is { } model && !cancellation.IsCancellationRequested)
        {
            progress?.WriteLine(model.Name);
            runs.Add((model.Name, "funsearch", 1, Search(task, model, "funsearch", 1, evaluations, cancellation)));
        }
        // A run that was interrupted says nothing about the budget.
        runs.RemoveAll(run => run.Result.Evaluations < evaluations && cancellation.IsCancellationRequested);
        return new(Name, Paper, options.Scale, Claims(task, runs, shared is not null), []) { Tables = runs.Count == 0 ? [] : [Table(runs)] };
    }

    private static IEnumerable<(string, ulong)> Plan(StudyScale scale) => scale switch
    {
        StudyScale.Smoke => [("funsearch", 1)],
        StudyScale.Short => [("funsearch", 1), ("funsearch", 2), ("funsearch", 3)],
        _ => DiscoveryStrategies.All.SelectMany(strategy => new ulong[] { 1, 2, 3, 4, 5 }.Select(seed => (strategy.Name, seed))),
    };

    private static DiscoveryResult Search(TardinessDiscovery task, IChatModel model, string strategy, ulong seed, int evaluations, CancellationToken cancellation) =>
        RuleDiscovery.Run(task, new() { Strategy = strategy, Evaluations = evaluations, Seed = seed }, model, cancellation: cancellation);

    private static ImmutableArray<Claim> Claims(TardinessDiscovery task, List<(string Who, string Strategy, ulong Seed, DiscoveryResult Result)> runs, bool measured)
    {
        var mock = runs.Where(run => run.Who == "mock" && run.Strategy == "funsearch").Select(run => run.Result).ToList();
        var program = new PriorityProgram(PriorityExpression.Parse(Mddc, task.Features), task.Features);
        double? article = measured ? task.Measure(program, DiscoveryStage.Training).Average() : null;
        // The worst seed, not the best: who runs it once gets one of them.
        double? worst = mock.Count == 0 || !measured ? null : mock.Max(result => result.Best.Cost);
        double? kept = mock.Count == 0 ? null : mock.Min(result => (result.Validation.SeedMean - result.Validation.BestMean) / (result.Training.SeedMean - result.Training.BestMean));
        var claims = ImmutableArray.CreateBuilder<Claim>();
        claims.Add(Claim.Reproduce("mddc", "MDDC, the article's rule, costs on the training set what its authors measured", "mean tardiness", "time units", 4355.81, article, 0.01));
        claims.Add(Claim.AtMost("mock", "chance in the model's place, 2,000 evaluations from MDD, worst seed", "mean tardiness, training", "time units", 4359, worst, measured ? mock.FirstOrDefault()?.Seed.Cost : null, article));
        claims.Add(Claim.AtMost("mock-mddc", "stretch: the article's 72 hours of a language model", "mean tardiness, training", "time units", 4355.82, mock.Count == 0 || !measured ? null : mock.Min(result => result.Best.Cost), null, article));
        claims.Add(Claim.AtLeast("kept", "of the gain on the training set this share holds on instances nobody chose on, worst seed", "gain, validation over training", "share", 0.5, kept));
        foreach (var (who, _, _, result) in runs.Where(run => run.Who != "mock"))
            claims.Add(Claim.Below("model", $"{who}: better than chance at equal evaluations", "mean tardiness, validation", "time units", result.Validation.BestMean, mock.Count == 0 ? null : mock.Min(m => m.Validation.BestMean)));
        return claims.ToImmutable();
    }

    private static string Table(List<(string Who, string Strategy, ulong Seed, DiscoveryResult Result)> runs)
    {
        var text = new StringBuilder("| who | strategy | seed | training | gap closed | validation | gain on validation (95 %) | rule |\n|---|---|---:|---|---:|---|---|---|\n");
        foreach (var (who, strategy, seed, result) in runs)
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {who} | {strategy} | {seed} | {result.Training.SeedMean:0.00} -> {result.Training.BestMean:0.00} | {(result.Training.Closed is { } closed ? closed.ToString("0 %", CultureInfo.InvariantCulture) : "-")} | {result.Validation.SeedMean:0.00} -> {result.Validation.BestMean:0.00} | {result.Validation.Gain.Mean:0.00} [{result.Validation.Gain.Low:0.00}, {result.Validation.Gain.High:0.00}]{(result.Validation.Closed is { } held ? $", {held:0 %} closed" : "")} | `{result.Best.Text}` |\n");
        return text.ToString();
    }
}
