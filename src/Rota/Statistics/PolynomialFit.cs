namespace Rota.Statistics;

/// <summary>A polynomial through points, by least squares. Arguments are scaled to [-1, 1] inside, so that high powers of large numbers do no harm.</summary>
public sealed class PolynomialFit
{
    private readonly double[] coefficients;
    private readonly double centre;
    private readonly double scale;

    private PolynomialFit(double[] coefficients, double centre, double scale) => (this.coefficients, this.centre, this.scale) = (coefficients, centre, scale);

    /// <summary>Fits a polynomial of a degree.</summary>
    /// <param name="x">Arguments, with at least degree + 1 distinct ones.</param>
    /// <param name="y">Values, as many.</param>
    /// <param name="degree">At least 0.</param>
    /// <exception cref="ArgumentException">Too few distinct arguments, other than as many values, or a number that is not finite.</exception>
    public static PolynomialFit Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int degree)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(degree);
        if (x.Length != y.Length) throw new ArgumentException($"{x.Length} arguments and {y.Length} values", nameof(y));
        var distinct = new HashSet<double>();
        for (var i = 0; i < x.Length; i++)
        {
            if (!double.IsFinite(x[i]) || !double.IsFinite(y[i])) throw new ArgumentException($"point {i} is ({x[i]}, {y[i]}), expected finite numbers", nameof(x));
            distinct.Add(x[i]);
        }
        if (distinct.Count <= degree) throw new ArgumentException($"{distinct.Count} distinct arguments, expected at least {degree + 1} for degree {degree}", nameof(x));
        var (low, high) = (distinct.Min(), distinct.Max());
        var (centre, scale) = ((low + high) / 2, high > low ? (high - low) / 2 : 1);
        return new(Solve(x, y, degree + 1, centre, scale), centre, scale);
    }

    /// <summary>The value at an argument.</summary>
    public double At(double x)
    {
        var t = (x - centre) / scale;
        var value = 0.0;
        for (var i = coefficients.Length - 1; i >= 0; i--) value = (value * t) + coefficients[i];
        return value;
    }

    /// <summary>Triangulates the Vandermonde matrix by Householder reflections, then substitutes backwards.</summary>
    private static double[] Solve(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int columns, double centre, double scale)
    {
        var rows = x.Length;
        var matrix = new double[rows, columns + 1];
        for (var row = 0; row < rows; row++)
        {
            var (t, power) = ((x[row] - centre) / scale, 1.0);
            for (var column = 0; column < columns; column++, power *= t) matrix[row, column] = power;
            matrix[row, columns] = y[row];
        }
        for (var column = 0; column < columns; column++) Reflect(matrix, column, rows, columns);
        var result = new double[columns];
        for (var column = columns - 1; column >= 0; column--)
        {
            var sum = matrix[column, columns];
            for (var other = column + 1; other < columns; other++) sum -= matrix[column, other] * result[other];
            result[column] = sum / matrix[column, column];
        }
        return result;
    }

    private static void Reflect(double[,] matrix, int column, int rows, int columns)
    {
        var norm = 0.0;
        for (var row = column; row < rows; row++) norm += matrix[row, column] * matrix[row, column];
        norm = Math.Sqrt(norm);
        var lead = matrix[column, column] > 0 ? -norm : norm;
        var reflector = new double[rows];
        for (var row = column; row < rows; row++) reflector[row] = matrix[row, column];
        reflector[column] -= lead;
        var length = 0.0;
        for (var row = column; row < rows; row++) length += reflector[row] * reflector[row];
        if (length == 0) return;
        for (var other = column; other <= columns; other++)
        {
            var product = 0.0;
            for (var row = column; row < rows; row++) product += reflector[row] * matrix[row, other];
            product *= 2 / length;
            for (var row = column; row < rows; row++) matrix[row, other] -= product * reflector[row];
        }
    }
}
