namespace CanvasData.Operations.Client;

/// <summary>
/// The budget of requests to Canvas: Canvas gives each access token a bucket of points, and refuses requests when it is empty. The REST
/// client keeps the budget of its own process. A service of this type is asked too, so that several processes share one token.
/// Safe for concurrent use.
/// </summary>
public interface IRequestBudget
{
    /// <summary>Waits until one more request may be sent.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The place of the request; dispose it when the answer has been read.</returns>
    ValueTask<IDisposable> EnterAsync(CancellationToken cancellationToken);

    /// <summary>Reads what an answer says about the bucket.</summary>
    /// <param name="remaining">The points that are left (<c>X-Rate-Limit-Remaining</c>), 0 or more; null when Canvas does not limit the token.</param>
    /// <param name="cost">The points that the request cost (<c>X-Request-Cost</c>), 0 or more; null when Canvas does not say.</param>
    void Observe(double? remaining, double? cost);

    /// <summary>Stops all requests for a while after Canvas has refused one.</summary>
    /// <param name="duration">The time for which none is sent.</param>
    void Close(TimeSpan duration);
}
