using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Rota.Cli.Input;
using Rota.CpSat.SingleMachine;
using Rota.Schedules;
using Rota.SingleMachine;
using Rota.SingleMachine.Explain;
using Rota.SingleMachine.Formats;
using Rota.Solving;

namespace Rota.Cli.Planning.SingleMachine;

/// <summary>Jobs on one machine.</summary>
internal sealed class TardinessInstance(TardinessProblem problem)
    : PlanInstance<TardinessProblem, TardinessSequence>(problem, Catalog, TardinessChecker.Instance)
{
    public static IReadOnlyList<ISolver<TardinessProblem, TardinessSequence>> Catalog => CpSatTardinessSolvers.All;

    public override IPlanDomain Domain => TardinessDomain.Instance;

    public override string Name => Problem.Name;

    public override string Words => WordsOf(Problem);

    public override string Objective => Problem.IsWeighted ? "total-weighted-tardiness" : "total-tardiness";

    /// <summary>The problem in words: "smtt: 500 jobs on one machine".</summary>
    public static string WordsOf(TardinessProblem problem) =>
        $"{problem.Name}: {Output.Words.Count(problem.Jobs.Length, "job")} on one machine{(problem.IsWeighted ? ", weighted" : "")}{(problem.HasReleases ? ", with releases" : "")}";

    protected override Schedule ScheduleOf(TardinessSequence answer) => answer.ToSchedule(Problem);

    protected override void WriteAnswer(Utf8JsonWriter json, TardinessSequence answer)
    {
        using var buffer = new MemoryStream();
        using (var inner = new Utf8JsonWriter(buffer)) TardinessAnswerJson.Write(inner, Problem, answer);
        using var document = JsonDocument.Parse(buffer.ToArray());
        foreach (var property in document.RootElement.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Array)
            {
                property.WriteTo(json);
                continue;
            }
            json.WriteStartArray(property.Name);
            // One job a line: the file can be read and compared.
            foreach (var job in property.Value.EnumerateArray()) json.WriteRawValue(job.GetRawText());
            json.WriteEndArray();
        }
    }

    protected override TardinessSequence Read(JsonElement answer) => TardinessAnswerJson.Read(answer, Problem);

    protected override PlanExplanation Explain(TardinessSequence answer, string? work)
    {
        var id = work is null ? null : Find(work);
        var why = id is null ? null : Reasons(TardinessExplanation.OfJob(Problem, answer, id));
        return new(id, why, Reasons(TardinessExplanation.OfOrder(Problem, answer)), "what the whole order costs:");
    }

    private static PlanReasons Reasons(TardinessExplanation explanation) => new(explanation.Summary, [], [.. explanation.Notes.Select(note => "  " + note)]);

    private string Find(string wanted)
    {
        var ids = Problem.Jobs.Select(job => job.Id).ToImmutableArray();
        if (ids.Contains(wanted)) return wanted;
        if (int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < ids.Length) return ids[number];
        throw new RotaException($"{Name} has no job '{wanted}', expected an id or a number from 0 to {ids.Length - 1}{Suggestion.NearestOnly(wanted, ids)}");
    }
}
