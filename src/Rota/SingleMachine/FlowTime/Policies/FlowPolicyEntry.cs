namespace Rota.SingleMachine.FlowTime.Policies;

/// <summary>A policy of the catalog: an object of it serves one run, so the catalog makes them.</summary>
/// <param name="Name">The name the command line takes.</param>
/// <param name="Source">What it is, and whose: the paper's, another source's, or ours.</param>
/// <param name="Create">A fresh object.</param>
public sealed record FlowPolicyEntry(string Name, string Source, Func<FlowPolicy> Create);
