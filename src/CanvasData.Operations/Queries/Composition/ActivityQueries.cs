using System.Linq.Expressions;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Queries;

/// <summary>One timeline of grades, submissions and notes; each is matched by the time that it shows.</summary>
internal static class ActivityQueries
{
    public static IQueryable<ActivityItem> Recent(ScopedTables tables, ActivityKinds kinds)
    {
        var asked = tables.Asked;
        var parts = new List<IQueryable<Fact>>();
        if (kinds.HasFlag(ActivityKinds.Grade))
        {
            var graded = tables.Work().Where(w => w.GradedAt >= asked.From && (w.HasGrade || w.IsExcused));
            parts.Add(FirstOf(graded, w => w.GradedAt, w => w.SubmissionId, asked).Select(w => new Fact
            {
                Kind = 1, ItemId = w.SubmissionId, At = w.GradedAt!.Value, StudentId = w.StudentId, CourseId = w.CourseId,
                Title = w.AssignmentName, Score = w.Score, PointsPossible = w.PointsPossible, Text = null,
            }));
        }

        if (kinds.HasFlag(ActivityKinds.Submission))
        {
            var submitted = tables.Work().Where(w => w.SubmittedAt >= asked.From);
            parts.Add(FirstOf(submitted, w => w.SubmittedAt, w => w.SubmissionId, asked).Select(w => new Fact
            {
                Kind = 2, ItemId = w.SubmissionId, At = w.SubmittedAt!.Value, StudentId = w.StudentId, CourseId = w.CourseId,
                Title = w.AssignmentName, Score = w.Score, PointsPossible = w.PointsPossible, Text = null,
            }));
        }

        if (kinds.HasFlag(ActivityKinds.Note))
        {
            var notes = tables.StudentNotes.Where(n => n.CreatedAt >= asked.From);
            notes = asked.CourseId is null ? notes : notes.Where(n => n.CourseId == asked.CourseId);
            notes = asked.StudentId is null ? notes : notes.Where(n => n.TargetId == asked.StudentId);

            // PostgreSQL takes a bare NULL within a subquery for a text: these two are never anything else, but numbers.
            parts.Add(FirstOf(notes, n => n.CreatedAt, n => n.Id, asked).Select(n => new Fact
            {
                Kind = 4, ItemId = n.Id, At = n.CreatedAt, StudentId = n.TargetId, CourseId = n.CourseId,
                Title = n.Category, Score = n.TargetType == "" ? n.Id : null, PointsPossible = n.TargetType == "" ? n.Id : null, Text = n.Text,
            }));
        }

        return tables.Sorted(
            from f in parts.Aggregate(Queryable.Concat)
            join u in tables.Table<CanvasUser>() on f.StudentId equals u.Id into users
            from u in users.DefaultIfEmpty()
            join c in tables.Table<CanvasCourse>() on f.CourseId equals c.Id into courses
            from c in courses.DefaultIfEmpty()
            select new ActivityItem
            {
                Kind = (ActivityKinds)f.Kind,
                ItemId = f.ItemId,
                At = f.At,
                StudentId = f.StudentId,
                StudentName = u.Name,
                CourseId = f.CourseId,
                CourseName = c.Name,
                Title = f.Title,
                Score = f.Kind == 1 ? f.Score : null,
                PointsPossible = f.Kind == 1 ? f.PointsPossible : null,
                Text = f.Text,
            });
    }

    // The first rows of all are among the first of each kind.
    private static IQueryable<T> FirstOf<T>(IQueryable<T> rows, Expression<Func<T, DateTime?>> at, Expression<Func<T, long>> id, QueryParameters parameters) =>
        parameters.First == 0 ? rows : ScopedTables.FirstOf(rows.OrderByDescending(at).ThenBy(id), parameters);

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
