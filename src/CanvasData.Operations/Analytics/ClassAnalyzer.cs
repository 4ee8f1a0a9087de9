namespace CanvasData.Operations.Analytics;

/// <summary>Computes everything about a class at a moment. Nothing here reads anything.</summary>
internal static class ClassAnalyzer
{
    public static ClassAnalysis Analyze(LoadedCourse course, FinalGradeModel model, DateTime moment)
    {
        var standing = StandingCalculator.Of(course.Work, moment);
        var provenance = new Provenance(moment, model.Version, model.Basis, model.Offerings, Hash(course, model, moment));
        return null!;
    }

    private static ulong Hash(LoadedCourse course, FinalGradeModel model, DateTime moment)
    {
        var hash = new CourseWorkHash().Add(moment).Add(model.Version).Add((int)model.Basis).Add(model.Offerings).Add(course.Work).Add(course.Scheme.PassingScore);
        foreach (var letter in course.Scheme.Scheme?.Entries ?? [])
        {
            hash.Add(letter.Name).Add((double)letter.LowerBound);
        }

        foreach (var member in course.Roll.Members)
        {
            hash.Add(member.LastActivityAt);
        }

        return hash.Value;
    }
}
