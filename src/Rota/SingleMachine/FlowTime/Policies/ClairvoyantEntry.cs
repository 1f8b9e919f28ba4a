namespace Rota.SingleMachine.FlowTime.Policies;

/// <summary>A policy that is given knowledge no host has, for comparison.</summary>
/// <param name="Name">The name the command line takes.</param>
/// <param name="Source">What it is.</param>
/// <param name="Create">A fresh object that knows the jobs to come.</param>
public sealed record ClairvoyantEntry(string Name, string Source, Func<FlowProblem, FlowPolicy> Create);
