using Rota.Formats;

namespace Rota.Shop.Formats;

/// <summary>How to read a shop file. The defaults tell the format by the content and read every instance.</summary>
public sealed record ShopReadOptions : InstanceReadOptions
{
    /// <summary>Everything told by the content.</summary>
    public static ShopReadOptions Default { get; } = new();

    /// <summary>True to accept, in formats where every job visits every machine once, jobs with fewer or more operations and machines that come again.</summary>
    public bool AllowReentrant { get; init; }

    /// <summary>Number of the first machine in the file, 0 or 1; null for what the format says.</summary>
    public int? FirstMachine { get; init; }
}
