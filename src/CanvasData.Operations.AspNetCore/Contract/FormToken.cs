namespace CanvasData.Operations.AspNetCore;

/// <summary>The antiforgery token that a browser with a cookie sends with each write.</summary>
/// <param name="Header">The header that carries it.</param>
/// <param name="Token">The token.</param>
public sealed record FormToken(string Header, string Token);
