namespace Rota.Serving.Engine;

/// <summary>What an admission rule says of a waiting request.</summary>
public enum AdmissionVerdict
{
    /// <summary>It may enter if its blocks are there.</summary>
    Admit,

    /// <summary>It waits, and so do those behind it.</summary>
    Stop,

    /// <summary>It waits, those behind it are looked at.</summary>
    Skip,

    /// <summary>It is given up.</summary>
    Abort,
}
