namespace Rota.Projects.Solvers.Flat;

/// <summary>
/// How many individuals suit the time there is. A population of 100 is one family after some thousand children and finds nothing more, one of thousands gets there later and lower;
/// on j120 instances that no figure is reported of, 200 to 400 served best for 20,000 children, and 1,000 for 400,000 (4,500 was worse than 100): the root of what can be made.
/// </summary>
internal static class IslandSize
{
    /// <summary>Fewest individuals; the pace is measured anew after as many.</summary>
    public const int Least = 40;

    /// <summary>Most individuals.</summary>
    public const int Most = 20_000;

    /// <summary>The size for so many children.</summary>
    public static int Of(double children) => (int)Math.Clamp(1.6 * Math.Sqrt(children), Least, Most);
}
