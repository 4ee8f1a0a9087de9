using System.Net;

namespace CanvasData.Operations.AspNetCore.Tests;

/// <summary>An endpoint as the matrix tries it.</summary>
/// <param name="Name">The name of the endpoint.</param>
/// <param name="Roles">The roles that may use it.</param>
/// <param name="Path">Its path for a course, and a student of it.</param>
public sealed record Row(string Name, CanvasApiRoles Roles, Func<Objects, string> Path)
{
    public HttpMethod Method { get; init; } = HttpMethod.Get;

    /// <summary>The body of the request as JSON; null for none.</summary>
    public Func<Objects, string>? Body { get; init; }

    /// <summary>The version of If-Match; null for none.</summary>
    public int? Version { get; init; }

    /// <summary>The answer to one who may.</summary>
    public HttpStatusCode Answer { get; init; } = HttpStatusCode.OK;

    /// <summary>Whether the path or the body names an object that may be foreign.</summary>
    public bool NamesObjects { get; init; } = true;

    public override string ToString() => Name;
}

/// <summary>The objects that a request names.</summary>
public sealed record Objects(long Course, long Student, long Assignment, long Note, Guid Run);
