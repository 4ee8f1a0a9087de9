using CanvasData.Operations.Client;
using CanvasData.Operations.Model;
using CanvasData.Operations.Transformers;

namespace CanvasData.Operations.Sync;

/// <summary>Reads the users and enrollments of a course.</summary>
internal sealed class PeopleFetch(ICanvasClient client, TransformerSet transformers)
{
    /// <param name="reading">The course.</param>
    /// <param name="listed">Whether the list of users is read too, which has contact details.</param>
    public async Task FetchAsync(Reading reading, bool listed)
    {
        var (data, profile, cancellationToken) = (reading.Data, reading.Plan.Profile, reading.CancellationToken);
        var users = new RecordIngestor<UserRecord, CanvasUser>(data.Users, transformers.User, reading.Context, omitted: ProfileColumns.OmittedFrom<CanvasUser>(profile));
        var listedUsers = new Dictionary<long, UserRecord>();
        data.BeginPersons();
        if (listed)
        {
            await reading.OptionalAsync("contact details", async () =>
            {
                await foreach (var user in client.ListUsersAsync(data.CourseId, data.Usage, cancellationToken).ConfigureAwait(false))
                {
                    if (user is { Problem: null, Id: { Problem: null, Value: { } id } })
                    {
                        listedUsers[id] = user;
                    }
                    else
                    {
                        users.Add(user);
                    }
                }
            }).ConfigureAwait(false);
        }

        var known = data.Users.Rows.Ids.ToHashSet();
        var enrollments = new RecordIngestor<EnrollmentRecord, CanvasEnrollment>(data.Enrollments, transformers.Enrollment, reading.Context, reading.Again, omitted: ProfileColumns.OmittedFrom<CanvasEnrollment>(profile));
        await foreach (var enrollment in client.ListEnrollmentsAsync(data.CourseId, data.Usage, cancellationToken).ConfigureAwait(false))
        {
            enrollments.Add(enrollment);
            if (enrollment.Type.Value == EnrollmentTypes.TestStudent && enrollment.UserId.Value is { } testStudent)
            {
                data.TestStudents.Add(testStudent);
            }

            if (enrollment.CourseSectionId.Value is { } section)
            {
                data.EnrolledSections.Add(section);
            }

            // The list of users has more than the user inside an enrollment. A user in that list alone has left meanwhile.
            var inside = enrollment.User.Value;
            if ((enrollment.UserId.Value ?? inside?.Id.Value) is { } id && (listedUsers.GetValueOrDefault(id) ?? inside) is { } fullest && known.Add(id))
            {
                users.Add(fullest);
            }
        }

        enrollments.Finish(reading.Plan.InferAbsence);
        users.Finish(complete: false);
        reading.Fetched(data.Enrollments.Entity, data.Enrollments.Count);
    }
}
