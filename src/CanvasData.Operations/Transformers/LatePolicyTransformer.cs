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
        row.MissingSubmissionDeductionEnabled = context.Take(record.MissingSubmissionDeductionEnabled, nameof(row.MissingSubmissionDeductionEnabled));
        row.MissingSubmissionDeduction = context.Take(record.MissingSubmissionDeduction, nameof(row.MissingSubmissionDeduction));
        row.LateSubmissionDeductionEnabled = context.Take(record.LateSubmissionDeductionEnabled, nameof(row.LateSubmissionDeductionEnabled));
        row.LateSubmissionDeduction = context.Take(record.LateSubmissionDeduction, nameof(row.LateSubmissionDeduction));
        row.LateSubmissionInterval = context.Take(record.LateSubmissionInterval, nameof(row.LateSubmissionInterval));
        row.LateSubmissionMinimumPercentEnabled = context.Take(record.LateSubmissionMinimumPercentEnabled, nameof(row.LateSubmissionMinimumPercentEnabled));
        row.LateSubmissionMinimumPercent = context.Take(record.LateSubmissionMinimumPercent, nameof(row.LateSubmissionMinimumPercent));
        row.CreatedAt = context.Take(record.CreatedAt, nameof(row.CreatedAt));
        row.UpdatedAt = context.Take(record.UpdatedAt, nameof(row.UpdatedAt));
    }
}
