using Rota.Shop.Transfer.Simulation;

namespace Rota.Shop.Transfer.Policies;

/// <summary>
/// Push that goes ahead: the most upstream plate among those the robot would not wait for longer than two picks and two places take it; else it stands. Ours: the strongest simple rule we
/// know where several robots share a line; the length of the wait was chosen on random lines.
/// </summary>
public sealed class PushAhead : ITransferPolicy
{
    /// <inheritdoc/>
    public string Name => "push-ahead";

    /// <inheritdoc/>
    public int Choose(LineSimulation line)
    {
        var robot = line.Line.Robots[line.Robot];
        return RuleView.Best(
            line, move => move.Source < 0 || move.Ready - line.Now - move.Travel <= 2 * (robot.Pick[move.Source] + robot.Place[move.Target]), move => RuleView.Stage(line, move), move => RuleView.Done(line, move));
    }
}
