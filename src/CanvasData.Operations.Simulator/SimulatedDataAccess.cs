using System.Text.Json.Nodes;

namespace CanvasData.Operations.Simulator;

/// <summary>A failure of the simulated Data Access Platform.</summary>
public enum DataAccessFault
{
    /// <summary>The answer is 429 with a time to wait.</summary>
    Throttled,

    /// <summary>The answer is 500 with a ProcessingError.</summary>
    Unavailable,

    /// <summary>The answer is 403 with AccountUnderMaintenance.</summary>
    Maintenance,

    /// <summary>The answer is 401, as for an expired token.</summary>
    TokenExpired,

    /// <summary>A job ends as failed, and the poll answers 200.</summary>
    JobFailed,

    /// <summary>A job is gone at its next poll: 404.</summary>
    JobExpired,

    /// <summary>The address of a file has expired: 403.</summary>
    AddressExpired,

    /// <summary>The connection breaks in the middle of a file.</summary>
    FileCut,

    /// <summary>A file is shorter than it was, and the server calls it whole.</summary>
    FileShort,

    /// <summary>A request for changes is refused, because the table was loaded again: SnapshotRequiredError.</summary>
    SnapshotRequired,
}

/// <summary>
/// The Data Access Platform of the simulated school (Canvas Data 2), on the same address as its API: tokens, tables, schemas, jobs, and files
/// of gzip JSON lines or of Parquet.
/// </summary>
public sealed class SimulatedDataAccess
{
    private readonly DataAccess.Lake lake;
    private readonly List<(DataAccessFault Fault, string? Table)> faults = [];

    internal SimulatedDataAccess(DataAccess.Lake lake) => this.lake = lake;

    /// <summary>The client id that it accepts.</summary>
    public string ClientId { get; } = "simulator-client";

    /// <summary>The client secret that it accepts.</summary>
    public string ClientSecret { get; } = "simulator-secret";

    /// <summary>The tables that it offers.</summary>
    public IReadOnlyList<string> Tables { get; } = [.. DataAccess.Lake.Tables.Select(table => table.Name)];

    /// <summary>The jobs that were started so far; an answer with an older equal job starts none.</summary>
    public int StartedJobs { get; internal set; }

    /// <summary>Whether a request equal to that of a living job gets that job. Default true, as the platform does.</summary>
    public bool ReusesJobs { get; set; } = true;

    /// <summary>The polls of a job that answer "running" before it may be done. Default 1; 0 or more.</summary>
    public int PollsBeforeDone { get; set; } = 1;

    /// <summary>The most records of a file. Default 200,000; 1 or more.</summary>
    public int RecordsPerFile { get; set; } = 200_000;

    /// <summary>Whether incrementals hold records twice, and old versions after new ones. Set it before the first job. Default false.</summary>
    public bool RepeatsRecords { get; set; }

    /// <summary>The oldest moment since which changes are given; null for any. A request for older ones is an OutOfRangeError.</summary>
    public DateTimeOffset? OldestSince { get; set; }

    /// <summary>Whether an OutOfRangeError says up to which moment changes may be asked for. Default true.</summary>
    public bool GivesUpperBounds { get; set; } = true;

    /// <summary>Makes requests fail.</summary>
    /// <param name="fault">The failure.</param>
    /// <param name="times">How many of the next requests that it fits.</param>
    /// <param name="table">The table that it is about; null for any.</param>
    public void Strike(DataAccessFault fault, int times = 1, string? table = null)
    {
        lock (faults)
        {
            faults.AddRange(Enumerable.Repeat((fault, table), times));
        }
    }

    /// <summary>Adds a text column to a table, with the same value in every record.</summary>
    /// <param name="table">The table.</param>
    /// <param name="column">The name of the column.</param>
    public void AddColumn(string table, string column) => Change(table, shape => shape.Added[column] = "new");

    /// <summary>Removes a column from a table.</summary>
    /// <inheritdoc cref="AddColumn" path="/param"/>
    public void RemoveColumn(string table, string column) => Change(table, shape => shape.Removed.Add(column));

    /// <summary>Makes a column of ids one of texts.</summary>
    /// <inheritdoc cref="AddColumn" path="/param"/>
    public void TurnIntoText(string table, string column) => Change(table, shape => shape.AsText.Add(column));

    /// <summary>Changes the records of a table, as if Canvas held other values. Records that come out otherwise than before are new.</summary>
    /// <param name="table">The table.</param>
    /// <param name="change">Takes the key and the values of a record, and gives its values; null leaves the record out. Null for no change.</param>
    public void Rewrite(string table, Func<long, JsonObject, JsonObject?>? change) => Change(table, shape => shape.Rewrite = change);

    /// <summary>Changes the lines of a table as they are written into files, without another moment for their records.</summary>
    /// <param name="table">The table.</param>
    /// <param name="change">Takes a line and gives another one. Null for no change.</param>
    public void RewriteLines(string table, Func<string, string>? change) => Change(table, shape => shape.RewriteLine = change);

    /// <summary>Takes a fault that strikes now; null for none.</summary>
    internal DataAccessFault? Take(string? table, params ReadOnlySpan<DataAccessFault> fitting)
    {
        lock (faults)
        {
            for (var place = 0; place < faults.Count; place++)
            {
                if (fitting.Contains(faults[place].Fault) && (faults[place].Table ?? table) == table)
                {
                    var fault = faults[place].Fault;
                    faults.RemoveAt(place);
                    return fault;
                }
            }

            return null;
        }
    }

    private void Change(string table, Action<DataAccess.TableShape> change)
    {
        if (!Tables.Contains(table))
        {
            throw new ArgumentException($"There is no table {table}. {nameof(Tables)} lists them.", nameof(table));
        }

        var shape = lake.Shape(table);
        change(shape);
        shape.Version++;
    }
}
