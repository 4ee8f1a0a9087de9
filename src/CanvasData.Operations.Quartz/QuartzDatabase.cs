namespace CanvasData.Operations.Quartz;

/// <summary>The databases that can hold the job store of a cluster.</summary>
public enum QuartzDatabase
{
    /// <summary>The database is PostgreSQL; the host references Npgsql.</summary>
    PostgreSql,

    /// <summary>The database is SQL Server; the host references Microsoft.Data.SqlClient.</summary>
    SqlServer,
}
