using Rota.Formats;

namespace Rota.SingleMachine.Formats;

/// <summary>How to read a file of tardiness problems. The defaults tell the format by the content and read every instance.</summary>
public sealed record TardinessReadOptions : InstanceReadOptions
{
    /// <summary>Everything told by the content.</summary>
    public static TardinessReadOptions Default { get; } = new();

    /// <summary>Jobs of an instance in OR-Library's files, which do not say so, at least 1; null to tell it by the number of numbers where that leaves no doubt.</summary>
    public int? JobCount { get; init; }
}
