namespace Rota.Cli.Planning;

/// <summary>How the user wants instance files read; everything may be left to the content.</summary>
internal sealed record PlanReading
{
    public static PlanReading Usual { get; } = new();

    /// <summary>Name of the format.</summary>
    public string? Format { get; init; }

    /// <summary>The one instance of a file of several.</summary>
    public string? Instance { get; init; }

    /// <summary>Number of the first machine, 0 or 1; for shops.</summary>
    public int? FirstMachine { get; init; }
}
