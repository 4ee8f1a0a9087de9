using System.Linq.Expressions;
using System.Reflection;
using System.Reflection.Emit;
using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore.Query;

namespace CanvasData.Operations.Tests.Architecture;

/// <summary>
/// One rule in one place: what decides who is a student and what is graded, missing, counted and shown is read by the
/// rules alone, and every room that needs a rule uses that very expression. Both are seen in the compiled code.
/// </summary>
public sealed class RulesShould
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The columns by which Canvas decides.</summary>
    private static readonly Dictionary<Type, string[]> Deciding = new()
    {
        [typeof(CanvasEnrollment)] = [nameof(CanvasEnrollment.Type), nameof(CanvasEnrollment.EnrollmentState)],
        [typeof(CanvasCourse)] =
            [nameof(CanvasCourse.WorkflowState), nameof(CanvasCourse.HideFinalGrades), nameof(CanvasCourse.RestrictQuantitativeData), nameof(CanvasCourse.RestrictEnrollmentsToCourseDates)],
        [typeof(CanvasAssignment)] =
        [
            nameof(CanvasAssignment.WorkflowState), nameof(CanvasAssignment.Published), nameof(CanvasAssignment.SubmissionTypes), nameof(CanvasAssignment.OmitFromFinalGrade),
            nameof(CanvasAssignment.VisibleToEveryone), nameof(CanvasAssignment.OnlyVisibleToOverrides), nameof(CanvasAssignment.HasSubAssignments), nameof(CanvasAssignment.AnonymousGrading),
            nameof(CanvasAssignment.IsQuizLtiAssignment),
        ],
        [typeof(CanvasSubmission)] =
        [
            nameof(CanvasSubmission.WorkflowState), nameof(CanvasSubmission.Excused), nameof(CanvasSubmission.Late), nameof(CanvasSubmission.Missing),
            nameof(CanvasSubmission.LatePolicyStatus), nameof(CanvasSubmission.CustomGradeStatusId), nameof(CanvasSubmission.GraderId),
        ],
        [typeof(CanvasCheckpointSubmission)] =
        [
            nameof(CanvasCheckpointSubmission.Excused), nameof(CanvasCheckpointSubmission.Missing), nameof(CanvasCheckpointSubmission.LatePolicyStatus), nameof(CanvasCheckpointSubmission.CustomGradeStatusId),
        ],
    };

    /// <summary>Who may read such a column without a rule, because it passes the value on and decides nothing by it.</summary>
    private static readonly string[] PassingOn =
    [
        // Rows of history and of results hold them as Canvas wrote them.
        "GradebookHistory: CanvasEnrollment.EnrollmentState", "GradebookHistory: CanvasSubmission.Excused", "GradebookHistory: CanvasSubmission.Late",
        "GradebookHistory: CanvasSubmission.LatePolicyStatus", "GradebookHistory: CanvasSubmission.Missing", "GradebookHistory: CanvasSubmission.WorkflowState",
        "HistoryRecorder: CanvasEnrollment.EnrollmentState", "HistoryRecorder: CanvasSubmission.Excused", "HistoryRecorder: CanvasSubmission.Late",
        "HistoryRecorder: CanvasSubmission.LatePolicyStatus", "HistoryRecorder: CanvasSubmission.Missing", "HistoryRecorder: CanvasSubmission.WorkflowState",
        "LifecycleQueries: CanvasEnrollment.EnrollmentState", "LifecycleQueries: CanvasEnrollment.Type", "ScopedTables: CanvasEnrollment.EnrollmentState", "ScopedTables: CanvasSubmission.WorkflowState",
        "CourseQueries: CanvasCourse.WorkflowState",

        // Checks compare the columns of two rows.
        "HistoryRules: CanvasEnrollment.EnrollmentState", "HistoryRules: CanvasSubmission.Excused", "HistoryRules: CanvasSubmission.LatePolicyStatus", "HistoryRules: CanvasSubmission.WorkflowState",
        "IntegrityRules: CanvasEnrollment.Type",

        // Of work that not everyone has: whether its overrides name all who have it.
        "StoredCourse: CanvasAssignment.OnlyVisibleToOverrides",
    ];

    /// <summary>Which rooms must use a rule, by itself or inside another rule.</summary>
    private static readonly Dictionary<string, string[]> Users = new()
    {
        ["EnrollmentRules.Student"] = ["Sync", "Queries", "Auditing", "Analytics"],
        ["EnrollmentRules.Concluded"] = ["Queries", "Auditing", "Analytics"],
        ["EnrollmentRules.InForce"] = ["Queries", "Analytics"],
        ["CourseRules.Day"] = ["Queries", "Analytics"],
        ["CourseRules.Available"] = ["Queries", "Analytics"],
        ["CourseRules.Concluded"] = ["Queries", "Analytics"],
        ["CourseRules.HidesTotals"] = ["Queries", "Analytics"],
        ["CourseRules.ShowsNumbers"] = ["Queries", "Analytics"],
        ["AssignmentRules.Published"] = ["History", "Queries", "Auditing", "Analytics"],
        ["AssignmentRules.OfGradableType"] = ["Auditing", "Analytics"],
        ["AssignmentRules.Omitted"] = ["Queries", "Auditing", "Analytics"],
        ["AssignmentRules.ForEveryone"] = ["Queries", "Auditing", "Analytics"],
        ["AssignmentRules.ExpectsSubmission"] = ["Queries", "Analytics"],
        ["AssignmentRules.HasCheckpoints"] = ["Sync", "Queries", "Analytics"],
        ["CheckpointRules.Ungraded"] = ["History", "Queries", "Analytics"],
        ["CheckpointRules.Missing"] = ["Queries", "Analytics"],
        ["CheckpointRules.MissingUnposted"] = ["Queries", "Analytics"],
        ["AssignmentRules.PostsByHand"] = ["Queries", "Analytics"],
        ["AssignmentRules.ForAll"] = ["Queries", "Analytics"],
        ["SubmissionRules.CalledGraded"] = ["History", "Queries", "Analytics"],
        ["SubmissionRules.AwaitsReview"] = ["History", "Queries", "Auditing", "Analytics"],
        ["SubmissionRules.Excused"] = ["History", "Queries", "Auditing", "Analytics"],
        ["SubmissionRules.HasGrade"] = ["History", "Queries", "Analytics"],
        ["SubmissionRules.Late"] = ["Queries", "Analytics"],
        ["SubmissionRules.MarkedMissing"] = ["Queries", "Analytics"],
        ["SubmissionRules.HasPlainStatus"] = ["Queries", "Analytics"],
        ["SubmissionRules.Untouched"] = ["Queries", "Analytics"],
        ["SubmissionRules.MayBecomeMissingUnposted"] = ["Queries", "Analytics"],
    };

    private static readonly Assembly Core = typeof(ICanvasBridge).Assembly;

    [Fact]
    public void BeTheOnlyReadersOfTheColumnsThatDecide()
    {
        var getters = Deciding.SelectMany(entity => entity.Value.Select(column => entity.Key.GetProperty(column)!)).ToDictionary(property => property.GetGetMethod()!, property => $"{property.DeclaringType!.Name}.{property.Name}");
        var found = Types().Where(type => RoomOf(type) is not ("Model" or "Transformers"))
            .SelectMany(type => MembersIn(type).OfType<MethodInfo>().Where(getters.ContainsKey).Select(method => $"{Outermost(type).Name}: {getters[method]}"))
            .Distinct().Order(StringComparer.Ordinal);

        found.Should().BeEquivalentTo(PassingOn);
    }

    [Fact]
    public void BeTheSameExpressionInEveryRoomThatNeedsThem()
    {
        var used = Types().GroupBy(RoomOf).ToDictionary(
            room => room.Key,
            room => room.SelectMany(MembersIn).OfType<FieldInfo>().Where(IsRule).Distinct().Select(field => (LambdaExpression)field.GetValue(null)!).ToList());

        var without = Users.SelectMany(one => one.Value.Where(room => !used[room].Exists(rule => Contains(rule, RuleNamed(one.Key)))).Select(room => $"{room} does without {one.Key}"));

        without.Should().BeEmpty();
    }

    private static LambdaExpression RuleNamed(string name) => name.Split('.') is [var type, var field]
        ? (LambdaExpression)Core.GetType($"CanvasData.Operations.Model.{type}", throwOnError: true)!.GetField(field, All)!.GetValue(null)!
        : throw new ArgumentException(name, nameof(name));

    private static bool IsRule(FieldInfo field) => field.DeclaringType is { IsNested: false } type && RoomOf(type) == "Model" && field.IsStatic && field.FieldType.IsAssignableTo(typeof(LambdaExpression));

    private static bool Contains(LambdaExpression whole, LambdaExpression part)
    {
        // A part is about the same rows: its parameters are those of the whole that have its types.
        var parameters = part.Parameters.Select(parameter => whole.Parameters.FirstOrDefault(other => other.Type == parameter.Type)).ToArray();
        var finder = new Finder(new Renaming(part.Parameters, parameters).Visit(part.Body));
        finder.Visit(whole.Body);
        return finder.IsFound || ExpressionEqualityComparer.Instance.Equals(whole, part);
    }

    private sealed class Finder(Expression part) : ExpressionVisitor
    {
        public bool IsFound { get; private set; }

        public override Expression? Visit(Expression? node)
        {
            IsFound |= node is not null && ExpressionEqualityComparer.Instance.Equals(node, part);
            return IsFound ? node : base.Visit(node);
        }
    }

    private sealed class Renaming(IReadOnlyList<ParameterExpression> from, ParameterExpression?[] to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => from.ToList().IndexOf(node) is >= 0 and var at && to[at] is { } other ? other : node;
    }

    private static IEnumerable<Type> Types() => Core.GetTypes();

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static string RoomOf(Type type) => Outermost(type).Namespace?.Split('.').ElementAtOrDefault(2) ?? "";

    /// <summary>The methods and fields that the code of a type names, in expression trees too.</summary>
    private static IEnumerable<MemberInfo> MembersIn(Type type) =>
        type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)).SelectMany(method => MembersIn(type, method));

    private static IEnumerable<MemberInfo> MembersIn(Type type, MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code)
        {
            yield break;
        }

        var (typeArguments, methodArguments) = (type.IsGenericType ? type.GetGenericArguments() : null, method.IsGenericMethod ? method.GetGenericArguments() : null);
        for (var at = 0; at < code.Length;)
        {
            var operation = code[at] == 0xFE ? TwoBytes[code[at + 1]] : OneByte[code[at]];
            at += operation.Size;
            if (operation.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineTok)
            {
                if (method.Module.ResolveMember(BitConverter.ToInt32(code, at), typeArguments, methodArguments) is { } member)
                {
                    yield return member;
                }
            }

            at += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    private static readonly OpCode[] OneByte = OpCodesOf(1);
    private static readonly OpCode[] TwoBytes = OpCodesOf(2);

    private static OpCode[] OpCodesOf(int size)
    {
        var codes = new OpCode[256];
        foreach (var code in typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (OpCode)field.GetValue(null)!).Where(code => code.Size == size))
        {
            codes[code.Value & 0xFF] = code;
        }

        return codes;
    }
}
