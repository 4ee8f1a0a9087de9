using CanvasData.Operations.Simulator.Api;
using CanvasData.Operations.Simulator.Faults;

namespace CanvasData.Operations.Simulator;

/// <summary>A way in which an answer can go wrong. <see cref="FaultRules"/> says on which requests.</summary>
public sealed class Fault
{
    private readonly Func<FaultContext, ValueTask<ApiResponse?>>? before;
    private readonly Action<ApiRequest, ApiResponse>? after;

    internal Fault(string name, Func<FaultContext, ValueTask<ApiResponse?>>? before = null, Action<ApiRequest, ApiResponse>? after = null)
    {
        Name = name;
        this.before = before;
        this.after = after;
    }

    /// <summary>The name, as <see cref="Named"/> takes it.</summary>
    public string Name { get; }

    /// <summary>Refuses for too many requests, as Instructure's cloud does since October 2025: 429 with text.</summary>
    /// <param name="retryAfter">The Retry-After header, in whole seconds; null for none.</param>
    public static Fault Throttle429(TimeSpan? retryAfter = null) => AnswerFaults.Throttled("throttle-429", 429, retryAfter);

    /// <summary>Refuses for too many requests, as older Canvases do: 403 with text, not JSON.</summary>
    public static Fault Throttle403Text() => AnswerFaults.Throttled("throttle-403", 403, null);

    /// <summary>Answers 500 with Canvas's JSON and an <c>error_report_id</c>.</summary>
    public static Fault ServerError500() => AnswerFaults.ServerError();

    /// <summary>Answers 502 with the load balancer's HTML.</summary>
    public static Fault BadGateway502Html() => AnswerFaults.Gateway(502, "Bad Gateway");

    /// <summary>Answers 503 with HTML.</summary>
    public static Fault Unavailable503Html() => AnswerFaults.Gateway(503, "Service Unavailable");

    /// <summary>Answers 504 with HTML.</summary>
    public static Fault GatewayTimeout504Html() => AnswerFaults.Gateway(504, "Gateway Time-out");

    /// <summary>Answers 401 with WWW-Authenticate: the token was revoked.</summary>
    public static Fault RevokedToken() => AnswerFaults.With("revoked-token", _ => ApiErrors.BadToken());

    /// <summary>Refuses as older Canvases do when the user lacks a permission: 401 without WWW-Authenticate.</summary>
    public static Fault PermissionDenied401Old() => AnswerFaults.With("denied-401", _ => ApiErrors.NotPermitted(401));

    /// <summary>Refuses as newer Canvases do when the user lacks a permission: 403 with JSON.</summary>
    public static Fault PermissionDenied403Json() => AnswerFaults.With("denied-403", _ => ApiErrors.NotPermitted(403));

    /// <summary>Answers 200 with a login page.</summary>
    public static Fault Html200() => AnswerFaults.LoginPage();

    /// <summary>Answers 200 with no body at all.</summary>
    public static Fault Empty200() => AnswerFaults.With("empty-200", _ => ApiResponse.Json(200, ""));

    /// <summary>Answers 200 with an error object where a list belongs.</summary>
    public static Fault ErrorObject200() => AnswerFaults.With("error-200", _ => ApiResponse.Json(200, """{"errors":[{"message":"An error occurred."}]}"""));

    /// <summary>Answers 302 to another origin.</summary>
    /// <param name="origin">Scheme, host and port to go to; null for <c>https://elsewhere.example</c>.</param>
    public static Fault RedirectToForeignOrigin(Uri? origin = null) => AnswerFaults.Redirect(origin);

    /// <summary>A JSON list of about this many bytes.</summary>
    /// <param name="bytes">The size; at least 1.</param>
    public static Fault HugeBody(long bytes = 200_000_000) => BodyFaults.Huge(bytes);

    /// <summary>A small gzip body that unpacks to about this many bytes.</summary>
    /// <param name="bytes">The size unpacked; at least 1.</param>
    public static Fault GzipBomb(long bytes = 1_000_000_000) => BodyFaults.Bomb(bytes);

