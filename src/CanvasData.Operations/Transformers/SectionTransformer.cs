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
        row.Name = context.Take(record.Name, nameof(row.Name));
        row.StartAt = context.Take(record.StartAt, nameof(row.StartAt));
        row.EndAt = context.Take(record.EndAt, nameof(row.EndAt));
        row.CreatedAt = context.Take(record.CreatedAt, nameof(row.CreatedAt));
        row.RestrictEnrollmentsToSectionDates = context.Take(record.RestrictEnrollmentsToSectionDates, nameof(row.RestrictEnrollmentsToSectionDates));
        row.NonxlistCourseId = context.Take(record.NonxlistCourseId, nameof(row.NonxlistCourseId));
        row.SisSectionId = context.Take(record.SisSectionId, nameof(row.SisSectionId));
        row.IntegrationId = context.Take(record.IntegrationId, nameof(row.IntegrationId));
    }
}
