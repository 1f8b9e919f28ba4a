using System.Collections.Immutable;
using Rota.Learning.Files;

namespace Rota.Torch.Training;

/// <summary>What a training run left.</summary>
/// <param name="Updates">Updates done, earlier runs included.</param>
/// <param name="IsComplete">True when all planned updates are done.</param>
/// <param name="Decisions">Decisions learnt from.</param>
/// <param name="BestCost">Lowest mean cost on the validation cases.</param>
/// <param name="Curve">The learning curve.</param>
/// <param name="Policy">The best policy's file.</param>
public sealed record TrainingResult(int Updates, bool IsComplete, long Decisions, double BestCost, ImmutableArray<CurvePoint> Curve, string Policy);
