using System.ComponentModel;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Metadata;
using Microsoft.AspNetCore.Http;

namespace CanvasData.Operations.AspNetCore;

/// <summary>Tags and custom fields of students, assignments and courses, for staff.</summary>
internal static class TagEndpoints
{
    private const CanvasApiRoles CourseStaff = CanvasApiRoles.Teacher | CanvasApiRoles.Administrator;

    public static void Map(ApiGroup api)
    {
        api.Get("tags", "ListTags", "The tags of the school, the most used first.", async (
            ITagManager tags, [Description("How many at most, 1 to 100; 10 by default.")] int? count, string? format, CancellationToken cancellationToken) =>
            new ValueList<Tag>(await tags.SuggestAsync("", count ?? 10, cancellationToken).ConfigureAwait(false), format), ApiEndpoint.Staff).ReturnsList<Tag>();

        new TargetMap(api, "students/{studentId:long}", "Student", "a student", ApiEndpoint.Staff, call => MetadataTarget.Student(call.StudentId), call => call.Caller.SeesStudentAsync(call.StudentId, call.Aborted)).Map();
        new TargetMap(api, "courses/{courseId:long}", "Course", "a course", CourseStaff, call => MetadataTarget.Course(call.CourseId), call => call.Caller.SeesCourseAsync(call.CourseId, call.Aborted)).Map();
        new TargetMap(
            api, "courses/{courseId:long}/assignments/{assignmentId:long}", "Assignment", "an assignment", CourseStaff, call => MetadataTarget.Assignment(call.AssignmentId),
            call => call.Caller.SeesAssignmentAsync(call.CourseId, call.AssignmentId, call.Aborted)).Map();
    }

    /// <summary>The parts of a request that name its object.</summary>
    private readonly struct Call(HttpContext http)
    {
        public Caller Caller => http.Features.Get<Caller>()!;

        public CancellationToken Aborted => http.RequestAborted;

        public long StudentId => IdOf("studentId");

        public long CourseId => IdOf("courseId");

        public long AssignmentId => IdOf("assignmentId");

        private long IdOf(string name) => long.Parse((string)http.Request.RouteValues[name]!, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The endpoints of one kind of object.</summary>
    private sealed class TargetMap(ApiGroup api, string route, string name, string what, CanvasApiRoles roles, Func<Call, MetadataTarget> targetOf, Func<Call, Task<bool>> isVisible)
    {
        public void Map()
        {
            api.Get($"{route}/tags", $"List{name}Tags", $"The tags on {what}.", (HttpContext http, ITagManager tags, string? format) =>
                When(http, async target => new ValueList<Tag>(await tags.ListAsync(target, http.RequestAborted).ConfigureAwait(false), format)), roles).ReturnsList<Tag>();

            api.Write(HttpMethod.Post, $"{route}/tags", $"Add{name}Tags", $"Tags {what}.", (HttpContext http, ITagManager tags, TagNames names) =>
                When(http, async target => new PlainJson<ChangeCount>(new ChangeCount(await tags.AddAsync([target], names.Tags ?? [], http.RequestAborted).ConfigureAwait(false)))), roles).ReturnsPlain<ChangeCount>();

            api.Write(HttpMethod.Post, $"{route}/tags/remove", $"Remove{name}Tags", $"Takes tags off {what}.", (HttpContext http, ITagManager tags, TagNames names) =>
                When(http, async target => new PlainJson<ChangeCount>(new ChangeCount(await tags.RemoveAsync([target], names.Tags ?? [], http.RequestAborted).ConfigureAwait(false)))), roles).ReturnsPlain<ChangeCount>();

            api.Get($"{route}/fields", $"List{name}Fields", $"The values of custom fields on {what}.", (HttpContext http, IMetadataManager metadata, string? format) =>
                When(http, async target => new ValueList<CustomFieldValue>(await metadata.ListCustomFieldsAsync(target, http.RequestAborted).ConfigureAwait(false), format)), roles).ReturnsList<CustomFieldValue>();

            api.Write(HttpMethod.Patch, $"{route}/fields", $"Change{name}Fields", $"Changes custom fields of {what}, all or none.", (HttpContext http, IMetadataManager metadata, IReadOnlyList<FieldChange> changes) =>
                When(http, target => metadata.SaveAsync([.. changes.Select(change => ChangeOf(change, target))], http.RequestAborted)
                    .JsonAsync()), roles).Returns<MetadataSaved>().MayConflict();
        }

        private static CustomFieldChange ChangeOf(FieldChange? change, MetadataTarget target) => change is null
            ? throw new InvalidArgumentException("changes", "one of them is null.", "Give an object with a name and a value for each.")
            : new CustomFieldChange { Target = target, Name = change.Name, Value = change.Value, Version = change.Version };

        private Task<IResult> When(HttpContext http, Func<MetadataTarget, Task<IResult>> answer) => ApiAnswers.WhenAsync(isVisible(new Call(http)), () => answer(targetOf(new Call(http))));
    }
}
