namespace Rota.Formats;

/// <summary>How to read a file of instances. The defaults tell the format by the content and read every instance.</summary>
public record InstanceReadOptions
{
    /// <summary>Name of the format; null to tell it by the content.</summary>
    public string? FormatName { get; init; }

    /// <summary>The instance to read from a file of several; null for all.</summary>
    public string? InstanceName { get; init; }
}
