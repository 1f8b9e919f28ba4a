using Rota.Formats;

namespace Rota.Projects.Formats;

/// <summary>How to read a project file. The defaults tell the format by the content and read every instance.</summary>
public sealed record ProjectReadOptions : InstanceReadOptions
{
    /// <summary>Everything told by the content.</summary>
    public static ProjectReadOptions Default { get; } = new();
}
