namespace Rota.Projects;

/// <summary>A half-open stretch of time [Start, End).</summary>
public readonly record struct Period(long Start, long End)
{
    /// <summary>End - Start.</summary>
    public long Length => End - Start;

    /// <summary>As it is printed everywhere: [start, end).</summary>
    public override string ToString() => $"[{Start}, {End})";
}
