using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Rest;

internal sealed class CanvasRestOptionsValidator : IValidateOptions<CanvasRestOptions>
{
    public ValidateOptionsResult Validate(string? name, CanvasRestOptions options)
    {
        var failures = new List<string>();
        CheckBaseAddress(options.BaseAddress, failures);

        CheckToken(options, failures);

        if (options.AccountId is not null && string.IsNullOrWhiteSpace(options.AccountId))
        {
            failures.Add("AccountId is blank. Set an account id or \"self\", or null for the courses of the token's user.");
        }

        using (var probe = new HttpRequestMessage())
        {
            if (string.IsNullOrWhiteSpace(options.UserAgent) || !probe.Headers.UserAgent.TryParseAdd(options.UserAgent))
            {
                failures.Add("UserAgent is not a User-Agent header, and Canvas refuses requests without one. Use the form \"MyPortal/1.0 (it@school.example)\".");
            }
        }

        Range(nameof(options.MaxConcurrentRequests), options.MaxConcurrentRequests, 1, 32, failures);
        Range(nameof(options.MaxAttempts), options.MaxAttempts, 1, 20, failures);
        Range(nameof(options.RetryBudget), options.RetryBudget, 0, 1, failures);
        Range(nameof(options.StallTimeout), options.StallTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10), failures);
        Range(nameof(options.PageTimeout), options.PageTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), failures);
        Range(nameof(options.MaxPageBytes), options.MaxPageBytes, 1024, 1 << 30, failures);
        Range(nameof(options.MaxPages), options.MaxPages, 1, 10_000_000, failures);

        return failures.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(failures.ConvertAll(failure => $"{nameof(CanvasRestOptions)}.{failure}"));
    }

    private static void CheckToken(CanvasRestOptions options, List<string> failures)
    {
        if (options.OAuth is { } oauth)
        {
            if (string.IsNullOrWhiteSpace(oauth.ClientId) || string.IsNullOrWhiteSpace(oauth.ClientSecret) || string.IsNullOrWhiteSpace(oauth.RefreshToken))
            {
                failures.Add("OAuth needs ClientId, ClientSecret and RefreshToken: those of a developer key of Canvas, and of the user who authorized it.");
            }

            if (options.AccessTokenProvider is not null)
            {
                failures.Add("OAuth and AccessTokenProvider are both set. Keep one: OAuth renews tokens with a developer key, the provider is code of the host.");
            }
        }
        else if (options.AccessTokenProvider is null && string.IsNullOrEmpty(options.AccessToken))
        {
            failures.Add("AccessToken is missing. Make one in Canvas under Account, Settings, New access token, and keep it in a secret store.");
        }
        else if (!string.IsNullOrEmpty(options.AccessToken) && !AccessTokens.IsToken(options.AccessToken))
        {
            failures.Add("AccessToken holds a blank, a line break or another character that no token has. Check how it was copied.");
        }
    }

    private static void CheckBaseAddress(Uri? address, List<string> failures)
    {
        if (address is null)
        {
            failures.Add("BaseAddress is missing. Set it to the address of Canvas, for example https://canvas.school.edu.");
        }
        else if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
        {
            failures.Add("BaseAddress is not an https address. Set it to the address of Canvas, for example https://canvas.school.edu.");
        }
        else if (address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback)
        {
            failures.Add("BaseAddress must be https: over http the access token can be read on the way. http is for loopback only.");
        }
        else if (address.UserInfo.Length > 0 || address.PathAndQuery != "/" || address.Fragment.Length > 0)
        {
            failures.Add("BaseAddress must be scheme and host alone, for example https://canvas.school.edu; the client adds /api/v1 itself.");
        }
    }

    private static void Range<T>(string option, T value, T least, T most, List<string> failures) where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            failures.Add($"{option} is {value}. It must be from {least} to {most}.");
        }
    }
}
