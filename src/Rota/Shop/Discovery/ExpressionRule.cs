using Rota.Shop.Policies;
using Rota.Tuning.Expressions;

namespace Rota.Shop.Discovery;

/// <summary>A priority rule written as an expression over <see cref="Features"/>. For one thread.</summary>
public sealed class ExpressionRule : PriorityRule
{
    private const int P = 0, Work = 1, Operations = 2, Done = 3, Wait = 4, PMean = 5, T = 6;

    private readonly PriorityProgram program;
    private readonly PriorityLanes lanes;

    /// <summary>A rule from a program over <see cref="Features"/>.</summary>
    public ExpressionRule(PriorityProgram program)
    {
        this.program = program;
        lanes = new(program, 1, 1);
    }

    /// <summary>What the expression may look at.</summary>
    public static FeatureSet Features { get; } = new(
        new Feature("p", "duration of the operation on this machine"),
        new Feature("work", "work remaining in its job, this operation included"),
        new Feature("ops", "operations remaining in its job, this one included"),
        new Feature("done", "work of its job that is done"),
        new Feature("wait", "how long it has waited at this machine"),
        new Feature("pmean", "mean duration of all operations of the shop", Shared: true),
        new Feature("t", "the present time", Shared: true));

    /// <inheritdoc/>
    public override string Name => "EXPRESSION";

    /// <inheritdoc/>
    public override string Description => program.Expression.ToText(Features);

    /// <inheritdoc/>
    public override bool ChangesWithTime => program.Uses(T) || program.Uses(Wait);

    /// <inheritdoc/>
    public override double Rank(in WaitingOperation waiting)
    {
        lanes.Feature(P)[0] = waiting.Duration;
        lanes.Feature(Work)[0] = waiting.RemainingWork;
        lanes.Feature(Operations)[0] = waiting.RemainingOperations;
        lanes.Feature(Done)[0] = waiting.WorkDone;
        lanes.Feature(Wait)[0] = waiting.Now - waiting.Arrival;
        lanes.Feature(PMean)[0] = waiting.MeanDuration;
        lanes.Feature(T)[0] = waiting.Now;
        return lanes.Compute(1)[0];
    }
}
