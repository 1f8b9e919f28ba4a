using Rota.SingleMachine.FlowTime.Generators;

namespace Rota.Studies.SingleMachine.FlowTime;

/// <summary>The instances of the tables, and the ratios that other code measured on them when the specification was written.</summary>
internal static class FlowTimeRows
{
    /// <summary>Policies of the published columns, in order.</summary>
    public static readonly IReadOnlyList<string> Columns = ["srpt-op", "slf", "chunk-balance", "setf", "mlfq", "rr", "fifo"];

    /// <summary>The rows with published figures, then D, which has none.</summary>
    public static IReadOnlyList<FlowTimeRow> Tabled { get; } =
    [
        Row(FlowFamily.UniformTests, 50, 2, 16, 1.88, 1.88, 1.00, 1.89, 1.89, 29.8, 30.8),
        Row(FlowFamily.UniformTests, 200, 2, 16, 1.87, 1.87, 1.00, 1.92, 1.92, 25.9, 29.4),
        Row(FlowFamily.Creep, 64, 2, 64, 1.86, 1.86, 1.00, 1.92, 1.92, 50.8, 108),
        Row(FlowFamily.Creep, 64, 4, 64, 2.98, 2.98, 1.00, 3.06, 3.05, 72.4, 159),
        Row(FlowFamily.Creep, 64, 8, 64, 3.46, 3.46, 1.00, 3.55, 3.51, 69.0, 159),
        Row(FlowFamily.Creep, 64, 16, 64, 3.08, 3.08, 1.00, 3.13, 2.56, 44.3, 112),
        Row(FlowFamily.Liar, 16, 2, 16, 1.93, 1.93, 1.93, 2.86, 2.87, 28.9, 29.6),
        Row(FlowFamily.Liar, 16, 4, 16, 3.72, 1.91, 3.72, 4.61, 4.63, 48.8, 57.1),
        Row(FlowFamily.Liar, 16, 8, 16, 6.78, 1.84, 6.78, 7.53, 7.55, 49.6, 103),
        Row(FlowFamily.Liar, 16, 16, 16, 10.34, 1.64, 10.34, 10.68, 10.72, 36.8, 150),
        Row(FlowFamily.Geometric, 128, 4, 1, 20_000, 1.83, 1.83, 1.83, 1.98, 1.83, 13.3, 13.6),
        Row(FlowFamily.Random, 300, 2, 1, 1.13, 1.42, 1.29, 3.42, 3.28, 2.78, 2.48),
        Row(FlowFamily.Random, 300, 4, 1, 1.43, 2.29, 1.67, 4.02, 3.73, 3.16, 2.57),
        Row(FlowFamily.Random, 300, 8, 1, 1.58, 2.83, 1.84, 3.92, 3.57, 3.00, 2.28),
        Row(FlowFamily.Descending, 128, 4, 1),
        Row(FlowFamily.Descending, 64, 16, 1),
    ];

    /// <summary>Rows of other dimensions, on which nothing was chosen.</summary>
    public static IReadOnlyList<FlowTimeRow> HeldBack { get; } =
    [
        Row(FlowFamily.UniformTests, 50, 2, 1), Row(FlowFamily.UniformTests, 40, 2, 2), Row(FlowFamily.UniformTests, 40, 2, 5), Row(FlowFamily.UniformTests, 100, 2, 7),
        Row(FlowFamily.UniformTests, 80, 2, 100), Row(FlowFamily.UniformTests, 5, 2, 16),
        Row(FlowFamily.Creep, 48, 5, 100), Row(FlowFamily.Creep, 40, 30, 64), Row(FlowFamily.Creep, 64, 8, 61), Row(FlowFamily.Creep, 7, 8, 64), Row(FlowFamily.Creep, 96, 10, 33),
        Row(FlowFamily.Liar, 12, 5, 20), Row(FlowFamily.Liar, 5, 10, 64), Row(FlowFamily.Liar, 24, 3, 7),
        Row(FlowFamily.Geometric, 100, 6, 1), Row(FlowFamily.Geometric, 20, 8, 1), Row(FlowFamily.Geometric, 300, 2, 1),
        Row(FlowFamily.Descending, 100, 2, 1), Row(FlowFamily.Descending, 40, 40, 1),
        Row(FlowFamily.Random, 300, 1, 1), Row(FlowFamily.Random, 300, 12, 1), Row(FlowFamily.Random, 300, 16, 1), Row(FlowFamily.Random, 1000, 4, 1), Row(FlowFamily.Random, 100, 5, 1),
        Row(FlowFamily.Random, 40, 7, 1),
    ];

    /// <summary>Dimensions n, m, c of the adaptive liar.</summary>
    public static IReadOnlyList<(int Jobs, int Operations, int Size)> Adaptive { get; } = [(16, 2, 16), (16, 4, 16), (16, 8, 16), (16, 16, 16), (12, 5, 20), (5, 10, 64)];

    private static FlowTimeRow Row(FlowFamily family, int jobs, int operations, int size, params double[] published) =>
        Row(family, jobs, operations, size, 60_000, published);

    private static FlowTimeRow Row(FlowFamily family, int jobs, int operations, int size, int flood, params double[] published) =>
        new(new() { Family = family, Jobs = jobs, Operations = operations, Size = size, Flood = flood }, published);
}
