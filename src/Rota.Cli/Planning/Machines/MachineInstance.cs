using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Rota.Cli.Input;
using Rota.Cluster.Machines;
using Rota.Cluster.Machines.Explain;
using Rota.Cluster.Machines.Formats;
using Rota.CpSat.Cluster.Machines;
using Rota.Rendering;
using Rota.Schedules;
using Rota.Solving;

namespace Rota.Cli.Planning.Machines;

/// <summary>A snapshot of machines.</summary>
internal sealed class MachineInstance(MachineProblem problem) : PlanInstance<MachineProblem, MigrationPlan>(problem, Catalog, MachineChecker.Instance)
{
    private const string Prefix = "fragments-";
    private const int MostMachinesDrawn = 100;

    public static IReadOnlyList<ISolver<MachineProblem, MigrationPlan>> Catalog => CpSatMachineSolvers.All;

    /// <summary>The slots that objectives name.</summary>
    public static ImmutableArray<int> SlotSizes { get; } = [16, 2, 4, 8, 32, 64];

    public override IPlanDomain Domain => MachineDomain.Instance;

    public override string Name => Problem.Name;

    public override string Words => WordsOf(Problem);

    public override string Objective => ObjectiveOf(Problem.SlotCores);

    public override IReadOnlyList<string> Exports => [".csv"];

    public static string ObjectiveOf(int slotCores) => Prefix + slotCores.ToString(CultureInfo.InvariantCulture);

    public override IPlanInstance With(string objective)
    {
        foreach (var size in SlotSizes)
            if (ObjectiveOf(size) == objective) return new MachineInstance(Problem.With(slotCores: size));
        throw new RotaException($"unknown objective '{objective}'{Suggestion.Of(objective, Domain.Objectives)}");
    }

    /// <summary>The snapshot in words: "medium: 279 machines, 2089 VMs, fragment rate 0.9770, at most 50 migrations".</summary>
    public static string WordsOf(MachineProblem problem)
    {
        var words = string.Create(CultureInfo.InvariantCulture, $"{problem.Name}: {Output.Words.Count(problem.Machines.Length, "machine")}, {Output.Words.Count(problem.Vms.Length, "VM")}, fragment rate {FragmentRate.Of(problem).Value:F4}, at most {Output.Words.Count(problem.MigrationLimit, "migration")}");
        return problem.Notes.IsEmpty ? words : $"{words} ({string.Join("; ", problem.Notes.Take(3))})";
    }

    public override IReadOnlyList<string> Told(object answer) => [.. MigrationExplanation.OfPlan(Problem, (MigrationPlan)answer).Lines];

    protected override void Export(string extension, MigrationPlan answer, TextWriter output)
    {
        output.Write("step,wave,vm,from,from_numa,to,to_numa\n");
        var waves = MigrationWaves.Of(Problem, answer);
        var places = Problem.Vms.Select(vm => vm.Place).ToArray();
        for (var i = 0; i < answer.Steps.Length; i++)
        {
            var (vm, to) = answer.Steps[i];
            output.Write(string.Join(",", ((string[])[(i + 1).ToString(CultureInfo.InvariantCulture), waves[i].ToString(CultureInfo.InvariantCulture), Problem.Vms[vm].Name, .. Place(places[vm]), .. Place(to)]).Select(Quote)) + "\n");
            places[vm] = to;
        }
    }

    protected override Schedule ScheduleOf(MigrationPlan answer) => answer.ToSchedule(Problem, Drawn(answer));

    protected override void WriteAnswer(Utf8JsonWriter json, MigrationPlan answer) => MigrationPlanJson.Write(json, Problem, answer);

    protected override MigrationPlan Read(JsonElement answer) => MigrationPlanJson.Read(answer, Problem);

    protected override ImmutableArray<PageSection> Pictures(MigrationPlan answer) =>
    [
        PageSection.Text("What the plan does", string.Join('\n', MigrationExplanation.OfPlan(Problem, answer).Lines)) with { AboveGantt = true },
        PageSection.Svg("Before", GanttSvg.Render(MigrationPlan.Empty.ToSchedule(Problem, Drawn(answer)))) with
        {
            Note = $"A bar a NUMA node, filled with its VMs by cores; what is empty at its end is free, and whole slots of {Problem.SlotCores} cores of it can be sold. Machines that the plan touches.",
        },
    ];

    protected override PlanExplanation Explain(MigrationPlan answer, string? work) =>
        new(work, work is null ? null : Reasons(MigrationExplanation.Of(Problem, answer, work)), Reasons(MigrationExplanation.OfPlan(Problem, answer)), "what the plan does:");

    private static PlanReasons Reasons(MigrationExplanation explanation) => new(explanation.Summary, [], [.. explanation.Notes.Select(note => "  " + note)]);

    /// <summary>The machines that a picture shows: those that the plan touches, else the first.</summary>
    private int[] Drawn(MigrationPlan plan)
    {
        var touched = plan.Steps.SelectMany(step => (int[])[step.To.Machine, Problem.Vms[step.Vm].Place.Machine]).Distinct().Order().Take(MostMachinesDrawn).ToArray();
        return touched.Length > 0 ? touched : [.. Enumerable.Range(0, Math.Min(MostMachinesDrawn, Problem.Machines.Length))];
    }

    private static string Quote(string field) => field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private string[] Place(VmPlace place) => [Problem.Machines[place.Machine].Name, place.Node == VmPlace.BothNodes ? "both" : place.Node.ToString(CultureInfo.InvariantCulture)];
}
