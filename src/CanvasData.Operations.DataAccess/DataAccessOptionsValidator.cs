using Microsoft.Extensions.Options;

namespace CanvasData.Operations.DataAccess;

internal sealed class DataAccessOptionsValidator : IValidateOptions<DataAccessOptions>
{
    public ValidateOptionsResult Validate(string? name, DataAccessOptions options)
    {
        var failures = new List<string>();
        Address(nameof(options.BaseAddress), options.BaseAddress, "https://api-gateway.instructure.com", failures);
        Address(nameof(options.CanvasAddress), options.CanvasAddress, "https://canvas.school.edu", failures);
        if (string.IsNullOrWhiteSpace(options.ClientId) || string.IsNullOrWhiteSpace(options.ClientSecret))
        {
            failures.Add("ClientId and ClientSecret are required. Make an API key in the identity service of Instructure, and keep its secret in a secret store.");
        }

        if (string.IsNullOrWhiteSpace(options.Namespace) || !options.Namespace.All(one => char.IsAsciiLetterOrDigit(one) || one == '_'))
        {
            failures.Add("Namespace is not a name of letters, digits and underscores. The tables of Canvas are in \"canvas\".");
        }

        if (string.IsNullOrWhiteSpace(options.Directory) || !Path.IsPathFullyQualified(options.Directory))
        {
            failures.Add("Directory is missing or not a full path. Set a folder on a disk that outlives the process and that only the host may read.");
        }

        Range(nameof(options.Format), (int)options.Format, 0, (int)DataAccessFormat.Parquet, failures);
        Range(nameof(options.AccountId), options.AccountId ?? 1, 1, long.MaxValue, failures);
        Range(nameof(options.JobsPerMinute), options.JobsPerMinute, 1, 6_000, failures);
        Range(nameof(options.PollInterval), options.PollInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(5), failures);
        Range(nameof(options.JobTimeout), options.JobTimeout, TimeSpan.FromMinutes(1), TimeSpan.FromHours(24), failures);
        Range(nameof(options.MaxAttempts), options.MaxAttempts, 1, 20, failures);
        Range(nameof(options.MaxConcurrentTables), options.MaxConcurrentTables, 1, 16, failures);
        Range(nameof(options.StallTimeout), options.StallTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10), failures);
        return failures.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(failures.ConvertAll(failure => $"{nameof(DataAccessOptions)}.{failure}"));
    }

    private static void Address(string option, Uri? address, string example, List<string> failures)
    {
        if (address is null || !address.IsAbsoluteUri || address.Scheme is not ("https" or "http") || address.UserInfo.Length > 0 || address.PathAndQuery != "/" || address.Fragment.Length > 0)
        {
            failures.Add($"{option} must be scheme and host alone, for example {example}.");
        }
        else if (address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback)
        {
            failures.Add($"{option} must be https: over http the secret can be read on the way. http is for loopback only.");
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
