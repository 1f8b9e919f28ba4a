namespace Rota.Cluster.Sharing.Policies;

/// <summary>A policy by name.</summary>
/// <param name="Name">What the command line takes.</param>
/// <param name="Description">One line.</param>
/// <param name="Create">A fresh one, for one run.</param>
public sealed record SharingPolicyEntry(string Name, string Description, Func<SharingPolicy> Create);
