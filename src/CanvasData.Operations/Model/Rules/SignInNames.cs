namespace CanvasData.Operations.Model;

/// <summary>When two logins or e-mail addresses are the same: Canvas compares them without case. SIS ids are compared as they are.</summary>
internal static class SignInNames
{
#pragma warning disable CA1308 // The stored form is documented as lower case.
    public static string? Key(string? name) => name?.Trim().ToLowerInvariant();
#pragma warning restore CA1308
}
