using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Microsoft.EntityFrameworkCore;

/// <summary>Adds the tables of CanvasData.Operations to a host's model.</summary>
public static class CanvasModelBuilderExtensions
{
    /// <summary>
    /// Maps the four layers: lifecycle, the mirror of Canvas, append-only history and the portal's own metadata, and
    /// what analytics learn from.
    /// Call it in <c>OnModelCreating</c>; what the host configures afterwards (table names, columns, query
    /// filters) wins. Table and column names follow the host's conventions.
    /// </summary>
    /// <param name="modelBuilder">The host's model.</param>
    /// <param name="schema">The database schema of the tables; null for the context's default. SQLite has none.</param>
    /// <param name="coursePartitions">
    /// The number of partitions on PostgreSQL into which submissions and the history are split by course, 2 to 256; 0, the default, for none.
    /// <c>IMigrationHelper</c> splits the tables. Other databases pass over it. Choose the number once: it is not changed later.
    /// </param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="coursePartitions"/> is neither 0 nor 2 to 256.</exception>
    public static ModelBuilder AddCanvasData(this ModelBuilder modelBuilder, string? schema = null, int coursePartitions = 0)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        if (coursePartitions is not 0 and (< 2 or > 256))
        {
            throw new ArgumentOutOfRangeException(nameof(coursePartitions), coursePartitions, "Give 2 to 256 partitions, or 0 for plain tables.");
        }

        var map = new CanvasMap(modelBuilder, schema);
        map.Lifecycle();
        map.Mirror();
        map.History();
        map.Metadata();
        map.Analytics();
        if (coursePartitions > 0)
        {
            map.Partition(coursePartitions);
        }

