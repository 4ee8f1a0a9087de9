using Microsoft.Extensions.Options;

namespace CanvasData.Operations.AspNetCore;

/// <summary>The options of the endpoint that receives Live Events. Checked when the host starts.</summary>
public sealed class LiveEventEndpointOptions
{
    /// <summary>
    /// The address of the public keys of the signatures, a JWK set (RFC 7517). It is read again when an event names a key that is not known.
    /// Default: the address that Instructure documents. <c>http</c> is accepted for loopback only.
    /// </summary>
    public Uri KeysAddress { get; set; } = new("https://8axpcl50e4.execute-api.us-east-1.amazonaws.com/main/jwks");

    /// <summary>The JWK set itself, in JSON, in place of <see cref="KeysAddress"/>. Null, the default, to read the address.</summary>
    public string? Keys { get; set; }

    /// <summary>
    /// The age from which an event is refused. Canvas repeats an event for about 20 minutes. Default 1 hour, range 5 minutes to 7 days.
    /// </summary>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromHours(1);
}

internal sealed class LiveEventEndpointOptionsValidator : IValidateOptions<LiveEventEndpointOptions>
{
    public ValidateOptionsResult Validate(string? name, LiveEventEndpointOptions options)
    {
        List<string> problems = [];
        if (options.KeysAddress is not { IsAbsoluteUri: true } address || address.Scheme is not ("https" or "http"))
        {
            problems.Add("KeysAddress is no https address: give that of the JWK set.");
        }
        else if (address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback)
        {
            problems.Add("KeysAddress must be https: keys that were changed on the way would let anyone sign. http is for loopback only.");
        }

        if (options.Keys is not null && (SigningKeys.Parse(options.Keys) is not { Count: > 0 }))
        {
            problems.Add("Keys is no JWK set with an RSA key of 2,048 bits or more that has a kid: give the JSON of the set, or null to read KeysAddress.");
        }

        if (options.MaxAge < TimeSpan.FromMinutes(5) || options.MaxAge > TimeSpan.FromDays(7))
        {
            problems.Add($"MaxAge is {options.MaxAge}: give 5 minutes to 7 days.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems.ConvertAll(problem => $"{nameof(LiveEventEndpointOptions)}.{problem}"));
    }
}
