using CanvasData.Operations.Client;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Transformers;

/// <summary>The built-in rules from <see cref="SectionRecord"/> to <see cref="CanvasSection"/>; begin with them in rules of your own.</summary>
public sealed class SectionTransformer : ICanvasTransformer<SectionRecord, CanvasSection>
{
    /// <inheritdoc/>
    public void Transform(SectionRecord record, CanvasSection row, TransformContext context)
    {
        row.Id = context.Key(record.Id, nameof(row.Id));
        row.Name = context.Read(record.Name, nameof(row.Name));
        row.StartAt = context.Read(record.StartAt, nameof(row.StartAt));
        row.EndAt = context.Read(record.EndAt, nameof(row.EndAt));
        row.CreatedAt = context.Read(record.CreatedAt, nameof(row.CreatedAt));
        row.RestrictEnrollmentsToSectionDates = context.Read(record.RestrictEnrollmentsToSectionDates, nameof(row.RestrictEnrollmentsToSectionDates));
        row.NonxlistCourseId = context.Read(record.NonxlistCourseId, nameof(row.NonxlistCourseId));
        row.SisSectionId = context.Read(record.SisSectionId, nameof(row.SisSectionId));
        row.IntegrationId = context.Read(record.IntegrationId, nameof(row.IntegrationId));
    }
}
