using CanvasData.Operations.Canvas;

namespace CanvasData.Operations.Queries;

/// <summary>One timeline of grades, submissions and notes; each is matched by the time that it shows.</summary>
internal static class ActivityQueries
{
    public static IQueryable<Activity> Recent(Sight sight, ActivityKinds kinds)
    {
        var asked = sight.Asked;
        var parts = new List<IQueryable<Fact>>();
        if (kinds.HasFlag(ActivityKinds.Grade))
        {
            parts.Add(sight.Work().Where(w => w.GradedAt >= asked.From && (w.Score != null || w.IsExcused)).Select(w => new Fact
            {
                Kind = 1, ItemId = w.SubmissionId, At = w.GradedAt!.Value, StudentId = w.StudentId, CourseId = w.CourseId,
                Title = w.AssignmentName, Score = w.Score, PointsPossible = w.PointsPossible, Text = null,
            }));
        }

        if (kinds.HasFlag(ActivityKinds.Submission))
        {
            parts.Add(sight.Work().Where(w => w.SubmittedAt >= asked.From).Select(w => new Fact
            {
                Kind = 2, ItemId = w.SubmissionId, At = w.SubmittedAt!.Value, StudentId = w.StudentId, CourseId = w.CourseId,
                Title = w.AssignmentName, Score = null, PointsPossible = null, Text = null,
            }));
        }

        if (kinds.HasFlag(ActivityKinds.Note))
        {
            var notes = sight.StudentNotes.Where(n => n.CreatedAt >= asked.From);
            notes = asked.CourseId is null ? notes : notes.Where(n => n.CourseId == asked.CourseId);
            notes = asked.StudentId is null ? notes : notes.Where(n => n.TargetId == asked.StudentId);
            parts.Add(notes.Select(n => new Fact
            {
                Kind = 4, ItemId = n.Id, At = n.CreatedAt, StudentId = n.TargetId, CourseId = n.CourseId,
                Title = n.Category, Score = null, PointsPossible = null, Text = n.Text,
            }));
        }

        return sight.Sorted(
            from f in parts.Aggregate(Queryable.Concat)
            join u in sight.Table<CanvasUser>() on f.StudentId equals u.Id into users
            from u in users.DefaultIfEmpty()
            join c in sight.Table<CanvasCourse>() on f.CourseId equals c.Id into courses
            from c in courses.DefaultIfEmpty()
            select new Activity
            {
                Kind = (ActivityKinds)f.Kind,
                ItemId = f.ItemId,
                At = f.At,
                StudentId = f.StudentId,
                StudentName = u.Name,
                CourseId = f.CourseId,
                CourseName = c.Name,
                Title = f.Title,
                Score = f.Score,
                PointsPossible = f.PointsPossible,
                Text = f.Text,
            });
    }

    private sealed class Fact
    {
        public required int Kind { get; init; }

        public required long ItemId { get; init; }

        public required DateTime At { get; init; }

        public required long StudentId { get; init; }

        public required long? CourseId { get; init; }

        public required string? Title { get; init; }

        public required double? Score { get; init; }

        public required double? PointsPossible { get; init; }

        public required string? Text { get; init; }
    }
}
