using System.Diagnostics;
using System.Text.Json.Serialization;

namespace CanvasData.Operations.DataAccess;

/// <summary>Where the Data Access Platform is, and how it is asked. Checked when the host starts.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class DataAccessOptions
{
    /// <summary>
    /// The scheme and host of the gateway. Default <c>https://api-gateway.instructure.com</c>, which serves all regions. <c>http</c> is
    /// accepted for loopback only, because the secret would travel in the clear.
    /// </summary>
    public Uri BaseAddress { get; set; } = new("https://api-gateway.instructure.com");

    /// <summary>
    /// The scheme and host of the Canvas whose data these are, for example <c>https://canvas.school.edu</c>. Required. It is that of the
    /// REST client where a host uses both.
    /// </summary>
    public Uri? CanvasAddress { get; set; }

    /// <summary>The client id of the API key. Required.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The secret of the API key. Required. It is sent to <see cref="BaseAddress"/> only, and never shown.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    [JsonIgnore]
    public string ClientSecret { get; set; } = "";

    /// <summary>The UUID of the root account, for a key that reaches several; null for the only one.</summary>
    public string? Scope { get; set; }

    /// <summary>The namespace of the tables. Default <c>canvas</c>.</summary>
    public string Namespace { get; set; } = "canvas";

    /// <summary>
    /// The folder that holds the staged tables. Required. It holds personal data and outlives a run; another process must not write into
    /// it. When it is lost, the next run takes snapshots.
    /// </summary>
    public string Directory { get; set; } = "";

    /// <summary>The format of the files. Default <see cref="DataAccessFormat.JsonLines"/>.</summary>
    public DataAccessFormat Format { get; set; }

    /// <summary>
    /// The account whose courses are synced, with those of the accounts below it; null for all courses. A host that binds its REST client to
    /// an account sets the same one here. The tables are staged whole. An account that the tables do not have is an error. Range 1 and more.
    /// </summary>
    public long? AccountId { get; set; }

    /// <summary>Whether the token goes into the header <c>x-instauth</c>, as older programs send it. Default false: <c>Authorization: Bearer</c>.</summary>
    public bool UseInstAuthHeader { get; set; }

    /// <summary>The jobs started in one minute. Default 5, the limit of the platform; range 1 to 6,000.</summary>
    public int JobsPerMinute { get; set; } = 5;

    /// <summary>
    /// The time before the first poll of a job, and before a first retry. Each further wait is twice as long, up to a minute between polls.
    /// Default 5 seconds; range 10 milliseconds to 5 minutes.
    /// </summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest time that a job may take. Default 6 hours; range 1 minute to 24 hours.</summary>
    public TimeSpan JobTimeout { get; set; } = TimeSpan.FromHours(6);

    /// <summary>How often a request, or a job that failed or expired, is tried. Default 5; range 1 to 20.</summary>
    public int MaxAttempts { get; set; } = 5;

    /// <summary>The tables that are read at once. Default 4; range 1 to 16.</summary>
    public int MaxConcurrentTables { get; set; } = 4;

    /// <summary>The longest silence between two pieces of an answer. Default 1 minute; range 1 second to 10 minutes.</summary>
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The options without the secret.</summary>
    public override string ToString() =>
        $"{nameof(DataAccessOptions)} {{ {nameof(BaseAddress)} = {BaseAddress?.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}, {nameof(ClientSecret)} = {(string.IsNullOrEmpty(ClientSecret) ? "not set" : "set")} }}";
}
