using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.AspNetCore;

/// <summary>The short forms of answers.</summary>
internal static class ApiAnswers
{
    public static IResult OneOrNotFound<T>(T? value) where T : class => value is null ? ApiProblems.NotFound : new TaggedJson<T>(value);

    /// <summary>Answers when the caller sees the object, else 404 as for an unknown one.</summary>
    public static async Task<IResult> WhenAsync(Task<bool> isVisible, Func<Task<IResult>> answer) =>
        await isVisible.ConfigureAwait(false) ? await answer().ConfigureAwait(false) : ApiProblems.NotFound;

    public static async Task<IResult> JsonAsync<T>(this Task<T> value) => new TaggedJson<T>(await value.ConfigureAwait(false));

    public static Task<T?> FirstAsync<T>(this IQueryable<T> rows, CancellationToken cancellationToken) where T : class => rows.Take(1).SingleOrDefaultAsync(cancellationToken);
}
