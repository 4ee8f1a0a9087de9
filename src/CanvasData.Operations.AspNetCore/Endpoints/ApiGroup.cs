using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CanvasData.Operations.AspNetCore;

/// <summary>The endpoints of one area. Each states its roles, has the policy of the area, and runs inside the guard.</summary>
/// <param name="routes">Where they are mapped.</param>
/// <param name="area">The area.</param>
/// <param name="policy">The policy of the area.</param>
internal sealed class ApiGroup(IEndpointRouteBuilder routes, CanvasApiArea area, string policy)
{
    public RouteHandlerBuilder Get([StringSyntax("Route")] string route, string name, string summary, Delegate handler, CanvasApiRoles roles = ApiEndpoint.Everyone) =>
        Add(routes.MapGet(route, handler), name, summary, new ApiEndpoint(area, roles, IsWrite: false));

    /// <summary>A question whose parts are too many or too personal for a query string. It changes nothing.</summary>
    public RouteHandlerBuilder Ask([StringSyntax("Route")] string route, string name, string summary, Delegate handler, CanvasApiRoles roles = ApiEndpoint.Everyone) =>
        Add(routes.MapPost(route, handler), name, summary, new ApiEndpoint(area, roles, IsWrite: false));

    public RouteHandlerBuilder Write(HttpMethod method, [StringSyntax("Route")] string route, string name, string summary, Delegate handler, CanvasApiRoles roles) =>
        Add(routes.MapMethods(route, [method.Method], handler), name, summary, new ApiEndpoint(area, roles, IsWrite: true));

    /// <summary>A write that records who did it.</summary>
    public RouteHandlerBuilder SignedWrite(HttpMethod method, [StringSyntax("Route")] string route, string name, string summary, Delegate handler, CanvasApiRoles roles) =>
        Add(routes.MapMethods(route, [method.Method], handler), name, summary, new ApiEndpoint(area, roles, IsWrite: true, IsSigned: true));

    private RouteHandlerBuilder Add(RouteHandlerBuilder endpoint, string name, string summary, ApiEndpoint facts)
    {
        endpoint.RequireAuthorization(policy).DisableCookieRedirect().WithMetadata(facts).WithName(name).WithSummary(summary).WithTags(area.ToString());
        endpoint.Add(builder => builder.RequestDelegate = RequestGuard.Around(builder.RequestDelegate!, facts));
        return endpoint;
    }
}

/// <summary>What an endpoint returns, for the OpenAPI document.</summary>
internal static class ApiEndpointResults
{
    public static RouteHandlerBuilder Returns<T>(this RouteHandlerBuilder endpoint, int status = StatusCodes.Status200OK, bool csv = false) =>
        endpoint.Produces<T>(status, "application/json", csv ? [CsvBody.MediaType] : []).Problems();

    /// <summary>An answer without an entity tag.</summary>
    public static RouteHandlerBuilder ReturnsPlain<T>(this RouteHandlerBuilder endpoint, int status = StatusCodes.Status200OK) => endpoint.Returns<T>(status).WithMetadata(new Untagged());

    public static RouteHandlerBuilder ReturnsNothing(this RouteHandlerBuilder endpoint) => endpoint.Produces(StatusCodes.Status204NoContent).Problems();

    public static RouteHandlerBuilder ReturnsList<T>(this RouteHandlerBuilder endpoint) =>
        endpoint.Produces<IReadOnlyList<T>>(StatusCodes.Status200OK, "application/json", CsvBody.MediaType).Problems();

    public static RouteHandlerBuilder ReturnsEvents<T>(this RouteHandlerBuilder endpoint) => endpoint
        .Produces<T>(StatusCodes.Status200OK, "text/event-stream").Produces(StatusCodes.Status204NoContent).WithMetadata(new Resumable()).Problems();

    public static RouteHandlerBuilder NeedsVersion(this RouteHandlerBuilder endpoint) => endpoint
        .ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status428PreconditionRequired).WithMetadata(new VersionNeeded());

    public static RouteHandlerBuilder MayConflict(this RouteHandlerBuilder endpoint) => endpoint.ProducesProblem(StatusCodes.Status409Conflict);

    private static RouteHandlerBuilder Problems(this RouteHandlerBuilder endpoint) => endpoint
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status500InternalServerError).ProducesProblem(StatusCodes.Status502BadGateway).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
}

/// <summary>The mark of an endpoint that needs the header If-Match.</summary>
internal sealed class VersionNeeded;

/// <summary>The mark of an endpoint whose answer has no entity tag.</summary>
internal sealed class Untagged;

/// <summary>The mark of an endpoint that reads the header Last-Event-ID.</summary>
internal sealed class Resumable;
