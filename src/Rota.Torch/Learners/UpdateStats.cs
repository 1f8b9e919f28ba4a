using Rota.Torch.Training;

namespace Rota.Torch.Learners;

/// <summary>What an update did.</summary>
/// <param name="Decisions">Decisions collected.</param>
/// <param name="Episodes">Episodes that ended among them.</param>
/// <param name="MeanCost">Their mean cost; NaN without one.</param>
/// <param name="ExplainedVariance">How much of the returns the critic foresaw: 1 is all; NaN without a critic.</param>
/// <param name="Rate">The learning rate.</param>
/// <param name="Steps">The gradient steps.</param>
public readonly record struct UpdateStats(long Decisions, int Episodes, double MeanCost, double ExplainedVariance, double Rate, StepStats Steps);
