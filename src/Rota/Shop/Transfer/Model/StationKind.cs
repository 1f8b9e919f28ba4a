namespace Rota.Shop.Transfer;

/// <summary>What a station is; the dynamics only ask whether plates come from it, go to it, or stay in it.</summary>
public enum StationKind
{
    /// <summary>Works on plates.</summary>
    Process,

    /// <summary>Where plates enter the line.</summary>
    Input,

    /// <summary>Where plates leave the line; takes any number.</summary>
    Output,

    /// <summary>Keeps plates: a buffer, a stocker's slots.</summary>
    Buffer,

    /// <summary>Turns or aligns plates.</summary>
    Aligner,

    /// <summary>Measures plates.</summary>
    Inspection,
}
