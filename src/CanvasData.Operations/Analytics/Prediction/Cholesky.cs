namespace CanvasData.Operations.Analytics;

/// <summary>Solves small systems of linear equations.</summary>
internal static class Cholesky
{
    /// <summary>Solves in place, by the lower half.</summary>
    /// <param name="matrix">Symmetric and positive definite, as penalties make it.</param>
    /// <param name="right">The right-hand side; the solution afterwards.</param>
    /// <returns><paramref name="right"/>; null when the matrix is not positive definite, or holds numbers that are none.</returns>
    public static double[]? Solve(double[,] matrix, double[] right)
    {
        var n = right.Length;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = matrix[i, j];
                for (var k = 0; k < j; k++)
                {
                    sum -= matrix[i, k] * matrix[j, k];
                }

                matrix[i, j] = i == j ? Math.Sqrt(sum) : sum / matrix[j, j];
            }
        }

        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < i; k++)
            {
                right[i] -= matrix[i, k] * right[k];
            }

            right[i] /= matrix[i, i];
        }

        for (var i = n - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < n; k++)
            {
                right[i] -= matrix[k, i] * right[k];
            }

            right[i] /= matrix[i, i];
        }

        // The root of what is not positive is no number, and spreads to the solution.
        return Array.TrueForAll(right, double.IsFinite) ? right : null;
    }
}
