using System.Globalization;

namespace CanvasData.Operations.Simulator.Faults;

/// <summary>Faults by name, for command lines.</summary>
internal static class FaultNames
{
    private static readonly Dictionary<string, Func<string?, Fault>> Makers = new(StringComparer.Ordinal)
    {
        ["throttle-429"] = a => Fault.Throttle429(a is null ? null : TimeSpan.FromMilliseconds(Number(a))),
        ["throttle-403"] = a => Without(a, Fault.Throttle403Text),
        ["error-500"] = a => Without(a, Fault.ServerError500),
        ["gateway-502"] = a => Without(a, Fault.BadGateway502Html),
        ["gateway-503"] = a => Without(a, Fault.Unavailable503Html),
        ["gateway-504"] = a => Without(a, Fault.GatewayTimeout504Html),
        ["slow"] = a => Fault.Slow(Milliseconds(a, 2_000)),
        ["stall-body"] = a => Fault.StallMidBody(Milliseconds(a, 60_000)),
        ["truncated-body"] = a => Without(a, Fault.TruncatedBody),
        ["cut-body"] = a => Without(a, Fault.CutCloseDelimitedBody),
        ["drop-connection"] = a => Without(a, Fault.DropConnection),
        ["duplicate-rows"] = a => Fault.DuplicateRowsAcrossPages(a is null ? 1 : (int)Number(a)),
        ["shifted-pages"] = a => Fault.ShiftedPages(a is null ? 1 : (int)Number(a)),
        ["revoked-token"] = a => Without(a, Fault.RevokedToken),
        ["denied-401"] = a => Without(a, Fault.PermissionDenied401Old),
        ["denied-403"] = a => Without(a, Fault.PermissionDenied403Json),
        ["foreign-next"] = a => Fault.ForeignNextLink(Origin(a)),
        ["repeating-next"] = a => Without(a, Fault.RepeatingNextLink),
        ["redirect"] = a => Fault.RedirectToForeignOrigin(Origin(a)),
        ["html-200"] = a => Without(a, Fault.Html200),
        ["empty-200"] = a => Without(a, Fault.Empty200),
        ["error-200"] = a => Without(a, Fault.ErrorObject200),
        ["schema-drift"] = a => Fault.SchemaDrift(DriftOf(a)),
        ["huge-body"] = a => a is null ? Fault.HugeBody() : Fault.HugeBody(Number(a)),
        ["gzip-bomb"] = a => a is null ? Fault.GzipBomb() : Fault.GzipBomb(Number(a)),
        ["empty-page"] = a => Without(a, Fault.EmptyPageWithNext),
        ["short-pages"] = a => Without(a, Fault.ShortPages),
    };

    public static IReadOnlyList<string> All { get; } = [.. Makers.Keys];

    public static Fault Create(string name, string? argument)
    {
        if (!Makers.TryGetValue(name, out var make))
        {
            throw new ArgumentException($"There is no fault \"{name}\". There are: {string.Join(", ", All)}.");
        }

        try
        {
            return make(argument);
        }
        catch (FormatException e)
        {
            throw new ArgumentException($"Fault \"{name}\": {e.Message}", e);
        }
    }

    private static Fault Without(string? argument, Func<Fault> make) =>
        argument is null ? make() : throw new FormatException($"it takes no argument, not even \"{argument}\".");

    private static TimeSpan Milliseconds(string? argument, int otherwise) => TimeSpan.FromMilliseconds(argument is null ? otherwise : Number(argument));

    private static long Number(string argument) => long.TryParse(argument, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1L << 40
        ? number
        : throw new FormatException($"\"{argument}\" is not a whole number below a trillion.");

    private static Uri? Origin(string? argument) => argument is null ? null
        : Uri.TryCreate(argument, UriKind.Absolute, out var origin) && origin.Host.Length > 0 ? origin
        : throw new FormatException($"\"{argument}\" is not an origin such as https://elsewhere.example.");

    private static SchemaDrift DriftOf(string? argument) => argument is null ? SchemaDrift.ExtraFields
        : Enum.TryParse<SchemaDrift>(argument, ignoreCase: true, out var drift) && Enum.IsDefined(drift) ? drift
        : throw new FormatException($"Invalid drift '{argument}'. Expected one of: {string.Join(", ", Enum.GetNames<SchemaDrift>())}.");
}
