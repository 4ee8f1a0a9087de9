using CanvasData.Operations.Metadata;

namespace CanvasData.Operations.AspNetCore;

public sealed partial class CanvasOperationsClient
{
    /// <summary>Lists the tags of the school, the most used first.</summary>
    /// <param name="count">How many at most, 1 to 100; null for 10.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<Tag>> ListTagsAsync(int? count = null, CancellationToken cancellationToken = default) =>
        GetAsync<IReadOnlyList<Tag>>("tags", new ApiQuery().Add("count", count), cancellationToken);

    /// <summary>Lists the tags on a student.</summary>
    /// <param name="studentId">The Canvas user id of the student.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<Tag>> ListStudentTagsAsync(long studentId, CancellationToken cancellationToken = default) =>
        GetAsync<IReadOnlyList<Tag>>($"students/{studentId}/tags", null, cancellationToken);

    /// <summary>Tags a student.</summary>
    /// <param name="studentId">The Canvas user id of the student.</param>
    /// <param name="names">The names.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ChangeCount> AddStudentTagsAsync(long studentId, TagNames names, CancellationToken cancellationToken = default) =>
        SendAsync<TagNames, ChangeCount>(HttpMethod.Post, $"students/{studentId}/tags", names, cancellationToken);

    /// <summary>Takes tags off a student.</summary>
    /// <param name="studentId">The Canvas user id of the student.</param>
    /// <param name="names">The names.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ChangeCount> RemoveStudentTagsAsync(long studentId, TagNames names, CancellationToken cancellationToken = default) =>
        SendAsync<TagNames, ChangeCount>(HttpMethod.Post, $"students/{studentId}/tags/remove", names, cancellationToken);

    /// <summary>Lists the values of custom fields on a student.</summary>
    /// <param name="studentId">The Canvas user id of the student.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<CustomFieldValue>> ListStudentFieldsAsync(long studentId, CancellationToken cancellationToken = default) =>
        GetAsync<IReadOnlyList<CustomFieldValue>>($"students/{studentId}/fields", null, cancellationToken);

    /// <summary>Changes custom fields of a student, all or none.</summary>
    /// <param name="studentId">The Canvas user id of the student.</param>
    /// <param name="changes">The changes.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<MetadataSaved> ChangeStudentFieldsAsync(long studentId, IReadOnlyList<FieldChange> changes, CancellationToken cancellationToken = default) =>
        SendAsync<IReadOnlyList<FieldChange>, MetadataSaved>(HttpMethod.Patch, $"students/{studentId}/fields", changes, cancellationToken);

    /// <summary>Lists the tags on a course.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<Tag>> ListCourseTagsAsync(long courseId, CancellationToken cancellationToken = default) =>
        GetAsync<IReadOnlyList<Tag>>($"courses/{courseId}/tags", null, cancellationToken);

    /// <summary>Tags a course.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="names">The names.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ChangeCount> AddCourseTagsAsync(long courseId, TagNames names, CancellationToken cancellationToken = default) =>
        SendAsync<TagNames, ChangeCount>(HttpMethod.Post, $"courses/{courseId}/tags", names, cancellationToken);

    /// <summary>Takes tags off a course.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="names">The names.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ChangeCount> RemoveCourseTagsAsync(long courseId, TagNames names, CancellationToken cancellationToken = default) =>
        SendAsync<TagNames, ChangeCount>(HttpMethod.Post, $"courses/{courseId}/tags/remove", names, cancellationToken);

    /// <summary>Lists the values of custom fields on a course.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<CustomFieldValue>> ListCourseFieldsAsync(long courseId, CancellationToken cancellationToken = default) =>
        GetAsync<IReadOnlyList<CustomFieldValue>>($"courses/{courseId}/fields", null, cancellationToken);

    /// <summary>Changes custom fields of a course, all or none.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="changes">The changes.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<MetadataSaved> ChangeCourseFieldsAsync(long courseId, IReadOnlyList<FieldChange> changes, CancellationToken cancellationToken = default) =>
        SendAsync<IReadOnlyList<FieldChange>, MetadataSaved>(HttpMethod.Patch, $"courses/{courseId}/fields", changes, cancellationToken);

    /// <summary>Lists the tags on an assignment.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="assignmentId">The Canvas assignment id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<Tag>> ListAssignmentTagsAsync(long courseId, long assignmentId, CancellationToken cancellationToken = default) =>
        GetAsync<IReadOnlyList<Tag>>($"courses/{courseId}/assignments/{assignmentId}/tags", null, cancellationToken);

    /// <summary>Tags an assignment.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="assignmentId">The Canvas assignment id.</param>
    /// <param name="names">The names.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ChangeCount> AddAssignmentTagsAsync(long courseId, long assignmentId, TagNames names, CancellationToken cancellationToken = default) =>
        SendAsync<TagNames, ChangeCount>(HttpMethod.Post, $"courses/{courseId}/assignments/{assignmentId}/tags", names, cancellationToken);

    /// <summary>Takes tags off an assignment.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="assignmentId">The Canvas assignment id.</param>
    /// <param name="names">The names.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ChangeCount> RemoveAssignmentTagsAsync(long courseId, long assignmentId, TagNames names, CancellationToken cancellationToken = default) =>
        SendAsync<TagNames, ChangeCount>(HttpMethod.Post, $"courses/{courseId}/assignments/{assignmentId}/tags/remove", names, cancellationToken);

    /// <summary>Lists the values of custom fields on an assignment.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="assignmentId">The Canvas assignment id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<CustomFieldValue>> ListAssignmentFieldsAsync(long courseId, long assignmentId, CancellationToken cancellationToken = default) =>
        GetAsync<IReadOnlyList<CustomFieldValue>>($"courses/{courseId}/assignments/{assignmentId}/fields", null, cancellationToken);

    /// <summary>Changes custom fields of an assignment, all or none.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="assignmentId">The Canvas assignment id.</param>
    /// <param name="changes">The changes.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<MetadataSaved> ChangeAssignmentFieldsAsync(long courseId, long assignmentId, IReadOnlyList<FieldChange> changes, CancellationToken cancellationToken = default) =>
        SendAsync<IReadOnlyList<FieldChange>, MetadataSaved>(HttpMethod.Patch, $"courses/{courseId}/assignments/{assignmentId}/fields", changes, cancellationToken);
}