    /// <summary>A right answer, late: the headers wait.</summary>
    /// <param name="delay">How long; zero to an hour.</param>
    public static Fault Slow(TimeSpan delay) => BodyFaults.Slow(delay);

    /// <summary>Sends half of a right body, pauses, then sends the rest.</summary>
    /// <param name="pause">How long; zero to an hour.</param>
    public static Fault StallMidBody(TimeSpan pause) => BodyFaults.Stall(pause);

    /// <summary>A Content-Length that promises the whole, half of it, and the end of the connection.</summary>
    public static Fault TruncatedBody() => BodyFaults.Cut("truncated-body", Delivery.Truncated);

    /// <summary>Sends no length, <c>Connection: close</c>, and half a body: to HTTP a complete answer.</summary>
    public static Fault CutCloseDelimitedBody() => BodyFaults.Cut("cut-body", Delivery.CutClosed);

    /// <summary>The connection is reset before any header.</summary>
    public static Fault DropConnection() => BodyFaults.Cut("drop-connection", Delivery.Dropped);

    /// <summary>The pages after the first begin with rows of the page before.</summary>
    /// <param name="rows">How many rows come again; at least 1.</param>
    public static Fault DuplicateRowsAcrossPages(int rows = 1) => PageFaults.Shift("duplicate-rows", -Math.Max(1, rows));

    /// <summary>
    /// Shifts the numbered pages after the first, as when rows ahead of them were deleted in between: so many rows are never served.
    /// Bookmarked lists are immune.
    /// </summary>
    /// <param name="rows">How many rows; negative as when rows were inserted, so that some come twice.</param>
    public static Fault ShiftedPages(int rows = 1) => PageFaults.Shift("shifted-pages", rows);

    /// <summary>The next link leads to another origin.</summary>
    /// <param name="origin">Scheme, host and port; null for <c>https://elsewhere.example</c>.</param>
    public static Fault ForeignNextLink(Uri? origin = null) => PageFaults.ForeignNext(origin);

    /// <summary>The next link leads to the page itself.</summary>
    public static Fault RepeatingNextLink() => PageFaults.RepeatingNext();

    /// <summary>An empty page comes before the real one, which its next link leads to.</summary>
    public static Fault EmptyPageWithNext() => PageFaults.Bend("empty-page", r => r.EmptyFirst = true);

    /// <summary>Splits each page in two, so that pages are shorter than asked.</summary>
    public static Fault ShortPages() => PageFaults.Bend("short-pages", r => r.HalfFirst = true);

    /// <summary>A right answer whose JSON is not as documented.</summary>
    /// <param name="drift">In what way.</param>
    /// <param name="field">Which field of the rows; null for those that the kind usually strikes.</param>
    /// <param name="everyRow">1 strikes every row, 2 every second, and so on.</param>
    public static Fault SchemaDrift(SchemaDrift drift, string? field = null, int everyRow = 1) => DriftFault.Create(drift, field, everyRow);

    /// <summary>The changes the school just before a request is answered, for example between two pages of a list.</summary>
    /// <param name="change">What to change.</param>
    public static Fault LiveChange(Action<SimulatedSchool> change) => new("live-change", context =>
    {
        change(context.School);
        return default;
    });

    /// <summary>The fault with this name, for command lines. <see cref="Names"/> lists them.</summary>
    /// <param name="name">For example <c>slow</c>.</param>
    /// <param name="argument">Milliseconds for slow and stall-body, rows for duplicate-rows and shifted-pages, bytes for huge-body and gzip-bomb, an origin for foreign-next and redirect, a <see cref="Simulator.SchemaDrift"/> for schema-drift; null for the default.</param>
    /// <exception cref="ArgumentException">No fault has the name, or it cannot use the argument.</exception>
    public static Fault Named(string name, string? argument = null) => FaultNames.Create(name, argument);

    /// <summary>The names that <see cref="Named"/> takes.</summary>
    public static IReadOnlyList<string> Names => FaultNames.All;

    internal ValueTask<ApiResponse?> BeforeAsync(FaultContext context) => before?.Invoke(context) ?? default;

    internal void After(ApiRequest request, ApiResponse response) => after?.Invoke(request, response);
}
