using CanvasData.Operations.Client;

namespace CanvasData.Operations.DataAccess;

/// <summary>Maps people and their enrollments.</summary>
internal static class PeopleMapping
{
    private const string TestStudent = "StudentViewEnrollment";

    public static IEnumerable<EnrollmentRecord> Enrollments(long course, SourceReader reader)
    {
        foreach (var row in reader.OfOwner("enrollments", course))
        {
            if (!States.IsEnrolled(row.Text("workflow_state").Value))
            {
                continue;
            }

            var record = Enrollment(row);
            if (row.Text("type").Value == TestStudent)
            {
                record.Role = TestStudent;
                record.User = reader.Find("users", row.Long("user_id").Value) is { } person ? User(person, reader, withContacts: false) : default(Optional<UserRecord?>);
            }
            else if (reader.Find("roles", row.Long("role_id").Value)?.Text("name") is { } role)
            {
                record.Role = role;
            }

            if (row.Text("type").Value is "StudentEnrollment" or TestStudent && Grades(row.Id, reader) is { } grades)
            {
                record.Grades = grades;
            }

            yield return record;
        }
    }

    public static IEnumerable<UserRecord> Users(long course, SourceReader reader)
    {
        var seen = new HashSet<long>();
        foreach (var enrollment in reader.OfOwner("enrollments", course))
        {
            // REST lists no test students among the users; they come with their enrollments.
            if (enrollment.Text("type").Value != TestStudent && States.IsEnrolled(enrollment.Text("workflow_state").Value) && enrollment.Long("user_id").Value is { } id && seen.Add(id) && reader.Find("users", id) is { } row)
            {
                yield return User(row, reader, withContacts: true);
            }
        }
    }

    private static EnrollmentRecord Enrollment(SourceRow row) => new()
    {
        Id = row.Id,
        UserId = row.Long("user_id"),
        CourseId = row.Long("course_id"),
        CourseSectionId = row.Long("course_section_id"),
        Type = row.Text("type"),
        RoleId = row.Long("role_id"),
        EnrollmentState = row.Text("workflow_state"),
        AssociatedUserId = row.Long("associated_user_id"),
        LimitPrivilegesToCourseSection = row.Flag("limit_privileges_to_course_section"),
        CreatedAt = row.Time("created_at"),
        UpdatedAt = row.Time("updated_at"),
        StartAt = row.Time("start_at"),
        EndAt = row.Time("end_at"),
        LastActivityAt = row.Time("last_activity_at"),
        LastAttendedAt = row.Time("last_attended_at"),
        TotalActivityTime = row.Int("total_activity_time"),
    };

    // Scores of grading periods and of assignment groups are not staged.
    private static GradesRecord? Grades(long enrollment, SourceReader reader) => reader.OfOwner("scores", enrollment)
        .Select(row => new GradesRecord
        {
            CurrentScore = row.Number("current_score"),
            FinalScore = row.Number("final_score"),
            UnpostedCurrentScore = row.Number("unposted_current_score"),
            UnpostedFinalScore = row.Number("unposted_final_score"),
            OverrideScore = row.Number("override_score"),
        })
        .FirstOrDefault();

    private static UserRecord User(SourceRow row, SourceReader reader, bool withContacts)
    {
        var record = new UserRecord
        {
            Id = row.Id,
            Name = row.Text("name"),
            SortableName = row.Text("sortable_name"),
            ShortName = row.Text("short_name"),
            Pronouns = row.Text("pronouns"),
            Locale = row.Text("locale"),
            TimeZone = row.Text("time_zone"),
            CreatedAt = row.Time("created_at"),
            MergedIntoUserId = row.Long("merged_into_user_id"),
        };
        AddLogin(record, row.Id, reader, withContacts);
        if (!withContacts)
        {
            return record;
        }

        record.Email = reader.OfOwner("communication_channels", row.Id)
            .Where(channel => channel.Text("path_type").Value == "email" && channel.Text("workflow_state").Value == "active")
            .Select(channel => (Path: channel.Text("path"), Position: channel.Int("position").Value ?? int.MaxValue, channel.Id))
            .OrderBy(channel => channel.Position).ThenBy(channel => channel.Id)
            .Select(channel => channel.Path)
            .FirstOrDefault(new Optional<string?>(null));
        return record;
    }

    /// <summary>Chooses a login: an active one that is not of the platform itself, one with a SIS id first, then the first position.</summary>
    private static void AddLogin(UserRecord record, long user, SourceReader reader, bool withLast)
    {
        var logins = reader.OfOwner("pseudonyms", user)
            .Where(login => login.Text("workflow_state").Value == "active" && login.Flag("is_inst_id").Value != true)
            .Select(login => (
                Login: login.Text("unique_id"), Sis: login.Text("sis_user_id"), Integration: login.Text("integration_id"), Last: login.Time("current_login_at"),
                Position: login.Int("position").Value ?? int.MaxValue, login.Id))
            .OrderBy(login => login.Sis.Value is null).ThenBy(login => login.Position).ThenBy(login => login.Id)
            .ToList();
        // A person whose last login is gone has none.
        (record.LoginId, record.SisUserId, record.IntegrationId) = ((string?)null, (string?)null, (string?)null);
        if (logins is [var chosen, ..])
        {
            (record.LoginId, record.SisUserId, record.IntegrationId) = (chosen.Login, chosen.Sis, chosen.Integration);
            record.LastLogin = withLast && logins.Exists(login => login.Last.IsSpecified) ? logins.Max(login => login.Last.Value) : default(Optional<DateTimeOffset?>);
        }
    }
}
