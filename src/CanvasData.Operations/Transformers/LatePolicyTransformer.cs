using CanvasData.Operations.Client;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Transformers;

/// <summary>The built-in rules from <see cref="LatePolicyRecord"/> to <see cref="CanvasLatePolicy"/>; begin with them in rules of your own.</summary>
public sealed class LatePolicyTransformer : ICanvasTransformer<LatePolicyRecord, CanvasLatePolicy>
{
    /// <inheritdoc/>
    public void Transform(LatePolicyRecord record, CanvasLatePolicy row, TransformContext context)
    {
        // A course has one policy at most, and older versions of Canvas give it no id.
        row.Id = row.CourseId;
        row.MissingSubmissionDeductionEnabled = context.Read(record.MissingSubmissionDeductionEnabled, nameof(row.MissingSubmissionDeductionEnabled));
        row.MissingSubmissionDeduction = context.Read(record.MissingSubmissionDeduction, nameof(row.MissingSubmissionDeduction));
        row.LateSubmissionDeductionEnabled = context.Read(record.LateSubmissionDeductionEnabled, nameof(row.LateSubmissionDeductionEnabled));
        row.LateSubmissionDeduction = context.Read(record.LateSubmissionDeduction, nameof(row.LateSubmissionDeduction));
        row.LateSubmissionInterval = context.Read(record.LateSubmissionInterval, nameof(row.LateSubmissionInterval));
        row.LateSubmissionMinimumPercentEnabled = context.Read(record.LateSubmissionMinimumPercentEnabled, nameof(row.LateSubmissionMinimumPercentEnabled));
        row.LateSubmissionMinimumPercent = context.Read(record.LateSubmissionMinimumPercent, nameof(row.LateSubmissionMinimumPercent));
        row.CreatedAt = context.Read(record.CreatedAt, nameof(row.CreatedAt));
        row.UpdatedAt = context.Read(record.UpdatedAt, nameof(row.UpdatedAt));
    }
}
