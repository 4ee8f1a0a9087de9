using CanvasData.Operations.Analytics.Tests.Calculators;

namespace CanvasData.Operations.Analytics.Tests.Models;

public sealed class CourseModelsShould
{
    // Three courses with two offerings each, in which the rest is earned worse by another margin each; the third has too
    // few students for a model of its own.
    private static readonly List<OfferingSnapshot> History = [.. from course in Enumerable.Range(1, 3)
                                                             from term in Enumerable.Range(1, 2)
                                                             from snapshot in OfferingSnapshots.Create(Course.Generated((course * 10) + term, course == 3 ? 10 : 80, 12))
                                                             select snapshot with
                                                             {
                                                                 OfferingId = (course * 10) + term,
                                                                 CourseKey = $"COURSE {course}",
                                                                 Final = snapshot.Standing.Earned + (snapshot.Standing.RemainingWeight * Math.Max(0, snapshot.Standing.Current - (15 * course))),
                                                             }];

    [Theory]
    [InlineData("COURSE 1")]
    [InlineData("COURSE 2")]
    public void LookAtNoRowsOfOtherCourses(string course)
    {
        var institution = FinalGradeModel.Fit(History, null);

        var alone = FinalGradeModel.FitCourse([.. History.Where(row => row.CourseKey == course)], course, institution);

        BytesOf(alone).Should().Equal(BytesOf(FinalGradeModel.Fit(History, course)));
        BytesOf(alone).Should().NotEqual(BytesOf(institution));
    }

    [Fact]
    public void BeTheInstitutionsOwnWhereACourseHasTooLittleHistory()
    {
        var institution = FinalGradeModel.Fit(History, null);

        institution.Basis.Should().Be(PredictionBasis.InstitutionHistory);
        FinalGradeModel.FitCourse(History, "COURSE 1", institution).Basis.Should().Be(PredictionBasis.CourseHistory);
        FinalGradeModel.FitCourse(History, "COURSE 3", institution).Should().BeSameAs(institution);
        FinalGradeModel.FitCourse(History, "COURSE 4", institution).Should().BeSameAs(institution);
        FinalGradeModel.FitCourse([], "COURSE 1", institution).Should().BeSameAs(institution);
    }

    [Fact]
    public void BeSavedWhole()
    {
        foreach (var model in new[] { FinalGradeModel.Fit(History, null), FinalGradeModel.Fit(History, "COURSE 1"), FinalGradeModel.ColdStart })
        {
            var bytes = BytesOf(model);

            BytesOf(FinalGradeModel.Load(new MemoryStream(bytes))!).Should().Equal(bytes);
        }
    }

    private static byte[] BytesOf(FinalGradeModel model)
    {
        using var target = new MemoryStream();
        model.Save(target);
        return target.ToArray();
    }
}
