using System.Collections.Immutable;

namespace Rota.Projects.ConstraintBench;

/// <summary>A project to be planned, with a solution that the planner does not see.</summary>
/// <param name="Problem">The project.</param>
/// <param name="Witness">Starts of a feasible schedule.</param>
/// <param name="Base">Number of the base project; all levels and families of one share tasks, durations and resources.</param>
/// <param name="Level">Number of precedence constraints.</param>
/// <param name="Families">What is laid on top.</param>
/// <param name="MeanSlack">Mean slack of the windows, both sides together; 0 without windows. With none the witness is the only answer.</param>
public sealed record BenchInstance(ProjectProblem Problem, ImmutableArray<long> Witness, int Base, int Level, BenchFamilies Families, double MeanSlack);
