using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Rota.Cli.Input;
using Rota.Schedules;
using Rota.Shop;
using Rota.Shop.BestKnown;
using Rota.Shop.Explain;
using Rota.Shop.Formats;
using Rota.Solving;

namespace Rota.Cli.Planning.Shop;

/// <summary>A shop.</summary>
internal sealed class ShopInstance(ShopProblem problem)
    : PlanInstance<ShopProblem, ShopSchedule>(problem, ShopSolverCatalog.All, ShopChecker.Instance)
{
    public static IReadOnlyList<(string Name, ShopObjective Objective)> Objectives { get; } =
    [
        ("makespan", ShopObjective.Makespan),
        ("total-flow", ShopObjective.TotalFlow),
        ("total-tardiness", ShopObjective.TotalTardiness),
        ("total-weighted-tardiness", ShopObjective.TotalWeightedTardiness),
    ];

    public override IPlanDomain Domain => ShopDomain.Instance;

    public override string Name => Problem.Name;

    public override string Words => WordsOf(Problem);

    public override string Objective => Objectives.First(o => o.Objective == Problem.Objective).Name;

    public override KnownBound? BestKnown => BestKnownBounds.Find(Problem) is { } known
        ? new(known.Lower, known.Upper, $"{BestKnownBounds.Date}, {BestKnownBounds.Source}")
        : null;

    /// <summary>The shop in words: "ta21: 20 jobs on 20 machines, 400 operations".</summary>
    public static string WordsOf(ShopProblem problem)
    {
        var kind = problem.IsFlexible ? ", with a choice of machines" : "";
        return $"{problem.Name}: {Output.Words.Count(problem.Jobs.Length, "job")} on {Output.Words.Count(problem.MachineCount, "machine")}, "
            + $"{Output.Words.Count(problem.OperationCount, "operation")}{kind}";
    }

    protected override ISolver<ShopProblem, ShopSchedule> SolverOf(string solver) => ShopSolverCatalog.Find(solver);

    public override IPlanInstance With(string objective)
    {
        foreach (var (name, value) in Objectives)
            if (name == objective) return new ShopInstance(Problem.With(value));
        return base.With(objective);
    }

    protected override Schedule ScheduleOf(ShopSchedule answer) => answer.ToSchedule(Problem);

    protected override void WriteAnswer(Utf8JsonWriter json, ShopSchedule answer)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var inner = new Utf8JsonWriter(buffer)) ShopAnswerJson.Write(inner, Problem, answer);
        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        json.WriteStartArray("jobs");
        // One job a line: the file can be read and compared.
        foreach (var job in document.RootElement.GetProperty("jobs").EnumerateArray()) json.WriteRawValue(job.GetRawText());
        json.WriteEndArray();
    }

    protected override ShopSchedule Read(JsonElement answer) => ShopAnswerJson.Read(answer, Problem);

    protected override ImmutableArray<int> Critical(ShopSchedule answer) =>
        [.. ShopExplanation.CriticalPath(Problem, answer).Reasons.Select(r => Problem.FirstOperation[r.Block.Work] + r.Block.Part)];

    protected override PlanExplanation Explain(ShopSchedule answer, string? work)
    {
        int? job = work is null ? null : FindJob(work);
        var why = job is { } j ? ShopExplanation.OfJob(Problem, answer, j) : null;
        var path = ShopExplanation.CriticalPath(Problem, answer, job);
        var title = job is { } number
            ? $"the chain that decides when job {Problem.Jobs[number].Name} ends:"
            : $"the chain that decides (shorten or move one of these, or the {Output.Words.Spoken(Objective)} stays):";
        return new(job is { } index ? Problem.Jobs[index].Name : null, why is null ? null : Reasons(why), Reasons(path), title);
    }

    private PlanReasons Reasons(Explanation explanation) =>
        new(explanation.Summary, [.. explanation.Reasons.Select(reason => new PlanReason(reason.Text, json => Facts(json, reason)))], [.. explanation.Notes]);

    private void Facts(Utf8JsonWriter json, OperationReason reason)
    {
        json.WriteString("job", Problem.Jobs[reason.Block.Work].Name);
        json.WriteNumber("operation", reason.Block.Part);
        json.WriteNumber("machine", reason.Block.Resource);
        json.WriteNumber("start", reason.Block.Start);
        json.WriteNumber("end", reason.Block.End);
        json.WriteString("held_by", reason.Binding.ToString().ToLowerInvariant());
        json.WriteNumber("ready", reason.Ready);
        json.WriteNumber("earliest_start", reason.EarliestStart);
    }

    private int FindJob(string wanted)
    {
        for (var j = 0; j < Problem.Jobs.Length; j++)
            if (Problem.Jobs[j].Name == wanted) return j;
        if (int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < Problem.Jobs.Length) return number;
        var names = Problem.Jobs.Select(job => job.Name).ToList();
        throw new RotaException($"{Name} has no job '{wanted}', expected a name or a number from 0 to {names.Count - 1}{Suggestion.NearestOnly(wanted, names)}");
    }
}
