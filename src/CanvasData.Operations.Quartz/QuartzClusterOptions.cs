using System.Diagnostics;
using System.Text.Json.Serialization;
using CanvasData.Operations.Orchestration;
using Quartz;

namespace CanvasData.Operations.Quartz;

/// <summary>The options of a cluster on Quartz.NET. All nodes need the same.</summary>
public sealed class QuartzClusterOptions
{
    private readonly List<SyncSchedule> _schedules = [];

    /// <summary>The database of the job store. Default PostgreSQL.</summary>
    public QuartzDatabase Database { get; set; }

    /// <summary>The connection string of the job store, that of the host's own database. Required. It is never shown.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    [JsonIgnore]
    public string? ConnectionString { get; set; }

    /// <summary>
    /// Whether the tables of the job store are made when the first node starts. Nothing is altered or dropped. Default true; with false, run the
    /// script of Quartz.NET for the database before.
    /// </summary>
    public bool MakesTables { get; set; } = true;

    /// <summary>The start of the names of the tables of the job store, 1 to 50 letters, digits, underscores and dots. Default <c>QRTZ_</c>.</summary>
    public string TablePrefix { get; set; } = "QRTZ_";

    /// <summary>
    /// The name of the scheduler, 1 to 50 letters, digits, spaces, underscores and dashes. Portals that share a job store, such as two schemas of
    /// one database, need different names. Default <c>CanvasData</c>.
    /// </summary>
    public string SchedulerName { get; set; } = "CanvasData";

    /// <summary>
    /// The number of nodes that may work at once. Give at least twice the number of nodes, so that a node that joins finds a free one.
    /// Default 8, range 1 to 100.
    /// </summary>
    public int Dispatchers { get; set; } = 8;

    /// <summary>The zone of all cron expressions. Default UTC.</summary>
    public TimeZoneInfo TimeZone { get; set; } = TimeZoneInfo.Utc;

    /// <summary>When finished offerings are stored for predictions, as a cron expression; null, the default, for never.</summary>
    public string? CaptureCron { get; set; }

    /// <summary>When a snapshot of every course is taken, as a cron expression; null, the default, for never.</summary>
    public string? SnapshotCron { get; set; }

    /// <summary>When objects are cleaned up by the rules of <c>CleanupOptions</c>, as a cron expression; null, the default, for never.</summary>
    public string? CleanupCron { get; set; }

    /// <summary>When the integrity of the tables is checked, as a cron expression; null, the default, for never.</summary>
    public string? IntegrityCron { get; set; }

    /// <summary>The settings of the nodes.</summary>
    public ClusterOptions Cluster { get; } = new();

    /// <summary>The syncs that the cluster starts by itself.</summary>
    public IReadOnlyList<SyncSchedule> Schedules => _schedules;

    /// <summary>Adds a sync that the cluster starts by itself.</summary>
    /// <param name="schedule">The schedule.</param>
    public void AddSchedule(SyncSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        _schedules.Add(schedule);
    }

    /// <summary>The options without the connection string.</summary>
    public override string ToString() => $"{nameof(QuartzClusterOptions)} {{ {nameof(Database)} = {Database}, {nameof(ConnectionString)} = {(string.IsNullOrEmpty(ConnectionString) ? "not set" : "set")} }}";

    /// <summary>Sets what was changed here, and leaves what an earlier UseCluster has set.</summary>
    internal void ChangeCluster(ClusterOptions target)
    {
        var untouched = new ClusterOptions();
        target.LeaseDuration = Cluster.LeaseDuration == untouched.LeaseDuration ? target.LeaseDuration : Cluster.LeaseDuration;
        target.DrainTime = Cluster.DrainTime == untouched.DrainTime ? target.DrainTime : Cluster.DrainTime;
        target.RequestsInFlight = Cluster.RequestsInFlight == untouched.RequestsInFlight ? target.RequestsInFlight : Cluster.RequestsInFlight;
        target.KeepReports = Cluster.KeepReports == untouched.KeepReports ? target.KeepReports : Cluster.KeepReports;
        target.KeepRuns = Cluster.KeepRuns == untouched.KeepRuns ? target.KeepRuns : Cluster.KeepRuns;
    }

    internal IEnumerable<string> Validate()
    {
        if (string.IsNullOrWhiteSpace(ConnectionString))
        {
            yield return "QuartzClusterOptions.ConnectionString is empty: give that of the host's database.";
        }

        if (!Enum.IsDefined(Database))
        {
            yield return $"QuartzClusterOptions.Database is {(int)Database}: give PostgreSql or SqlServer.";
        }

        // It becomes part of statements.
        if (TablePrefix is not { Length: > 0 and <= 50 } || !TablePrefix.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.'))
        {
            yield return "QuartzClusterOptions.TablePrefix is not a name: give 1 to 50 letters, digits, underscores and dots.";
        }

        if (SchedulerName is not { Length: > 0 and <= 50 } || !SchedulerName.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is ' ' or '_' or '-'))
        {
            yield return "QuartzClusterOptions.SchedulerName is not a name: give 1 to 50 letters, digits, spaces, underscores and dashes.";
        }

        if (Dispatchers is < 1 or > 100)
        {
            yield return $"QuartzClusterOptions.Dispatchers is {Dispatchers}: give 1 to 100.";
        }

        if (TimeZone is null)
        {
            yield return "QuartzClusterOptions.TimeZone is null: give a zone, for example TimeZoneInfo.FindSystemTimeZoneById(\"Europe/Berlin\").";
        }

        foreach (var (name, cron) in NightlyWork.Times(this).Where(time => time.Cron is not null && !IsCron(time.Cron)))
        {
            yield return $"QuartzClusterOptions.{name}Cron is '{cron}', which is no cron expression of Quartz: give, for example, '0 30 3 * * ?'.";
        }

        foreach (var schedule in _schedules)
        {
            if (string.IsNullOrWhiteSpace(schedule.Name) || schedule.Name.Length > 100)
            {
                yield return "QuartzClusterOptions.Schedules holds a schedule without a name, or with a name of more than 100 characters.";
            }

            if (schedule.Cron is null || !IsCron(schedule.Cron))
            {
                yield return $"The schedule '{schedule.Name}' has '{schedule.Cron}', which is no cron expression of Quartz: give, for example, '0 0/30 * * * ?'.";
            }

            if (schedule.Request is null)
            {
                yield return $"The schedule '{schedule.Name}' has no request: give a SyncRequest.";
            }
        }

        if (_schedules.GroupBy(schedule => schedule.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            yield return $"QuartzClusterOptions.Schedules holds '{twice.Key}' twice: give each schedule a name of its own.";
        }
    }

    private static bool IsCron(string text)
    {
        try
        {
            _ = new CronExpression(text);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
