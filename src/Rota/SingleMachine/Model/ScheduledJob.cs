namespace Rota.SingleMachine;

/// <summary>A job in its place: [Start, End), and how late it ends.</summary>
/// <param name="Job">Number of the job.</param>
/// <param name="Start">Start.</param>
/// <param name="End">Completion.</param>
/// <param name="Tardiness">max(0, End - due), unweighted.</param>
public readonly record struct ScheduledJob(int Job, long Start, long End, long Tardiness);
