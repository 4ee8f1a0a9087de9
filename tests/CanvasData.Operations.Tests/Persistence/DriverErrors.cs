using System.Data.Common;

namespace CanvasData.Operations.Tests.Persistence;

/// <summary>Exceptions of drivers that this test run has no server for, with the name and the property that the drivers give them.</summary>
internal static class DriverErrors
{
    public sealed class SqlException(int number) : DbException($"error {number}")
    {
        public int Number { get; } = number;
    }

    public sealed class MySqlException(int number) : DbException($"error {number}")
    {
        public int Number { get; } = number;
    }
}
