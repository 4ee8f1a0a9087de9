namespace CanvasData.Operations.DataAccess;

/// <summary>The format in which the platform writes the files of tables. The rows are the same.</summary>
public enum DataAccessFormat
{
    /// <summary>Gzip files of JSON lines. They are read line by line.</summary>
    JsonLines,

    /// <summary>Parquet files. Of each row group the columns that are read are in memory at once.</summary>
    Parquet,
}
