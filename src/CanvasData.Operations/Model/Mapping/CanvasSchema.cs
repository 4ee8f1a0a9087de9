namespace CanvasData.Operations.Model;

/// <summary>The model that this version of the library maps.</summary>
public static class CanvasSchema
{
    /// <summary>
    /// The annotation of an entity type that PostgreSQL splits by <c>CourseId</c>; its value is the number of partitions, an
    /// <see cref="int"/>.
    /// </summary>
    public const string CoursePartitions = "CanvasData:CoursePartitions";

    /// <summary>
    /// The version of the tables. It rises when a migration of the host is needed. The first sync after that checks that the host was
    /// migrated, and stores the new version. A sync into tables of a newer version is refused.
    /// <para>2: finished offerings and trained models (<c>CanvasOffering</c>, <c>CanvasOfferingSnapshot</c>,
    /// <c>CanvasAnalyticsModel</c>).</para>
    /// <para>3: who is assigned what, checkpoints (<c>CanvasCheckpoint</c>, <c>CanvasCheckpointSubmission</c>), and the points possible at
    /// each change of a score. Also the author of a note who is not in Canvas (<c>CanvasNote.AuthorName</c>). Also the owner of a run, when
    /// it was last seen and what stopped it (<c>CanvasSyncRun.Owner</c>, <c>LastSeenAt</c>, <c>FailureKind</c>,
    /// <c>FailureMessage</c>).</para>
    /// <para>4: who may read a note and its earlier texts (<c>CanvasNote.Visibility</c>, <c>CanvasNoteRevision</c>). Also versions that
    /// guard against lost updates (<c>Version</c> of notes and metadata), and fields of the portal's own
    /// (<c>CanvasCustomFieldValue</c>). Also what was decided about vanished objects, when and by whom
    /// (<c>CanvasLifecycleRow.Decision</c>, <c>StateChangedAt</c>, <c>StateChangedBy</c>). Also archives of the history
    /// (<c>CanvasArchivedGradeHistory</c>, <c>CanvasArchivedScoreHistory</c>, <c>CanvasArchivedCourseSnapshot</c>). Also whether
    /// Canvas sends when a grade was posted (<c>CanvasSubmission.PostedAtUnspecified</c>).</para>
    /// <para>5: logins and e-mail addresses in lower case, for searches (<c>CanvasUser.LoginKey</c>, <c>EmailKey</c>). Also reminders of
    /// pending deletions (<c>CanvasLifecycleRow.RemindedAt</c>). Also the results of integrity checks and their repairs
    /// (<c>CanvasIntegrityMetric</c>, <c>CanvasIntegrityRepair</c>).
    /// Also people who were erased (<c>CanvasErasedPerson</c>).</para>
    /// <para>6: <c>CanvasSubmission</c> has no index on <c>GradedAt</c> and <c>SubmittedAt</c>, which made changes several times dearer.
    /// On PostgreSQL the pages of <c>CanvasSubmission</c>, <c>CanvasEnrollment</c> and <c>CanvasCheckpointSubmission</c> keep half of
    /// their room for changed rows (<c>fillfactor</c>). Also accounts (<c>CanvasAccount</c>), and an index on
    /// <c>CanvasCourse.AccountId</c>. Also whether a run listed the courses itself (<c>CanvasSyncRun.IsWhole</c>).</para>
    /// </summary>
    public const int Version = 6;
}
