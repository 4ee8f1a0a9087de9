using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sync;

/// <summary>The points of a course's assignments before and after this sync, for the history of scores.</summary>
internal sealed class AssignmentPoints(WriteSession session)
{
    private readonly Dictionary<long, double?> _before = [];
    private readonly HashSet<long> _recorded = [];
    private Dictionary<long, double?>? _after;

    /// <summary>Notes the assignments whose points change.</summary>
    public void Note(IEnumerable<RowChange<CanvasAssignment>> changes)
    {
        foreach (var (_, before, after, _) in changes)
        {
            if (before is not null && before.PointsPossible != after.PointsPossible)
            {
                _before[after.Id] = before.PointsPossible;
            }
        }
    }

    /// <summary>Fills the points of the moment into rows that will be appended.</summary>
    public async Task FillAsync(List<CanvasAssignmentScoreHistory> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }

        _after ??= await session.Database.Rows<CanvasAssignment>().Where(row => row.CourseId == session.CourseId)
            .ToDictionaryAsync(row => row.Id, row => row.PointsPossible, cancellationToken).ConfigureAwait(false);
        foreach (var row in rows)
        {
            row.PointsPossible = _after.GetValueOrDefault(row.AssignmentId);
            row.PreviousPointsPossible = _before.TryGetValue(row.AssignmentId, out var before) ? before : row.PointsPossible;
            if (_before.Count > 0)
            {
                _recorded.Add(row.SubmissionId);
            }
        }
    }

    /// <summary>Finds the scored submissions of assignments with other points, but those that were recorded already.</summary>
    public async Task<List<CanvasSubmission>> ScoredUnchangedAsync(CancellationToken cancellationToken)
    {
        if (_before.Count == 0)
        {
            return [];
        }

        var ids = _before.Keys.ToArray();
        var scored = await session.Database.Rows<CanvasSubmission>()
            .Where(row => row.CourseId == session.CourseId && EF.Parameter(ids).Contains(row.AssignmentId) && row.MissingSince == null && row.Score != null)
            .OrderBy(row => row.Id)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        scored.RemoveAll(row => _recorded.Contains(row.Id));
        return scored;
    }
}
