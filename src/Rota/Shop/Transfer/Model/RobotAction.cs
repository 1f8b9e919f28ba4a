namespace Rota.Shop.Transfer;

/// <summary>What a robot did for a while.</summary>
public enum RobotAction
{
    /// <summary>Moved without a plate for the task.</summary>
    Move,

    /// <summary>Stood in front of a station.</summary>
    Wait,

    /// <summary>Took a plate.</summary>
    Pick,

    /// <summary>Carried a plate.</summary>
    Carry,

    /// <summary>Put a plate down.</summary>
    Place,

    /// <summary>Took one plate out and put another in.</summary>
    Swap,

    /// <summary>Got out of another's way.</summary>
    Retreat,
}
