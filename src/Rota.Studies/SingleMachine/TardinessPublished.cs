using System.Collections.Immutable;

namespace Rota.Studies.SingleMachine;

/// <summary>
/// The article's table 2 (mean gap to the optimum in percent, over instances whose optimum is above 0), and the column of 500 jobs as it is once every instance
/// is held against its own optimum. Null where the article has no figure.
/// </summary>
public static class TardinessPublished
{
    /// <summary>Columns of <see cref="Gaps"/>.</summary>
    public static ImmutableArray<string> Columns { get; } = ["20-uniform", "20-normal", "100", "200", "500"];

    /// <summary>The article's figures by rule.</summary>
    public static ImmutableArray<(string Rule, double?[] Gaps)> Gaps { get; } =
    [
        ("edd", [46.61, 31.94, 59.57, 62.98, 127.50]),
        ("eddc", [12.83, 11.30, 28.12, 52.02, 271.75]),
        ("mdd", [1.86, 2.51, 1.81, 2.07, 48.75]),
        ("mddc", [1.70, 1.71, 1.52, 2.00, 48.40]),
        ("psk", [1.77, 2.41, 1.79, 1.99, 48.74]),
        ("panneerselvam", [411.49, 366.68, 3433.60, null, null]),
        ("augmented-mdd", [1.21, null, 1.27, 1.53, 48.15]),
        ("augmented-mddc", [0.79, null, 1.08, 1.44, 47.70]),
    ];

    /// <summary>The article's column of 500 jobs, corrected: recomputed when the wrong pairing was found.</summary>
    public static ImmutableArray<(string Rule, double Gap)> Corrected { get; } =
    [
        ("edd", 64.84), ("eddc", 31.95), ("eddc-printed", 63.41), ("mdd", 1.87), ("mddc", 1.82), ("psk", 1.86), ("augmented-mdd", 1.36), ("augmented-mddc", 1.29),
    ];

    /// <summary>Seconds of the article's dynamic program (Python) on 20 jobs, the mean over classes.</summary>
    public const double SubsetSeconds = 8.0;

    /// <summary>Mean seconds of Branch and Memorize in the article's setup, 500 jobs.</summary>
    public const double BranchAndMemorizeSeconds = 1.129;

    /// <summary>The same, 200 jobs.</summary>
    public const double BranchAndMemorizeSeconds200 = 0.0204;

    /// <summary>Seconds of the article's mixed-integer program (Gurobi) on 20 jobs of class (0.4, 0.4).</summary>
    public const double IntegerProgramSeconds = 1235.8;
}
