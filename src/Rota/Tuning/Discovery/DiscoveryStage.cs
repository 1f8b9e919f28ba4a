namespace Rota.Tuning.Discovery;

/// <summary>How far a candidate has come.</summary>
public enum DiscoveryStage
{
    /// <summary>A small part of the training set: throws out what is hopeless.</summary>
    Screening,

    /// <summary>The whole training set: ranks.</summary>
    Training,

    /// <summary>Instances that no candidate was chosen on: reports, at the end, once.</summary>
    Validation,
}
