namespace CanvasData.Operations.SchoolPortal.Endpoints;

/// <summary>The API for programs, and its description.</summary>
internal static class CanvasApi
{
    public const string Root = "/canvas";

    public static void MapCanvasApi(this WebApplication app)
    {
        app.MapOpenApi();
        app.MapCanvasOperations(Root);

        // A stranger does not learn which addresses exist.
        app.Map(Root + "/{**path}", () => Results.NotFound()).RequireAuthorization().ExcludeFromDescription();
    }
}