        return modelBuilder;
    }

    private sealed class CanvasMap(ModelBuilder model, string? schema)
    {
        private readonly UtcDateTimeConverter _utc = new();

        public void Lifecycle()
        {
            Table<CanvasInstance>(e => { e.HasKey(r => r.Id); e.Property(r => r.Id).ValueGeneratedNever(); });
            Table<CanvasCourseLease>(e =>
            {
                e.HasKey(r => r.CourseId);
                e.Property(r => r.CourseId).ValueGeneratedNever();
                e.Property(r => r.Owner).HasMaxLength(200);
                e.Property(r => r.ListedAt).HasMaxLength(400);
            });
            Table<CanvasSyncRun>(e =>
            {
                e.Property(r => r.Id).ValueGeneratedNever();
                e.Property(r => r.Owner).HasMaxLength(200);
                e.HasIndex(r => r.StartedAt);
            });
            Table<CanvasObjectStatus>(e =>
            {
                e.Property(r => r.ObjectType).HasMaxLength(50);
                Life(e);
                e.HasIndex(r => new { r.ObjectType, r.ObjectId }).IsUnique();
                e.HasIndex(r => r.CourseId);
            });
            Table<CanvasEnrollmentStatus>(e =>
            {
                e.HasKey(r => r.EnrollmentId);
                e.Property(r => r.EnrollmentId).ValueGeneratedNever();
                Life(e);
                e.HasIndex(r => r.CourseId);
                e.HasIndex(r => r.UserId);
            });
            Table<CanvasQuarantinedRecord>(e => e.HasIndex(r => r.CourseId));
            Table<CanvasIntegrityMetric>(e =>
            {
                e.Property(r => r.Check).HasMaxLength(100);
                e.HasIndex(r => new { r.Check, r.RecordedAt });
            });
            Table<CanvasIntegrityRepair>(e =>
            {
                e.Property(r => r.Id).ValueGeneratedNever();
                e.Property(r => r.Check).HasMaxLength(100);
                e.Property(r => r.RepairedBy).HasMaxLength(200);
                e.Property(r => r.UndoneBy).HasMaxLength(200);
                e.HasIndex(r => r.RepairedAt);
            });
            Table<CanvasErasedPerson>(e =>
            {
                e.HasKey(r => r.UserId);
                e.Property(r => r.UserId).ValueGeneratedNever();
                e.Property(r => r.RequestedBy).HasMaxLength(200);
            });
        }

        public void Mirror()
        {
            Row<CanvasCourse>(e =>
            {
                e.HasIndex(r => r.TermId);
                e.HasIndex(r => r.AccountId);
            });
            Row<CanvasAccount>();
            Row<CanvasTerm>();
            Row<CanvasUser>(e =>
            {
                // A portal looks the person who signs in up by these.
                e.HasIndex(r => r.SisUserId);
                e.HasIndex(r => r.LoginId);
                e.HasIndex(r => r.LoginKey);
                e.HasIndex(r => r.EmailKey);
                e.HasIndex(r => r.IntegrationId);
                e.HasIndex(r => r.MergedIntoUserId);
            });
            CourseRow<CanvasSection>();
            CourseRow<CanvasEnrollment>(e =>
            {
                ChangesOften(e);
                e.HasIndex(r => new { r.UserId, r.CourseId });
            });
            CourseRow<CanvasAssignmentGroup>();
            CourseRow<CanvasAssignment>();
            CourseRow<CanvasAssignmentOverride>(e => e.HasIndex(r => r.AssignmentId));
            CourseRow<CanvasCheckpoint>(e => e.HasIndex(r => r.AssignmentId));
            CourseRow<CanvasCheckpointSubmission>(e =>
            {
                ChangesOften(e);
                e.HasIndex(r => r.SubmissionId);
                e.HasIndex(r => new { r.UserId, r.DueAt });
            });
            Row<CanvasSubmission>(e =>
            {
                ChangesOften(e);
                e.HasIndex(r => new { r.AssignmentId, r.UserId }).IsUnique();
                e.HasIndex(r => new { r.CourseId, r.UserId, r.AssignmentId });
                e.HasIndex(r => new { r.UserId, r.CachedDueDate });
            });
            Row<CanvasGradingPeriod>(e => e.HasIndex(r => r.GradingPeriodGroupId));
            Row<CanvasGradingStandard>();
            CourseRow<CanvasLatePolicy>();
            CourseRow<CanvasModule>();
            CourseRow<CanvasModuleItem>(e => e.HasIndex(r => r.ModuleId));
        }

        public void History()
        {
            Table<CanvasGradeHistory>(e =>
            {
                e.Property(r => r.Change).HasMaxLength(20);
                e.HasIndex(r => new { r.EnrollmentId, r.RecordedAt });
                e.HasIndex(r => new { r.UserId, r.CourseId, r.RecordedAt });
                e.HasIndex(r => new { r.CourseId, r.RecordedAt });
            });
            Table<CanvasAssignmentScoreHistory>(e =>
            {
                e.Property(r => r.Change).HasMaxLength(20);
                e.HasIndex(r => new { r.SubmissionId, r.RecordedAt });
                e.HasIndex(r => new { r.AssignmentId, r.RecordedAt });
                e.HasIndex(r => new { r.UserId, r.CourseId, r.RecordedAt });
                e.HasIndex(r => new { r.CourseId, r.RecordedAt });
            });
            Table<CanvasCourseSnapshot>(e => e.HasIndex(r => new { r.CourseId, r.RecordedAt }));
            Archive<CanvasArchivedGradeHistory>(e =>
            {
                e.HasIndex(r => r.UserId);
                e.HasKey(r => r.Id);
                e.Property(r => r.Id).ValueGeneratedNever();
                e.Property(r => r.Change).HasMaxLength(20);
                e.HasIndex(r => new { r.EnrollmentId, r.RecordedAt });
                e.HasIndex(r => new { r.CourseId, r.RecordedAt });
            });
            Archive<CanvasArchivedScoreHistory>(e =>
            {
                e.HasIndex(r => r.AssignmentId);
                e.HasIndex(r => r.UserId);
                e.HasKey(r => r.Id);
                e.Property(r => r.Id).ValueGeneratedNever();
                e.Property(r => r.Change).HasMaxLength(20);
                e.HasIndex(r => new { r.SubmissionId, r.RecordedAt });
                e.HasIndex(r => new { r.CourseId, r.RecordedAt });
            });
            Archive<CanvasArchivedCourseSnapshot>(e =>
            {
                e.HasKey(r => r.Id);
                e.Property(r => r.Id).ValueGeneratedNever();
                e.HasIndex(r => new { r.CourseId, r.RecordedAt });
            });
        }

        public void Metadata()
        {
            Table<CanvasStudentMetadata>(e =>
            {
                e.HasKey(r => r.UserId);
                e.Property(r => r.UserId).ValueGeneratedNever();
                e.Property(r => r.Version).IsConcurrencyToken();
            });
            Table<CanvasAssignmentMetadata>(e =>
            {
                e.HasKey(r => r.AssignmentId);
                e.Property(r => r.AssignmentId).ValueGeneratedNever();
                e.Property(r => r.Version).IsConcurrencyToken();
            });
            Table<CanvasCourseMetadata>(e =>
            {
                e.HasKey(r => r.CourseId);
                e.Property(r => r.CourseId).ValueGeneratedNever();
                e.Property(r => r.Version).IsConcurrencyToken();
            });
            Table<CanvasCustomFieldValue>(e =>
            {
                e.Property(r => r.TargetType).HasMaxLength(20);
                e.Property(r => r.Name).HasMaxLength(100);
                e.Property(r => r.Value).HasMaxLength(400);
                e.Property(r => r.Version).IsConcurrencyToken();
                e.HasKey(r => new { r.TargetType, r.TargetId, r.Name });
                e.HasIndex(r => new { r.TargetType, r.Name, r.Value });
            });
            Table<CanvasNote>(e =>
            {
                e.Property(r => r.TargetType).HasMaxLength(20);
                e.Property(r => r.AuthorName).HasMaxLength(200);
                e.Property(r => r.Visibility).HasMaxLength(20);
                e.Property(r => r.Version).IsConcurrencyToken();
                e.HasIndex(r => new { r.TargetType, r.TargetId });
                e.HasIndex(r => new { r.CourseId, r.CreatedAt });
                e.HasIndex(r => r.AuthorUserId);
            });
            Table<CanvasNoteRevision>(e =>
            {
                e.Property(r => r.Visibility).HasMaxLength(20);
                e.Property(r => r.ReplacedByName).HasMaxLength(200);
                e.HasKey(r => new { r.NoteId, r.Version });
                e.HasOne<CanvasNote>().WithMany().HasForeignKey(r => r.NoteId);
            });
            Table<CanvasTag>(e =>
            {
                e.Property(r => r.NormalizedName).HasMaxLength(TagNames.MaxLength).IsConcurrencyToken();
                e.HasIndex(r => r.NormalizedName).IsUnique();
            });
            Table<CanvasTagLink>(e =>
            {
                e.Property(r => r.TargetType).HasMaxLength(20);
                e.HasKey(r => new { r.TagId, r.TargetType, r.TargetId });
                e.HasIndex(r => new { r.TargetType, r.TargetId });
                e.HasOne<CanvasTag>().WithMany().HasForeignKey(r => r.TagId);
            });
        }

        public void Analytics()
        {
            Table<CanvasOffering>(e =>
            {
                e.HasKey(r => r.CourseId);
                e.Property(r => r.CourseId).ValueGeneratedNever();
                e.Property(r => r.CourseKey).HasMaxLength(200);
                e.Property(r => r.Revision).IsConcurrencyToken();
                e.HasIndex(r => r.CourseKey);
            });
            Table<CanvasOfferingSnapshot>(e =>
            {
                e.HasKey(r => new { r.CourseId, r.UserId, r.Cut });
                e.HasIndex(r => r.UserId);
                e.HasOne<CanvasOffering>().WithMany().HasForeignKey(r => r.CourseId);
            });
            Table<CanvasAnalyticsModel>(e =>
            {
                e.HasKey(r => r.Key);
                e.Property(r => r.Key).HasMaxLength(200);
                e.Property(r => r.Version).HasMaxLength(50).IsConcurrencyToken();
                e.Property(r => r.History).HasMaxLength(100).IsConcurrencyToken();
            });
        }

        // Statements about one course then touch one partition. Snapshots are few, and stay in one table.
        public void Partition(int count)
        {
            foreach (var type in (Type[])[typeof(CanvasSubmission), typeof(CanvasGradeHistory), typeof(CanvasAssignmentScoreHistory), typeof(CanvasArchivedGradeHistory), typeof(CanvasArchivedScoreHistory)])
            {
                model.Entity(type).HasAnnotation(CanvasSchema.CoursePartitions, count);
            }
        }

        private static void Life<T>(EntityTypeBuilder<T> entity) where T : CanvasLifecycleRow
        {
            entity.Property(r => r.Decision).HasMaxLength(20);
            entity.Property(r => r.StateChangedBy).HasMaxLength(200);
        }

        // On PostgreSQL an update needs no new index entries when its page has room and no index holds a changed column. Rows
        // that change on one day lie together, as those of one assignment do: half of a page is kept free for them. The name is that
        // of Npgsql's HasStorageParameter; other providers pass over it.
        private static void ChangesOften<T>(EntityTypeBuilder<T> entity) where T : CanvasRow =>
            entity.HasAnnotation("Npgsql:StorageParameter:fillfactor", 50);

        private void CourseRow<T>(Action<EntityTypeBuilder<T>>? configure = null) where T : CanvasCourseRow =>
            Row<T>(e =>
            {
                e.HasIndex(r => r.CourseId);
                configure?.Invoke(e);
            });

        private void Row<T>(Action<EntityTypeBuilder<T>>? configure = null) where T : CanvasRow =>
            Table<T>(e =>
            {
                e.Property(r => r.Id).ValueGeneratedNever();
                configure?.Invoke(e);
            });

        // A table of its own with the columns of its class's base, which is another table.
        private void Archive<T>(Action<EntityTypeBuilder<T>> configure) where T : class =>
            Table<T>(e =>
            {
                e.HasBaseType((Type?)null);
                configure(e);
            });

        // Names stay with the host's conventions: a name given here would escape snake_case and its like.
        private void Table<T>(Action<EntityTypeBuilder<T>> configure) where T : class
        {
            var entity = model.Entity<T>();
            if (schema is not null)
            {
                entity.Metadata.SetSchema(schema);
            }

            configure(entity);
            foreach (var property in entity.Metadata.GetProperties().Where(p => p.ClrType == typeof(DateTime) || p.ClrType == typeof(DateTime?)))
            {
                property.SetValueConverter(_utc);
            }
        }
    }
}
