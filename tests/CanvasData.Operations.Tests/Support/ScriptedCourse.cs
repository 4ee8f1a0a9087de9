namespace CanvasData.Operations.Tests.Support;

/// <summary>One course of a <see cref="ScriptedCanvas"/>: lists of JSON objects, to be changed at will.</summary>
internal sealed class ScriptedCourse
{
    public ScriptedCourse(long id)
    {
        Id = id;
        Course = $$"""{"id":{{id}},"name":"Course {{id}}","course_code":"C{{id}}","workflow_state":"available","access_restricted_by_date":false}""";
    }

    public long Id { get; }

    public string Course { get; set; }

    public string? LatePolicy { get; set; }

    public List<string> Sections { get; } = [];

    public List<string> Users { get; } = [];

    public List<string> Enrollments { get; } = [];

    public List<string> Groups { get; } = [];

    public List<string> Assignments { get; } = [];

    public List<string> Submissions { get; } = [];

    public List<string> GradingPeriods { get; } = [];

    public List<string> GradingStandards { get; } = [];

    public List<string> Modules { get; } = [];

    /// <summary>An active student with a name of their own; <paramref name="more"/> are further fields, each after a comma.</summary>
    public ScriptedCourse Enroll(long enrollmentId, long userId, string more = "", long section = 1)
    {
        Enrollments.Add(
            $$"""{"id":{{enrollmentId}},"user_id":{{userId}},"course_section_id":{{section}},"type":"StudentEnrollment","enrollment_state":"active"{{more}},"user":{"id":{{userId}},"name":"Student {{userId}}"} }""");
        return this;
    }

    /// <summary>Gives an enrolled student another name.</summary>
    public ScriptedCourse Rename(long userId, string name)
    {
        for (var i = 0; i < Enrollments.Count; i++)
        {
            Enrollments[i] = Enrollments[i].Replace($"\"name\":\"Student {userId}\"", $"\"name\":\"{name}\"", StringComparison.Ordinal);
        }

        return this;
    }

    public ScriptedCourse AddSection(long id)
    {
        Sections.Add($$"""{"id":{{id}},"name":"Section {{id}}"}""");
        return this;
    }

    public ScriptedCourse AddAssignment(long id, string more = "")
    {
        Assignments.Add($$"""{"id":{{id}},"name":"Task {{id}}","points_possible":10,"published":true,"workflow_state":"published","overrides":[]{{more}}}""");
        return this;
    }

    public ScriptedCourse AddSubmission(long id, long assignmentId, long userId, string more = "")
    {
        Submissions.Add($$"""{"id":{{id}},"assignment_id":{{assignmentId}},"user_id":{{userId}}{{more}}}""");
        return this;
    }

    /// <summary>Takes the objects with this id out of a list.</summary>
    public static void Remove(List<string> list, long id) => list.RemoveAll(json => json.StartsWith($$"""{"id":{{id}},""", StringComparison.Ordinal));
}
