using CanvasData.Operations.Client;

namespace CanvasData.Operations.Rest;

/// <summary>The places of one request in all budgets.</summary>
internal sealed class RequestPlaces : IDisposable
{
    private readonly List<IDisposable> _places = [];

    private RequestPlaces()
    {
    }

    /// <summary>Waits for a place in one budget after the other.</summary>
    public static async ValueTask<RequestPlaces> EnterAsync(IRequestBudget[] budgets, CancellationToken cancellationToken)
    {
        var places = new RequestPlaces();
        try
        {
            foreach (var budget in budgets)
            {
                places._places.Add(await budget.EnterAsync(cancellationToken).ConfigureAwait(false));
            }
        }
        catch
        {
            places.Dispose();
            throw;
        }

        return places;
    }

    public void Dispose() => _places.ForEach(place => place.Dispose());
}
