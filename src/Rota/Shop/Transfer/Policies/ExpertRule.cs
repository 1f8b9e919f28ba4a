using Rota.Shop.Transfer.Simulation;

namespace Rota.Shop.Transfer.Policies;

/// <summary>What somebody who knows the theory would set up: the cycle of the robot's arms where one robot serves the line (<see cref="SwapCycle"/>), push where several share it.</summary>
public sealed class ExpertRule : ITransferPolicy
{
    private readonly SwapCycle cycle = new();
    private readonly Push push = new();

    /// <inheritdoc/>
    public string Name => "expert";

    /// <inheritdoc/>
    public int Choose(LineSimulation line) => line.Robots.Length == 1 ? cycle.Choose(line) : push.Choose(line);
}
