namespace CanvasData.Operations.Rest;

/// <summary>The one scheme, host and port that the token may be sent to.</summary>
internal sealed class CanvasOrigin(Uri baseAddress)
{
    public Uri Address { get; } = new(baseAddress.GetLeftPart(UriPartial.Authority));

    /// <summary>
    /// Makes the target of a next link absolute. Behind a proxy Canvas may write http where it is asked by https: the same
    /// link is then followed by https, and the token never travels in the clear.
    /// </summary>
    /// <exception cref="Diagnostics.CanvasProtocolException">It leads to another origin, or is no address.</exception>
    public Uri ResolveNext(PageRequest request, Uri from, string link)
    {
        var isInTheClear = Address.Scheme == Uri.UriSchemeHttps && Uri.TryCreate(from, link, out var target) && target.Scheme == Uri.UriSchemeHttp
            && target.UserInfo.Length == 0 && (target.IsDefaultPort || target.Port == Address.Port)
            && target.IdnHost.Equals(Address.IdnHost, StringComparison.OrdinalIgnoreCase);
        return Resolve(request, from, isInTheClear ? Address.GetLeftPart(UriPartial.Authority) + new Uri(from, link).PathAndQuery : link);
    }

    /// <summary>Makes the target of a link or redirect absolute.</summary>
    /// <exception cref="Diagnostics.CanvasProtocolException">It leads to another origin, or is no address.</exception>
    public Uri Resolve(PageRequest request, Uri from, string link)
    {
        if (!Uri.TryCreate(from, link, out var target))
        {
            throw CanvasErrors.NotCanvas(request, "got a link that is no address");
        }

        var isSame = target.Scheme == Address.Scheme && target.Port == Address.Port && target.UserInfo.Length == 0
            && target.IdnHost.Equals(Address.IdnHost, StringComparison.OrdinalIgnoreCase);
        return isSame
            ? target
            : throw CanvasErrors.Protocol(
                request,
                "got a link or redirect to another scheme, host or port; it was not followed, and the access token was not sent there",
                "When Canvas is known by several names, set BaseAddress to the one that it uses in its own links.");
    }
}
