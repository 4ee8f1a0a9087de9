using System.Globalization;
using CanvasData.Operations.Sync;
using Spectre.Console;

namespace CanvasData.Operations.QuickStart;

/// <summary>Draws the events of a run: one bar for the school, one for each course at work.</summary>
internal sealed class CourseBars(ProgressContext progress, NoteColumn notes, Func<long, string> nameOf)
{
    private const double Writing = 0.95;

    private readonly Dictionary<long, Course> _courses = [];
    private readonly ProgressTask _school = progress.AddTask("[bold]All courses[/]");

    public void Show(SyncEvent happened)
    {
        switch (happened)
        {
            case SyncRunStarted started:
                _school.MaxValue = Math.Max(1, started.Courses);
                break;
            case CourseSyncStarted started:
                _courses[started.CourseId] = new Course(progress.AddTask(Markup.Escape(nameOf(started.CourseId)), maxValue: 1), notes);
                break;
            case CourseRowsFetched fetched when _courses.TryGetValue(fetched.CourseId, out var course):
                course.Fetched(fetched.Entity, fetched.Rows);
                break;
            case CourseSyncWriting writing when _courses.TryGetValue(writing.CourseId, out var course):
                course.Show(Writing, "writing");
                break;
            case CourseSyncEnded ended:
                if (_courses.Remove(ended.Report.CourseId, out var done))
                {
                    done.Show(1, "");
                }

                _school.Increment(1);
                break;
        }

        notes.Set(_school, string.Create(CultureInfo.InvariantCulture, $"{_school.Value:N0} of {_school.MaxValue:N0}"));
    }

    /// <summary>How far a course is. A sync does not know how many rows are to come, but students times assignments is near.</summary>
    private sealed class Course(ProgressTask task, NoteColumn notes)
    {
        private readonly Dictionary<string, int> _rows = [];

        public void Fetched(string entity, int rows)
        {
            _rows[entity] = rows;
            var all = _rows.Values.Sum();
            var expected = Math.Max(1.0, all + ((double)Of("enrollment") * Of("assignment")) - Of("submission"));
            var share = Of("assignment") == 0 ? 0 : all / expected;
            Show(Math.Min(share, 1) * Writing, string.Create(CultureInfo.InvariantCulture, $"{all:N0} rows"));
        }

        public void Show(double value, string note)
        {
            task.Value = Math.Max(task.Value, value);
            notes.Set(task, note);
        }

        private int Of(string entity) => _rows.GetValueOrDefault(entity);
    }
}
