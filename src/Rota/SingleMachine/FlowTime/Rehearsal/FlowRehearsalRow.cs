namespace Rota.SingleMachine.FlowTime.Rehearsal;

/// <summary>What one policy did on one seed's jobs; times in the file's unit.</summary>
/// <param name="Policy">Its name.</param>
/// <param name="Seed">From 1.</param>
/// <param name="Ratio">Sum of flow times over that of SRPT on totals, with as many servers: the optimum on one, a reference on more.</param>
/// <param name="LocalRatio">Largest number of jobs alive over the number under SRPT at one time.</param>
/// <param name="Mean">Mean flow time.</param>
/// <param name="P99">The flow time that 99 % of the jobs do not exceed.</param>
/// <param name="Max">The longest.</param>
/// <param name="Weighted">Weighted mean flow time; NaN when no job weighs anything.</param>
/// <param name="Preemptions">How often jobs were taken up again.</param>
public sealed record FlowRehearsalRow(
    string Policy, int Seed, double Ratio, double LocalRatio, double Mean, double P99, double Max, double Weighted, long Preemptions);
