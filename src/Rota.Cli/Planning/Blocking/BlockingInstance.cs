using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Rota.Cli.Input;
using Rota.CpSat.Shop;
using Rota.Rendering;
using Rota.Schedules;
using Rota.Shop.Blocking;
using Rota.Shop.Blocking.Explain;
using Rota.Shop.Blocking.Rehearsal;
using Rota.Solving;

namespace Rota.Cli.Planning.Blocking;

/// <summary>A blocking shop; stops play no part when it is solved.</summary>
internal sealed class BlockingInstance(BlockingProblem problem) : PlanInstance<BlockingProblem, BlockingSchedule>(problem.With(StopModel.Never), Catalog, BlockingChecker.Instance)
{
    public static IReadOnlyList<ISolver<BlockingProblem, BlockingSchedule>> Catalog => CpSatBlockingSolvers.All;

    public override IPlanDomain Domain => BlockingDomain.Instance;

    public override string Name => Problem.Name;

    public override string Words => WordsOf(Problem);

    public override string Objective => "makespan";

    /// <summary>The shop in words.</summary>
    public static string WordsOf(BlockingProblem problem) =>
        $"{problem.Name}: {Output.Words.Count(problem.Shop.Jobs.Length, "job")} on {Output.Words.Count(problem.Shop.MachineCount, "machine")} without room between them, "
        + (problem.Swap ? "swaps allowed" : "no swaps");

    protected override Schedule ScheduleOf(BlockingSchedule answer) => BlockingExport.Jobs(Problem, answer);

    protected override void WriteAnswer(Utf8JsonWriter json, BlockingSchedule answer)
    {
        json.WriteStartArray("jobs");
        for (var j = 0; j < Problem.Shop.Jobs.Length; j++)
        {
            var (first, end) = (Problem.Shop.FirstOperation[j], Problem.Shop.FirstOperation[j + 1]);
            // One job a line: the file can be read and compared.
            json.WriteRawValue($$"""{"job":"{{JsonEncodedText.Encode(Problem.Shop.Jobs[j].Name)}}","loads":[{{string.Join(',', answer.Loads[first..end])}}]}""");
        }
        json.WriteEndArray();
    }

    protected override BlockingSchedule Read(JsonElement answer)
    {
        var loads = new List<int>();
        try
        {
            foreach (var job in answer.GetProperty("jobs").EnumerateArray())
                foreach (var load in job.GetProperty("loads").EnumerateArray()) loads.Add(load.GetInt32());
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new RotaException($"{Name}: the answer has no jobs with loads");
        }
        return loads.Count == Problem.Shop.OperationCount ? BlockingSchedule.FromLoads(Problem.Shop, [.. loads])
            : throw new RotaException($"{Name}: the answer has {loads.Count} loads, expected {Problem.Shop.OperationCount}");
    }

    protected override ImmutableArray<PageSection> Pictures(BlockingSchedule answer) =>
        [PageSection.Svg("Processing, blocked", GanttSvg.Render(BlockingExport.Holding(new(Problem, new("plan", 0, answer.Ends.Max(), 0, 0, 0, 0, 0), answer, []))))];

    protected override PlanExplanation Explain(BlockingSchedule answer, string? work)
    {
        int? job = work is null ? null : Find(work);
        var chain = BlockingExplanation.Chain(Problem, answer, job);
        var end = chain.IsEmpty ? 0 : chain[^1].End;
        var reasons = new PlanReasons(
            $"{(job is { } j ? $"job {Problem.Shop.Jobs[j].Name} leaves" : "the last job leaves")} at {end}", [.. chain.Select(link => new PlanReason(
                $"[{link.Load}, {link.End}) job {Problem.Shop.Jobs[link.Job].Name} operation {link.Operation} on machine {link.Machine}: {link.Text}", json => Facts(json, link)))], []);
        return new(job is { } named ? Problem.Shop.Jobs[named].Name : null, null, reasons, "the chain that decides, from load to load:");
    }

    private void Facts(Utf8JsonWriter json, BlockingLink link)
    {
        json.WriteString("job", Problem.Shop.Jobs[link.Job].Name);
        json.WriteNumber("operation", link.Operation);
        json.WriteNumber("machine", link.Machine);
        json.WriteNumber("load", link.Load);
        json.WriteNumber("end", link.End);
    }

    private int Find(string wanted)
    {
        var names = Problem.Shop.Jobs.Select(job => job.Name).ToList();
        if (names.IndexOf(wanted) is var index and >= 0) return index;
        if (int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < names.Count) return number;
        throw new RotaException($"{Name} has no job '{wanted}', expected a name or a number from 0 to {names.Count - 1}{Suggestion.NearestOnly(wanted, names)}");
    }
}
