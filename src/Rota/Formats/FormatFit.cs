namespace Rota.Formats;

/// <summary>How well a text fits a format.</summary>
public enum FormatFit
{
    /// <summary>Not this format.</summary>
    None,

    /// <summary>It has the shape of this format, yet something in it is wrong or was not looked at.</summary>
    Shape,

    /// <summary>Every line of it is of this format.</summary>
    Whole,
}
