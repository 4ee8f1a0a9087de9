using System.Globalization;
using System.IO.Compression;

namespace CanvasData.Operations.Analytics.Tests.Evaluation;

public sealed class EvaluationShould : IDisposable
{
    private const string Header = "code_module,code_presentation,id_student,cut,pred,lo80,hi80,lo90,hi90,p_low,p_risk";

    // Places of AAA 2014B and BBB 2014B in the order of courses and terms.
    private static readonly (string Module, int Number)[] Running = [("AAA", 2), ("BBB", 5)];

    private readonly InventedOulad _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task PredictEveryoneWhoIsThereAtEachCut()
    {
        var (outcome, rows) = await PredictAsync();

        outcome.ExitCode.Should().Be(0, outcome.Errors);
        foreach (var (module, number) in Running)
        {
            StudentsAt(0.25, module).Should().Equal(Those(number, place => place != InventedOulad.Late), "one has not come yet");
            StudentsAt(0.5, module).Should().Equal(Those(number, place => !InventedOulad.Leaves(place)), "four have left");
            StudentsAt(0.75, module).Should().Equal(Those(number, place => !InventedOulad.Leaves(place)));
        }

        rows.Should().OnlyContain(row => row.Presentation == "2014B").And.NotContain(row => row.Module == "GGG", "its coursework has no weight");

        IEnumerable<int> StudentsAt(double cut, string module) => rows.Where(row => row.Cut == cut && row.Module == module).Select(row => row.Student).Order();

        static IEnumerable<int> Those(int number, Func<int, bool> isThere) => Enumerable.Range(0, InventedOulad.Students).Where(isThere).Select(place => InventedOulad.IdOf(number, place));
    }

    [Fact]
    public async Task KeepPredictionsIntervalsAndChancesWithinTheirRanges()
    {
        var (_, rows) = await PredictAsync();

        rows.Should().NotBeEmpty().And.OnlyContain(row => row.Numbers.All(number => number != null));
        rows.Should().OnlyContain(row => 0 <= row[3] && row[3] <= row[1] && row[1] <= row[0] && row[0] <= row[2] && row[2] <= row[4] && row[4] <= 100, "intervals lie within each other around the prediction");
        rows.Should().OnlyContain(row => row[5] >= 0 && row[5] <= 1 && row[6] >= 0 && row[6] <= 1);
        rows.Select(row => row[0]).Distinct().Count().Should().BeGreaterThan(50);
    }

    [Fact]
    public async Task LeaveChancesOpenThatNothingCalibrates()
    {
        var (_, rows) = await PredictAsync("--method", "cold");

        rows.Should().NotBeEmpty().And.OnlyContain(row => row[0] != null && row[5] == null && row[6] == null);
    }

    [Fact]
    public async Task UseNothingThatHappenedAfterTheDayOfPrediction()
    {
        var (_, before) = await PredictAsync();
        _data.Change("studentAssessment.csv", lines => lines.Where(line => line.Split(',') is var fields && (fields[0].Length != 2 || fields[0][0] is not ('2' or '5') || int.Parse(fields[2], CultureInfo.InvariantCulture) <= 57)));
        _data.Change("studentInfo.csv", lines => lines.Select(line => line.Contains("2014B", StringComparison.Ordinal) ? line.Replace(",Pass", ",Fail", StringComparison.Ordinal) : line));

        var (_, after) = await PredictAsync();

        after.Where(row => row.Cut == 0.25).Should().BeEquivalentTo(before.Where(row => row.Cut == 0.25), options => options.WithStrictOrdering());
        after.Where(row => row.Cut == 0.75).Should().NotBeEquivalentTo(before.Where(row => row.Cut == 0.75));
    }

    [Fact]
    public async Task WriteTheSameBytesInEveryCulture()
    {
        await PredictAsync();
        var english = await File.ReadAllTextAsync(_data.PathOf("predictions.csv"));

        await EvaluationProgram.RunAsync(Arguments("--csv", _data.PathOf("predictions.csv")), "de_DE.UTF-8");

        (await File.ReadAllTextAsync(_data.PathOf("predictions.csv"))).Should().Be(english);
    }

