using Rota.Tuning.Expressions;

namespace Rota.Tuning.Discovery;

/// <summary>Measures expressions: first on the screening instances, and only those that are near enough to the seed on the whole training set.</summary>
internal sealed class CandidateEvaluator
{
    private readonly IDiscoveryTask task;
    private readonly double tolerance;
    private double? ceiling;

    public CandidateEvaluator(IDiscoveryTask task, double tolerance)
    {
        this.task = task;
        this.tolerance = tolerance;
    }

    /// <summary>Mean cost on the training set; infinity when the screening threw it out. The first expression, the seed, is never thrown out.</summary>
    public double Measure(PriorityExpression expression, PriorityExpression seed)
    {
        ceiling ??= Mean(new PriorityProgram(seed, task.Features), DiscoveryStage.Screening) * (1 + tolerance);
        var program = new PriorityProgram(expression, task.Features);
        if (Mean(program, DiscoveryStage.Screening) > ceiling && !expression.Equals(seed)) return double.PositiveInfinity;
        return Mean(program, DiscoveryStage.Training);
    }

    private double Mean(PriorityProgram program, DiscoveryStage stage) =>
        task.Measure(program, stage).Average();
}
