using System.Collections.Immutable;
using Rota.Rendering;
using Rota.SingleMachine.FlowTime;
using Rota.SingleMachine.FlowTime.Generators;
using Rota.SingleMachine.FlowTime.Rehearsal;
using Rota.SingleMachine.FlowTime.Simulation;

namespace Rota.Studies.SingleMachine.FlowTime;

/// <summary>Jobs alive over time under the rules and the optimum: what a flood freezes.</summary>
internal static class FlowTimePictures
{
    private static readonly string[] Policies = ["srpt-op", "slf", "chunk-balance", "progress-first", "hindsight"];

    public static ImmutableArray<StudyPicture> All() =>
    [
        Picture("flow-time-creep", "Creep A(64,8,64): jobs alive", FlowFamilies.Create(new() { Family = FlowFamily.Creep, Operations = 8, Flood = 6_000 })),
        Picture("flow-time-liar", "Liar B(16,8,16): jobs alive", FlowFamilies.Create(new() { Family = FlowFamily.Liar, Jobs = 16, Operations = 8, Size = 16, Flood = 600 })),
        Picture("flow-time-random", "Random R(8): jobs alive", FlowFamilies.Create(new() { Family = FlowFamily.Random, Jobs = 300, Operations = 8 })),
    ];

    private static StudyPicture Picture(string name, string title, FlowProblem problem)
    {
        var alive = Policies.Select(policy => (Name: policy, FlowSimulation.Run(problem, FlowTimeRehearsal.Maker(policy).Create(problem)).Alive))
            .Append((Name: "optimum", FlowOptimum.Of(problem).Alive));
        // Curves that coincide would hide one another: they are drawn once, under all their names.
        var series = alive.GroupBy(pair => string.Join(',', pair.Alive.Times.Zip(pair.Alive.Counts)))
            .Select(group => Series(string.Join(" = ", group.Select(pair => pair.Name)), group.First().Alive));
        return new(name, new LineChart(title, "time", "jobs alive", [.. series]).ToSvg());
    }

    /// <summary>Where the number changes; a flood that changes nothing needs no points.</summary>
    private static LineSeries Series(string name, AliveSeries alive)
    {
        var points = new List<ChartPoint> { new(0, 0) };
        for (var i = 0; i < alive.Times.Length; i++)
            if (i == alive.Times.Length - 1 || alive.Counts[i] != points[^1].Y) points.Add(new(alive.Times[i], alive.Counts[i]));
        return new(name, [.. points]);
    }
}
