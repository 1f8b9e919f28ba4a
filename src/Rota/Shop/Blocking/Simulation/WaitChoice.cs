namespace Rota.Shop.Blocking.Simulation;

/// <summary>When a machine may be left empty although a job wants it.</summary>
public enum WaitChoice
{
    /// <summary>Never: machines are loaded whenever that is possible.</summary>
    Never,

    /// <summary>When a job from outside could enter it: that job may be kept outside until something happens.</summary>
    BeforeEntry,
}
