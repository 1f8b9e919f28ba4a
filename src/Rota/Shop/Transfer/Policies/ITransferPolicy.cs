using Rota.Shop.Transfer.Simulation;

namespace Rota.Shop.Transfer.Policies;

/// <summary>Decides where a robot goes next. It sees the line through <see cref="LineSimulation"/>'s public side, where what is not yet known does not show.</summary>
public interface ITransferPolicy
{
    /// <summary>The name in tables and at the command line.</summary>
    string Name { get; }

    /// <summary>Index of one of <see cref="LineSimulation.Candidates"/>; -1 to stand until something happens.</summary>
    int Choose(LineSimulation line);
}
