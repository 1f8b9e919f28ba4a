using System.Collections.Immutable;
using System.Text.Json;
using Rota.Cli.Input;
using Rota.Cluster.Pods;
using Rota.Cluster.Pods.Explain;
using Rota.Cluster.Pods.Formats;
using Rota.Cluster.Pods.Moves;
using Rota.CpSat.Cluster.Pods;
using Rota.Rendering;
using Rota.Schedules;
using Rota.Solving;

namespace Rota.Cli.Planning.Cluster;

/// <summary>A cluster at one moment.</summary>
internal sealed class ClusterInstance(PodProblem problem) : PlanInstance<PodProblem, PodPlan>(problem, Catalog, PodChecker.Instance)
{
    public const string PlacementFirst = "placement-first";
    public const string TierByTier = "tier-by-tier";

    private const int MostNodesDrawn = 100;

    public static IReadOnlyList<ISolver<PodProblem, PodPlan>> Catalog => CpSatPodSolvers.All;

    public override IPlanDomain Domain => ClusterDomain.Instance;

    public override string Name => Problem.Name;

    public override string Words => WordsOf(Problem);

    public override string Objective => Problem.Objective == PodObjective.TierByTier ? TierByTier : PlacementFirst;

    public override IReadOnlyList<string> Exports => [".jsonl", ".sh"];

    public override IPlanInstance With(string objective) => objective switch
    {
        PlacementFirst => new ClusterInstance(Problem.With(PodObjective.PlacementFirst)),
        TierByTier => new ClusterInstance(Problem.With(PodObjective.TierByTier)),
        _ => throw new RotaException($"unknown objective '{objective}'{Suggestion.Of(objective, Domain.Objectives)}"),
    };

    /// <summary>The cluster in words: "shop: 6 nodes, 40 pods, 3 of them pending".</summary>
    public static string WordsOf(PodProblem problem)
    {
        var words = $"{problem.Name}: {Output.Words.Count(problem.Nodes.Length, "node")}, {Output.Words.Count(problem.Pods.Length, "pod")}, {problem.Pods.Count(pod => pod.Node < 0)} of them pending";
        return problem.Notes.IsEmpty ? words : $"{words} ({string.Join("; ", problem.Notes.Take(3))}{(problem.Notes.Length > 3 ? "; ..." : "")})";
    }

    public override IReadOnlyList<string> Told(object answer)
    {
        var plan = (PodPlan)answer;
        var journal = MoveJournal.Of(Problem, plan);
        var lines = PodExplanation.OfPlan(Problem, plan).Lines.ToList();
        lines.Add($"{Output.Words.Count(journal.Steps.Length, "step")} in order{(journal.Parked > 0 ? $", {journal.Parked} pods wait for their place in between" : "")}{(journal.Blocked.IsEmpty ? "" : $"; disruption budgets hold up {journal.Blocked.Length} pods, run again when they allow more")}");
        return lines;
    }

    protected override void Export(string extension, PodPlan answer, TextWriter output)
    {
        var journal = MoveJournal.Of(Problem, answer);
        if (extension == ".sh") MoveScript.WriteShell(Problem, journal, output);
        else MoveScript.WriteJsonLines(Problem, journal, output);
    }

    protected override Schedule ScheduleOf(PodPlan answer) => answer.ToSchedule(Problem);

    protected override void WriteAnswer(Utf8JsonWriter json, PodPlan answer)
    {
        PodAnswerJson.Write(json, Problem, answer);
        var score = PodScore.Of(Problem, answer);
        json.WriteStartObject("placed_by_priority");
        for (var t = 0; t < Problem.Tiers.Length; t++) json.WriteNumber(Problem.Tiers[t].ToString(System.Globalization.CultureInfo.InvariantCulture), score.Placed[t]);
        json.WriteEndObject();
        json.WriteNumber("moved", score.Moved);
        json.WriteNumber("evicted", score.Evicted);
        json.WriteStartArray("journal");
        foreach (var (i, step) in MoveJournal.Of(Problem, answer).Steps.Index()) MoveScript.Write(json, Problem, i + 1, step);
        json.WriteEndArray();
    }

    protected override PodPlan Read(JsonElement answer) => PodAnswerJson.Read(answer, Problem);

    protected override ImmutableArray<PageSection> Pictures(PodPlan answer) =>
    [
        PageSection.Text("What the plan does", string.Join('\n', PodExplanation.OfPlan(Problem, answer).Lines)) with { AboveGantt = true },
        .. Problem.Nodes.Length > MostNodesDrawn ? [] : (PageSection[])[PageSection.Svg("Before", GanttSvg.Render(PodPlan.Unchanged(Problem).ToSchedule(Problem))) with { AboveGantt = true, Note = "Two bars a node, filled with its pods by what they ask of its CPU and of its memory; the bars below are those after the plan." }],
    ];

    protected override PlanExplanation Explain(PodPlan answer, string? work)
    {
        int? pod = work is null ? null : PodExplanation.Find(Problem, work);
        var why = pod is { } number ? Reasons(PodExplanation.OfPod(Problem, answer, number)) : null;
        return new(pod is { } one ? Problem.Pods[one].FullName : null, why, Reasons(PodExplanation.OfPlan(Problem, answer)), "what the plan does:");
    }

    private static PlanReasons Reasons(PodExplanation explanation) => new(explanation.Summary, [], [.. explanation.Notes.Select(note => "  " + note)]);
}
