namespace CanvasData.Operations.Orchestration;

/// <summary>What is to be refreshed of one course now.</summary>
/// <param name="CourseId">The course.</param>
/// <param name="Hints">The stored hints; several may name one object.</param>
/// <param name="Attempt">How often in a row the course was tried in vain before.</param>
internal sealed record CourseWork(long CourseId, IReadOnlyList<StoredHint> Hints, int Attempt);

/// <summary>
/// The stored hints of this process by course. A hint that waits covers all later events of its object; one that is being worked on covers
/// none, because Canvas may have answered already.
/// </summary>
internal sealed class PendingCourses(TimeProvider time, TimeSpan collectFor, int objectsBeforeCourse)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, Course> _courses = [];

    /// <summary>Whether a stored hint that waits covers the object.</summary>
    public bool Covers(RefreshTarget target)
    {
        lock (_gate)
        {
            return _courses.TryGetValue(target.CourseId, out var course) &&
                (course.Targets.Contains(target) || course.Targets.Contains(RefreshTarget.Course(target.CourseId)));
        }
    }

    /// <summary>The hint to store: that of the course, when so much of it waits that the whole course is synced.</summary>
    /// <param name="target">The object.</param>
    /// <param name="more">The objects of the course that are about to be stored too.</param>
    public RefreshTarget Widen(RefreshTarget target, int more)
    {
        lock (_gate)
        {
            var waiting = _courses.TryGetValue(target.CourseId, out var course) ? course.Targets.Count : 0;
            return waiting + more >= objectsBeforeCourse ? RefreshTarget.Course(target.CourseId) : target;
        }
    }

    /// <summary>Adds hints that are stored.</summary>
    public void Add(IEnumerable<StoredHint> hints)
    {
        lock (_gate)
        {
            var ready = time.GetTimestamp() + Ticks(collectFor);
            foreach (var hint in hints)
            {
                if (!_courses.TryGetValue(hint.Target.CourseId, out var course))
                {
                    _courses.Add(hint.Target.CourseId, course = new Course());
                }

                if (course.Ids.Add(hint.Id))
                {
                    course.ReadyAt = course.Waiting.Count == 0 && course.Attempt == 0 ? Math.Max(course.ReadyAt, ready) : course.ReadyAt;
                    course.Waiting.Add(hint);
                    course.Targets.Add(hint.Target);
                }
            }
        }
    }

    /// <summary>Takes the course that has been ready for the longest time.</summary>
    /// <returns>The work, or the time until some is ready; neither when nothing waits.</returns>
    public (CourseWork? Work, TimeSpan? Wait) Take()
    {
        lock (_gate)
        {
            var waiting = _courses.Where(pair => !pair.Value.IsAtWork && pair.Value.Waiting.Count > 0).Select(pair => (long?)pair.Key);
            if (waiting.MinBy(id => _courses[id!.Value].ReadyAt) is not { } next)
            {
                return (null, null);
            }

            var course = _courses[next];

            var left = time.GetElapsedTime(time.GetTimestamp(), course.ReadyAt);
            if (left > TimeSpan.Zero)
            {
                return (null, left);
            }

            var work = new CourseWork(next, [.. course.Waiting], course.Attempt);
            course.IsAtWork = true;
            course.Waiting.Clear();
            course.Targets.Clear();
            return (work, null);
        }
    }

    /// <summary>Ends the work on a course.</summary>
    /// <param name="work">The work.</param>
    /// <param name="left">The hints that stay stored.</param>
    /// <param name="pause">The time before the course is taken again.</param>
    public void End(CourseWork work, IReadOnlyCollection<StoredHint> left, TimeSpan pause)
    {
        lock (_gate)
        {
            var course = _courses[work.CourseId];
            course.IsAtWork = false;
            course.Ids.ExceptWith(work.Hints.Select(hint => hint.Id));
            foreach (var hint in left)
            {
                course.Ids.Add(hint.Id);
                course.Waiting.Add(hint);
                course.Targets.Add(hint.Target);
            }

            course.Attempt = left.Count > 0 ? work.Attempt + 1 : 0;
            course.ReadyAt = Math.Max(course.ReadyAt, time.GetTimestamp() + Ticks(pause));
            if (course.Waiting.Count == 0 && pause == TimeSpan.Zero)
            {
                _courses.Remove(work.CourseId);
            }
        }
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);

    private sealed class Course
    {
        public List<StoredHint> Waiting { get; } = [];

        public HashSet<RefreshTarget> Targets { get; } = [];

        /// <summary>All hints of this process, those at work too.</summary>
        public HashSet<Guid> Ids { get; } = [];

        public bool IsAtWork { get; set; }

        public int Attempt { get; set; }

        public long ReadyAt { get; set; }
    }
}
