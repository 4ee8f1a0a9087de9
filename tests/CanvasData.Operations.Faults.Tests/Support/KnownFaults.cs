using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Simulator;

namespace CanvasData.Operations.Faults.Tests.Support;

/// <summary>Every fault of the simulator, with what a course reports in which it strikes every request.</summary>
internal static class KnownFaults
{
    private const string Unavailable = nameof(CanvasUnavailableException);
    private const string Throttled = nameof(CanvasThrottledException);
    private const string Protocol = nameof(CanvasProtocolException);
    private const string Permission = nameof(CanvasPermissionException);
    public const string Authentication = nameof(CanvasAuthenticationException);

    /// <summary>The kind is null when the sync lives with the fault.</summary>
    public static IReadOnlyDictionary<string, (Fault Fault, string? Kind)> All { get; } = new Dictionary<string, (Fault, string?)>
    {
        ["throttle-429"] = (Fault.Throttle429(), Throttled),
        ["throttle-429 with a time"] = (Fault.Throttle429(TimeSpan.FromSeconds(2)), Throttled),
        ["throttle-403"] = (Fault.Throttle403Text(), Throttled),
        ["error-500"] = (Fault.ServerError500(), Unavailable),
        ["gateway-502"] = (Fault.BadGateway502Html(), Unavailable),
        ["gateway-503"] = (Fault.Unavailable503Html(), Unavailable),
        ["gateway-504"] = (Fault.GatewayTimeout504Html(), Unavailable),
        ["slow"] = (Fault.Slow(TimeSpan.FromMilliseconds(50)), null),
        ["stall-body"] = (Fault.StallMidBody(TimeSpan.FromMinutes(10)), Unavailable),
        ["truncated-body"] = (Fault.TruncatedBody(), Unavailable),
        ["cut-body"] = (Fault.CutCloseDelimitedBody(), Unavailable),
        ["drop-connection"] = (Fault.DropConnection(), Unavailable),
        ["duplicate-rows"] = (Fault.DuplicateRowsAcrossPages(3), null),
        ["shifted-pages"] = (Fault.ShiftedPages(1), null),
        ["shifted-pages back"] = (Fault.ShiftedPages(-2), null),
        ["revoked-token"] = (Fault.RevokedToken(), Authentication),
        ["denied-401"] = (Fault.PermissionDenied401Old(), Permission),
        ["denied-403"] = (Fault.PermissionDenied403Json(), Permission),
        ["foreign-next"] = (Fault.ForeignNextLink(), Protocol),
        ["repeating-next"] = (Fault.RepeatingNextLink(), Protocol),
        ["redirect"] = (Fault.RedirectToForeignOrigin(), Protocol),
        ["html-200"] = (Fault.Html200(), Protocol),
        ["empty-200"] = (Fault.Empty200(), Protocol),
        ["error-200"] = (Fault.ErrorObject200(), Protocol),
        ["huge-body"] = (Fault.HugeBody(2_000_000), Protocol),
        ["gzip-bomb"] = (Fault.GzipBomb(20_000_000), Protocol),
        ["empty-page"] = (Fault.EmptyPageWithNext(), null),
        ["short-pages"] = (Fault.ShortPages(), null),
        ["schema-drift"] = (Fault.SchemaDrift(SchemaDrift.ExtraFields), null),
    };

    public static TheoryData<string> Names => new(All.Keys.ToArray());

    /// <summary>Whether trying again cures it.</summary>
    public static bool Passes(string? kind) => kind is null or Unavailable or Throttled;
}
