namespace Rota.Shop.Transfer.Simulation;

/// <summary>What a robot is doing.</summary>
public enum RobotPhase
{
    /// <summary>Nothing; on its arm there may be a plate.</summary>
    Idle,

    /// <summary>Going to the plate it will take.</summary>
    ToSource,

    /// <summary>Standing in front of a plate that is not done.</summary>
    AwaitSource,

    /// <summary>Taking a plate.</summary>
    Picking,

    /// <summary>Carrying a plate to its target.</summary>
    ToTarget,

    /// <summary>Standing in front of a target that cannot be used yet.</summary>
    AwaitTarget,

    /// <summary>Putting a plate down.</summary>
    Placing,

    /// <summary>Taking the finished plate out and putting the fresh one in.</summary>
    Swapping,

    /// <summary>Getting out of another robot's way.</summary>
    Retreating,
}