    [Fact]
    public async Task ReadCompressedFilesAndQuotedFields()
    {
        var (_, plain) = await PredictAsync();
        _data.Change("studentInfo.csv", lines => lines.Select((line, i) => i == 0 ? "\uFEFF" + line : $"\"{line.Replace(",", "\",\"", StringComparison.Ordinal)}\""));
        await using (var target = new GZipStream(File.Create(_data.PathOf("studentAssessment.csv.gz")), CompressionLevel.Fastest))
        {
            await target.WriteAsync(await File.ReadAllBytesAsync(_data.PathOf("studentAssessment.csv")));
        }

        File.Delete(_data.PathOf("studentAssessment.csv"));

        (await PredictAsync()).Rows.Should().BeEquivalentTo(plain, options => options.WithStrictOrdering());
    }

    [Fact]
    public async Task CompareAllMethodsAndTheBoostedTreesWhenAsked()
    {
        var outcome = await EvaluationProgram.RunAsync(Arguments("--ml", "--method", "ml", "--csv", _data.PathOf("predictions.csv")));

        outcome.ExitCode.Should().Be(0, outcome.Errors);
        foreach (var method in new[] { "a2", "b0", "cold", "history", "lightgbm", "lightgbm-mean", "ml", "ml-forced", "ml-lightgbm", "ml-lightgbm-forced" })
        {
            outcome.Output.Split('\n').Count(line => line.StartsWith($"{method} ", StringComparison.Ordinal)).Should().Be(9, "{0} has three cuts in three tables", method);
        }

        Rows().Should().NotBeEmpty();
    }

    [Fact]
    public async Task WriteTheFiguresOfEachCourseWhenAsked()
    {
        var plain = await EvaluationProgram.RunAsync(Arguments());
        var outcome = await EvaluationProgram.RunAsync(Arguments("--courses"));

        outcome.Output.Should().StartWith(plain.Output);
        foreach (var course in new[] { "AAA", "BBB" })
        {
            outcome.Output.Split('\n').Count(line => line.StartsWith($"{course}    history ", StringComparison.Ordinal)).Should().Be(3, "there are three cuts");
        }
    }

    [Fact]
    public async Task PredictTheLastTermFromAllBeforeItByDefault()
    {
        var (_, rows) = await PredictAsync();
        await EvaluationProgram.RunAsync(["--data", _data.Folder, "--csv", _data.PathOf("predictions.csv")]);

        Rows().Should().BeEquivalentTo(rows, options => options.WithStrictOrdering());
    }

    [Fact]
    public async Task EndWithOneExactlyWhenABarIsMissed()
    {
        var outcome = await EvaluationProgram.RunAsync(Arguments("--bars"));

        var bars = outcome.Output.Split('\n').Where(line => line.StartsWith("PASS  ", StringComparison.Ordinal) || line.StartsWith("MISS  ", StringComparison.Ordinal)).ToList();
        bars.Should().HaveCount(26);
        outcome.ExitCode.Should().Be(bars.Exists(line => line.StartsWith("MISS", StringComparison.Ordinal)) ? 1 : 0);
    }

    [Theory]
    [InlineData("studentInfo.csv", "final_result", "result", "*studentInfo.csv has no column final_result*code_module*")]
    [InlineData("assessments.csv", ",TMA,20,10", ",TMA,soon,10", "*assessments.csv, line 2: date is 'soon'; it takes a number*")]
    [InlineData("studentAssessment.csv", "0,1000,", "0,somebody,", "*studentAssessment.csv, line 2: id_student is 'somebody'; it takes a whole number*")]
    [InlineData("studentRegistration.csv", "1000,-20,?", "1000", "*studentRegistration.csv, line 2: 3 fields*date_unregistration*")]
    public async Task SayWhichLineOfAFileIsBad(string file, string good, string bad, string message)
    {
        _data.Change(file, lines =>
        {
            var text = string.Join('\n', lines);
            var at = text.IndexOf(good, StringComparison.Ordinal);
            return [$"{text[..at]}{bad}{text[(at + good.Length)..]}"];
        });

        await RefusedAsync(Arguments(), message);
    }

    [Theory]
    [InlineData("courses.csv")]
    [InlineData("assessments.csv")]
    [InlineData("studentInfo.csv")]
    [InlineData("studentRegistration.csv")]
    [InlineData("studentAssessment.csv")]
    public async Task SayWhichFileIsMissingOrEmpty(string file)
    {
        await File.WriteAllTextAsync(_data.PathOf(file), "");
        await RefusedAsync(Arguments(), $"*{file} is empty*");

        File.Delete(_data.PathOf(file));
        await RefusedAsync(Arguments(), $"*no {file}*layout of OULAD*");
    }

    [Fact]
    public async Task SayThatACompressedFileIsDamaged()
    {
        File.Move(_data.PathOf("studentAssessment.csv"), _data.PathOf("studentAssessment.csv.gz"));

        await RefusedAsync(Arguments(), "*studentAssessment.csv*cannot be read*");
    }

    [Fact]
    public async Task SayWhenThereIsNothingToLearnFrom()
    {
        _data.Change("studentInfo.csv", lines => lines.Where(line => !line.Contains("2013", StringComparison.Ordinal)));

        await RefusedAsync(Arguments(), "*2013B, 2013J*no one completed*");
    }

    [Fact]
    public async Task RefuseWhatItCannotDo()
    {
        await RefusedAsync(["--data", _data.PathOf("nowhere"), "--history", "2013B", "--predict", "2014B"], "*no folder*nowhere*");
        await RefusedAsync(["--data", _data.Folder, "--history", "2013B", "--predict", "2014J"], "*no presentation 2014J*2013B, 2013J, 2014B*");
        await RefusedAsync(["--data", _data.Folder, "--history", "2013B,2014B", "--predict", "2014B"], "*2014B is in --history and in --predict*");
        await RefusedAsync(["--data", _data.Folder, "--predict", "2013B"], "*no presentation to learn from*2013B, 2013J, 2014B*");
        await RefusedAsync(["--data", _data.Folder, "--history", ","], "*--history names no presentation*");
        await RefusedAsync(["--history", "2013B"], "*--data is needed*");
        await RefusedAsync(["--data"], "*--data needs a value*");
        await RefusedAsync(Arguments("--fast"), "*--fast is not an option*--data DIR*");
        await RefusedAsync(Arguments("--method", "oracle"), "*no method oracle*history*");
        await RefusedAsync(Arguments("--csv", _data.PathOf("none/predictions.csv")), "*predictions.csv cannot be written*");
    }

    private static async Task RefusedAsync(IReadOnlyList<string> arguments, string message)
    {
        var outcome = await EvaluationProgram.RunAsync(arguments);

        outcome.ExitCode.Should().Be(2);
        outcome.Errors.Trim().Should().Match(message).And.NotContain("\n", "it is one sentence and no stack trace");
    }

    private string[] Arguments(params string[] more) => ["--data", _data.Folder, "--history", "2013B,2013J", "--predict", "2014B", .. more];

    private async Task<(ProgramOutcome Outcome, List<Prediction> Rows)> PredictAsync(params string[] more)
    {
        var outcome = await EvaluationProgram.RunAsync(Arguments(["--csv", _data.PathOf("predictions.csv"), .. more]));
        return (outcome, Rows());
    }

    private List<Prediction> Rows()
    {
        var lines = File.ReadAllLines(_data.PathOf("predictions.csv"));
        lines[0].Should().Be(Header);
        return [.. lines.Skip(1).Select(line => line.Split(',')).Select(fields => new Prediction(
            fields[0], fields[1], int.Parse(fields[2], CultureInfo.InvariantCulture), double.Parse(fields[3], CultureInfo.InvariantCulture),
            [.. fields[4..11].Select(field => field.Length == 0 ? (double?)null : double.Parse(field, CultureInfo.InvariantCulture))]))];
    }

    /// <summary>A line: numbers are pred, lo80, hi80, lo90, hi90, p_low, p_risk.</summary>
    private sealed record Prediction(string Module, string Presentation, int Student, double Cut, IReadOnlyList<double?> Numbers)
    {
        public double? this[int number] => Numbers[number];
    }
}
