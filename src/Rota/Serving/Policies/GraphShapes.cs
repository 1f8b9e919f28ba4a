using System.Collections.Immutable;

namespace Rota.Serving.Policies;

/// <summary>The grid of captured graphs: every batch size with every length a sequence.</summary>
/// <param name="Lengths">Tokens a sequence, increasing.</param>
/// <param name="Batches">Sequences, increasing.</param>
public sealed record GraphShapes(ImmutableArray<int> Lengths, ImmutableArray<int> Batches)
{
    /// <summary>The grid of the LAPS paper: 6 lengths and 7 batch sizes.</summary>
    public static GraphShapes Paper { get; } = new([8, 16, 32, 64, 128, 256], [1, 2, 4, 8, 16, 32, 64]);

    /// <summary>The grid of LAPS' code: 5 lengths and 4 batch sizes.</summary>
    public static GraphShapes Code { get; } = new([16, 32, 64, 128, 256], [1, 2, 4, 8]);

    /// <summary>Number of graphs.</summary>
    public int Count => Lengths.Length * Batches.Length;

    /// <summary>The largest batch.</summary>
    public int MaxBatch => Batches[^1];

    /// <summary>The smallest shape that covers so many requests of at most so many tokens; false when none does.</summary>
    public bool TryCover(int requests, int tokens, out int batch, out int length)
    {
        (batch, length) = (Least(Batches, requests), Least(Lengths, tokens));
        return batch > 0 && length > 0;
    }

    /// <summary>The length of the smallest graph for a prompt; 0 when it is too long for all of them.</summary>
    public int LengthFor(int tokens) => Least(Lengths, tokens);

    /// <summary>Checks the grid.</summary>
    /// <exception cref="RotaException">Empty, unsorted, or below 1.</exception>
    public GraphShapes Checked()
    {
        Check(Lengths, "lengths");
        Check(Batches, "batch sizes");
        return this;
    }

    /// <summary>Equal grids are equal values.</summary>
    public bool Equals(GraphShapes? other) => other is not null && Lengths.SequenceEqual(other.Lengths) && Batches.SequenceEqual(other.Batches);

    /// <inheritdoc/>
    public override int GetHashCode() => Lengths.Concat(Batches).Aggregate(17, HashCode.Combine);

    private static int Least(ImmutableArray<int> sizes, int atLeast)
    {
        foreach (var size in sizes)
            if (size >= atLeast) return size;
        return 0;
    }

    private static void Check(ImmutableArray<int> sizes, string what)
    {
        if (sizes.IsDefaultOrEmpty) throw new RotaException($"graph {what} are empty, expected at least one");
        if (sizes[0] < 1) throw new RotaException($"graph {what} begin with {sizes[0]}, expected at least 1");
        for (var i = 1; i < sizes.Length; i++)
            if (sizes[i] <= sizes[i - 1]) throw new RotaException($"graph {what} {sizes[i - 1]}, {sizes[i]} do not increase");
    }
}
