using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Orchestration;

/// <summary>Refuses a bundle that contradicts itself, before anything of it is written.</summary>
internal sealed class BundleCheck(CanvasBundle bundle)
{
    private const string Courses = "bundle.Courses";

    public void Run()
    {
        if (!bundle.Instance.IsAbsoluteUri || bundle.Instance.Scheme is not ("https" or "http"))
        {
            throw new InvalidArgumentException("bundle.Instance", "It is no address of a Canvas.", "Give scheme and host, for example https://school.instructure.com.");
        }

        if (bundle.Courses.Count == 0)
        {
            throw new InvalidArgumentException(Courses, "It holds no course.", "Add at least one course.");
        }

        Check("bundle", nameof(bundle.Accounts), bundle.Accounts, record => record.Id);
        var seen = new HashSet<long>();
        for (var index = 0; index < bundle.Courses.Count; index++)
        {
            var place = $"{Courses}[{index}]";
            if (bundle.Courses[index]?.Course?.Id.Value is not (> 0 and var id))
            {
                throw new InvalidArgumentException($"{place}.Course.Id", "It is no Canvas id.", "Give each course the id of Canvas.");
            }

            var course = bundle.Courses[index];
            if (!seen.Add(id))
            {
                throw new InvalidArgumentException($"{place}.Course.Id", $"Course {id} is in the bundle twice.", "Put all records of a course into one CourseBundle.");
            }

            Check(place, id, course);
        }
    }

    private void Check(string place, long course, CourseBundle one)
    {
        Check(place, nameof(one.Sections), one.Sections, record => record.Id, course, record => record.CourseId);
        Check(place, nameof(one.Enrollments), one.Enrollments, record => record.Id, course, record => record.CourseId);
        Check(place, nameof(one.Users), one.Users, record => record.Id);
        Check(place, nameof(one.AssignmentGroups), one.AssignmentGroups, record => record.Id);
        Check(place, nameof(one.Assignments), one.Assignments, record => record.Id, course, record => record.CourseId, record => record.HtmlUrl);
        Check(place, nameof(one.Submissions), one.Submissions, record => record.Id);
        Check(place, nameof(one.GradingPeriods), one.GradingPeriods, record => record.Id);
        Check(place, nameof(one.GradingStandards), one.GradingStandards, record => record.Id);
        Check(place, nameof(one.LatePolicies), one.LatePolicies, record => record.Id, course, record => record.CourseId);
        Check(place, nameof(one.Modules), one.Modules, record => record.Id);
        foreach (var (index, module) in (one.Modules?.Records ?? []).Index())
        {
            foreach (var (number, item) in (module.Items.Value ?? []).Index())
            {
                var at = $"{place}.Modules.Records[{index}].Items[{number}]";
                CheckHost($"{at}.HtmlUrl", item is null ? throw new InvalidArgumentException(at, "It is null.", "Leave the entry out.") : item.HtmlUrl);
            }
        }

        if (one.LatePolicies?.Records.Count > 1)
        {
            throw new InvalidArgumentException($"{place}.LatePolicies", $"It holds {one.LatePolicies.Records.Count} records, and a course has one late policy at most.", "Bring the one of the course.");
        }

        CheckWork(place, one);
    }

    // A complete list of assignments holds those of all submissions.
    private static void CheckWork(string place, CourseBundle one)
    {
        if (one.Submissions is null || one.Assignments is not { IsPartial: false } assignments)
        {
            return;
        }

        var known = assignments.Records.Select(record => record.Id.Value).ToHashSet();
        foreach (var (index, record) in one.Submissions.Records.Index())
        {
            if (record.AssignmentId.Value is { } assignment && !known.Contains(assignment))
            {
                throw new InvalidArgumentException(
                    $"{place}.Submissions.Records[{index}].AssignmentId", $"Assignment {assignment} is not among the assignments of the course.",
                    "Put the submission into the bundle of its course, bring the assignment, or mark Assignments as partial.");
            }
        }
    }

    private void Check<TRecord>(
        string place, string name, BundleListing<TRecord>? listing, Func<TRecord, Optional<long?>> id,
        long course = 0, Func<TRecord, Optional<long?>>? courseOf = null, Func<TRecord, Optional<string?>>? address = null) where TRecord : CanvasRecord
    {
        if (listing is null)
        {
            return;
        }

        place = $"{place}.{name}";
        if (listing.Records is null)
        {
            throw new InvalidArgumentException($"{place}.Records", "It is null.", "Give a list, or leave the whole listing null.");
        }

        if (listing.Count is { } count && count != listing.Records.Count)
        {
            throw new InvalidArgumentException(
                $"{place}.Count", $"It is {count}, and the listing holds {listing.Records.Count} records.", "Bring all records, or mark the listing as partial without a count.");
        }

        var seen = new HashSet<long>();
        foreach (var (index, record) in listing.Records.Index())
        {
            var at = $"{place}.Records[{index}]";
            if (record is null)
            {
                throw new InvalidArgumentException(at, "It is null.", "Leave the entry out.");
            }

            if (id(record).Value is { } own && !seen.Add(own))
            {
                throw new InvalidArgumentException($"{at}.Id", $"The id {own} is in the listing twice.", "Bring each record once, as it was read last.");
            }

            if (courseOf?.Invoke(record).Value is { } other && other != course)
            {
                throw new InvalidArgumentException($"{at}.CourseId", $"It is {other}, in the bundle of course {course}.", "Put the record into the bundle of its course.");
            }

            if (address is not null)
            {
                CheckHost($"{at}.HtmlUrl", address(record));
            }
        }
    }

    // Ids of two Canvas hosts collide.
    private void CheckHost(string place, Optional<string?> address)
    {
        if (Uri.TryCreate(address.Value, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && !string.Equals(uri.Authority, bundle.Instance.Authority, StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidArgumentException(
                place, $"It is of {uri.Authority}, and the bundle is of {bundle.Instance.Authority}; ids of two Canvas hosts collide.", "Make a bundle for each Canvas, and store each in tables of its own.");
        }
    }
}
