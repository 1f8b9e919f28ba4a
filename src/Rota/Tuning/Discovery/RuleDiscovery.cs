using System.Collections.Immutable;
using Rota.Chat;
using Rota.Statistics;
using Rota.Tuning.Discovery.Strategies;
using Rota.Tuning.Expressions;

namespace Rota.Tuning.Discovery;

/// <summary>
/// The discovery loop: a strategy asks a model for priority rules, every rule is parsed (never executed as code), evaluated and kept, and the best is reported on
/// instances that no rule was chosen on.
/// </summary>
public static class RuleDiscovery
{
    /// <summary>Resamples behind the interval of the report.</summary>
    private const int Resamples = 2000;

    /// <summary>Searches.</summary>
    /// <param name="task">Features and evaluator.</param>
    /// <param name="options">Strategy, budget, seed. When a recorded run is continued, its own strategy, seed and settings count; budget and time are these.</param>
    /// <param name="model">Who proposes; null to play back a record without a model.</param>
    /// <param name="recorded">A recorded run, played back first; null to begin anew.</param>
    /// <param name="write">Takes every new line of the record, without its line end.</param>
    /// <param name="progress">Takes a line at every improvement.</param>
    /// <param name="clock">Wall or virtual clock; the system's by default.</param>
    /// <param name="cancellation">Ends the search; what was found so far is reported.</param>
    /// <exception cref="RotaException">Options out of range, a record that does not fit, a model that cannot be reached.</exception>
    public static DiscoveryResult Run(
        IDiscoveryTask task,
        DiscoveryOptions options,
        IChatModel? model,
        RunFile? recorded = null,
        Action<string>? write = null,
        Action<string>? progress = null,
        TimeProvider? clock = null,
        CancellationToken cancellation = default)
    {
        options.Validate();
        var begun = Begun(task, options, model, recorded);
        begun.Validate();
        options = Budget(begun, options, model is not null, recorded);
        var strategy = DiscoveryStrategies.Create(options.Strategy);
        var journal = new DiscoveryJournal(recorded, model is not null, write);
        journal.Record("discovery", json => RunHeader.Write(json, task, begun, recorded?.Model ?? model!.Name));
        var run = new DiscoveryRun(task, options, model, journal, clock ?? TimeProvider.System, cancellation);
        var curve = ImmutableArray.CreateBuilder<(int, double)>();
        curve.Add((0, run.Seed.Cost));
        strategy.Begin(run);
        try
        {
            while (!run.IsDone)
            {
                strategy.Step(run);
                if (run.Best.Cost >= curve[^1].Item2) continue;
                curve.Add((run.Evaluations, run.Best.Cost));
                progress?.Invoke(run.ToString());
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // What was found so far is the answer.
        }
        return Report(task, run, strategy, curve.ToImmutable(), model is null && recorded is not null ? null : write);
    }

    /// <summary>The options as the record's header has them.</summary>
    private static DiscoveryOptions Begun(IDiscoveryTask task, DiscoveryOptions options, IChatModel? model, RunFile? recorded)
    {
        if (recorded is null)
        {
            if (model is null) throw new RotaException("a search needs a model, or the record of one to play back");
            return options with { Asks = options.Asks ?? (int)Math.Min(int.MaxValue, 5L * options.Evaluations), Begin = options.Begin ?? task.Seed };
        }
        if (recorded.Task != task.Name) throw new RotaException($"{recorded.Name} is a run of the task '{recorded.Task}', not of '{task.Name}'");
        if (recorded.Header.Word("instances") is var instances && instances != task.Instances)
            throw new RotaException($"{recorded.Name} was made on other instances ({instances}) than are here ({task.Instances})");
        return recorded.Options;
    }

    /// <summary>What may be spent: a record is played back whole, and goes on only with a model.</summary>
    private static DiscoveryOptions Budget(DiscoveryOptions begun, DiscoveryOptions wanted, bool hasModel, RunFile? recorded)
    {
        if (recorded is null) return begun with { Time = wanted.Time };
        var (evaluations, asks) = (begun.Evaluations, begun.Asks!.Value);
        if (hasModel && wanted.Evaluations > evaluations) (evaluations, asks) = (wanted.Evaluations, (int)Math.Min(int.MaxValue, Math.Max(asks, 5L * wanted.Evaluations)));
        return begun with
        {
            Evaluations = Math.Max(evaluations, recorded.Entries.Count(entry => entry.Kind == "candidate") - 1),
            Asks = Math.Max(asks, recorded.Entries.Count(entry => entry.Kind == "ask")),
            Time = wanted.Time,
        };
    }

    private static DiscoveryResult Report(
        IDiscoveryTask task, DiscoveryRun run, DiscoveryStrategy strategy, ImmutableArray<(int, double)> curve, Action<string>? write)
    {
        var database = DiscoveryDatabase.Write(run, strategy);
        var digest = DiscoveryDatabase.Digest(database);
        write?.Invoke(JournalEntry.Write(run.BudgetSpent ? "end" : "stop", json =>
        {
            json.WriteNumber("evaluations", run.Evaluations);
            json.WriteString("best", run.Best.Text);
            json.WriteNumber("cost", run.Best.Cost);
            json.WriteString("database_sha256", digest);
        }));
        return new(
            run.Seed, run.Best, run.Evaluations, run.Asked, run.Unreadable, run.Repeated, run.Tokens.In, run.Tokens.Out, curve,
            Compare(task, run, DiscoveryStage.Training), Compare(task, run, DiscoveryStage.Validation), database, digest);
    }

    private static DiscoveryComparison Compare(IDiscoveryTask task, DiscoveryRun run, DiscoveryStage stage)
    {
        var seed = task.Measure(new PriorityProgram(run.Seed.Expression, task.Features), stage);
        var best = task.Measure(new PriorityProgram(run.Best.Expression, task.Features), stage);
        var gain = new double[seed.Length];
        for (var i = 0; i < gain.Length; i++) gain[i] = seed[i] - best[i];
        return new(seed.Length, seed.Average(), best.Average(), task.LeastMean(stage), Bootstrap.OfMean(gain, Resamples, 1));
    }
}
