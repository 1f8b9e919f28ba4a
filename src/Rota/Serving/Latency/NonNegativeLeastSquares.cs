namespace Rota.Serving.Latency;

/// <summary>
/// Least squares with coefficients of at least 0 for a handful of columns: the best of all subsets whose ordinary solution is not negative, which is the
/// optimum, because the free coefficients of the optimum solve their own ordinary problem.
/// </summary>
internal sealed class NonNegativeLeastSquares
{
    private readonly double[][] rows;
    private readonly double[] target;
    private readonly int columns;
    private readonly double[,] products;
    private readonly double[] targets;
    private readonly double[] norms;
    private readonly double square;

    /// <summary>The normal equations of rows and a target. The rows are kept and changed by <see cref="ReplaceFirst"/>.</summary>
    public NonNegativeLeastSquares(double[][] rows, double[] target)
    {
        (this.rows, this.target) = (rows, target);
        columns = rows[0].Length;
        (products, targets, norms) = (new double[columns, columns], new double[columns], new double[columns]);
        for (var r = 0; r < rows.Length; r++) square += target[r] * target[r];
        for (var c = 0; c < columns; c++) Sum(c);
    }

    /// <summary>Puts other values in the place of the first column.</summary>
    public void ReplaceFirst(ReadOnlySpan<double> column)
    {
        for (var r = 0; r < rows.Length; r++) rows[r][0] = column[r];
        Sum(0);
    }

    /// <summary>The coefficients and the sum of squared residuals.</summary>
    public (double[] Coefficients, double SumOfSquares) Solve()
    {
        var (best, least) = (new double[columns], square);
        for (var subset = 1; subset < 1 << columns; subset++)
        {
            if (SolveSubset(subset, targets) is not { } solution || Array.Exists(solution, x => x < 0)) continue;
            var left = square;
            for (var c = 0; c < columns; c++) left -= solution[c] * targets[c];
            if (left < least) (best, least) = (solution, left);
        }
        return (best, Math.Max(0, least));
    }

    /// <summary>The share of a column that the others do not explain, 0 to 1: near 0 its coefficient cannot be told from theirs.</summary>
    public double OwnShare(int column)
    {
        var others = ((1 << columns) - 1) & ~(1 << column);
        if (norms[column] == 0) return 0;
        var right = new double[columns];
        for (var c = 0; c < columns; c++) right[c] = products[c, column];
        if (others == 0) return 1;
        if (SolveSubset(others, right) is not { } solution) return 0;
        var left = products[column, column];
        for (var c = 0; c < columns; c++) left -= solution[c] * right[c];
        return Math.Sqrt(Math.Max(0, left)) / norms[column];
    }

    /// <summary>Standard error of a coefficient for a residual variance.</summary>
    public double StandardError(int column, double variance)
    {
        var own = OwnShare(column);
        return own > 0 ? Math.Sqrt(variance) / (own * norms[column]) : double.PositiveInfinity;
    }

    private void Sum(int column)
    {
        targets[column] = 0;
        for (var k = 0; k < columns; k++) products[column, k] = 0;
        for (var r = 0; r < rows.Length; r++)
        {
            var row = rows[r];
            targets[column] += row[column] * target[r];
            for (var k = 0; k < columns; k++) products[column, k] += row[column] * row[k];
        }
        for (var k = 0; k < columns; k++) products[k, column] = products[column, k];
        norms[column] = Math.Sqrt(products[column, column]);
    }

    /// <summary>Cholesky over the columns of a subset, scaled to unit length; null when they depend on one another.</summary>
    private double[]? SolveSubset(int subset, double[] right)
    {
        Span<int> at = stackalloc int[columns];
        var size = 0;
        for (var c = 0; c < columns; c++)
            if ((subset >> c & 1) == 1) at[size++] = c;
        Span<double> lower = stackalloc double[size * size];
        Span<double> x = stackalloc double[size];
        for (var i = 0; i < size; i++)
        {
            if (norms[at[i]] == 0) return null;
            for (var k = 0; k <= i; k++)
            {
                var sum = products[at[i], at[k]] / (norms[at[i]] * norms[at[k]]);
                for (var m = 0; m < k; m++) sum -= lower[(i * size) + m] * lower[(k * size) + m];
                if (i == k && sum < 1e-12) return null;
                lower[(i * size) + k] = i == k ? Math.Sqrt(sum) : sum / lower[(k * size) + k];
            }
            x[i] = right[at[i]] / norms[at[i]];
            for (var m = 0; m < i; m++) x[i] -= lower[(i * size) + m] * x[m];
            x[i] /= lower[(i * size) + i];
        }
        for (var i = size - 1; i >= 0; i--)
        {
            for (var m = i + 1; m < size; m++) x[i] -= lower[(m * size) + i] * x[m];
            x[i] /= lower[(i * size) + i];
        }
        var solution = new double[columns];
        for (var i = 0; i < size; i++) solution[at[i]] = x[i] / norms[at[i]];
        return solution;
    }
}
