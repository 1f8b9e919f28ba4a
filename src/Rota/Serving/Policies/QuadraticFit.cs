namespace Rota.Serving.Policies;

/// <summary>Least squares of y = a x^2 + b x + c.</summary>
internal static class QuadraticFit
{
    /// <summary>The coefficients; of lower degree when there are too few different x.</summary>
    public static (double A, double B, double C) Of(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        for (var degree = Math.Min(2, x.Distinct().Count() - 1); degree >= 0; degree--)
            if (Solve(x, y, degree + 1) is { } c) return (degree > 1 ? c[2] : 0, degree > 0 ? c[1] : 0, c[0]);
        return (0, 0, 0);
    }

    private static double[]? Solve(IReadOnlyList<double> x, IReadOnlyList<double> y, int n)
    {
        var m = new double[n, n + 1];
        for (var k = 0; k < x.Count; k++)
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++) m[i, j] += Math.Pow(x[k], i + j);
                m[i, n] += Math.Pow(x[k], i) * y[k];
            }
        for (var i = 0; i < n; i++)
        {
            var pivot = i;
            for (var r = i + 1; r < n; r++)
                if (Math.Abs(m[r, i]) > Math.Abs(m[pivot, i])) pivot = r;
            if (Math.Abs(m[pivot, i]) < 1e-12) return null;
            for (var j = 0; j <= n; j++) (m[i, j], m[pivot, j]) = (m[pivot, j], m[i, j]);
            for (var r = 0; r < n; r++)
            {
                if (r == i) continue;
                var factor = m[r, i] / m[i, i];
                for (var j = i; j <= n; j++) m[r, j] -= factor * m[i, j];
            }
        }
        return [.. Enumerable.Range(0, n).Select(i => m[i, n] / m[i, i])];
    }
}
