namespace Rota.Cli.Output;

/// <summary>A solver's line in a contest; means are over its answers, null when it has none.</summary>
/// <param name="Solver">Its name.</param>
/// <param name="Runs">How many runs it had.</param>
/// <param name="Answers">How many ended with a schedule.</param>
/// <param name="Proofs">How many ended with a proof that it is best.</param>
/// <param name="MeanObjective">Mean objective, in the instance's unit.</param>
/// <param name="MeanGap">Mean share above the reference.</param>
/// <param name="MeanBound">Mean proved lower bound, where one was proved.</param>
/// <param name="MeanLastImprovement">Mean time of the last better schedule, seconds.</param>
internal sealed record ContestRow(
    string Solver, int Runs, int Answers, int Proofs, double? MeanObjective, double? MeanGap, double? MeanBound, double? MeanLastImprovement);
