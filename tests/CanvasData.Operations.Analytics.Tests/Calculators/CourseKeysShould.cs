using CanvasData.Operations.Analytics;
using CsCheck;

namespace CanvasData.Operations.Analytics.Tests.Calculators;

/// <summary>Offerings of a course are recognised by subject and number, however a school writes its codes.</summary>
public class CourseKeysShould
{
    [Theory]
    [InlineData("202580-HIST-1575-008-1", "HIST 1575")]
    [InlineData("202610-HIST-1575", "HIST 1575")]
    [InlineData("202580-DANC-1100-001-2", "DANC 1100")]
    [InlineData("202580-CHEM-1810", "CHEM 1810")]
    [InlineData("2231-MATH-101", "MATH 101")]
    [InlineData("20253 MATH 101", "MATH 101")]
    [InlineData("FA25-BIO-101", "BIO 101")]
    [InlineData("2025FA_BIO_101", "BIO 101")]
    [InlineData("F25 MATH 1A", "MATH 1A")]
    [InlineData("25F MATH 1A", "MATH 1A")]
    [InlineData("25/FA BIO 101", "BIO 101")]
    [InlineData("SP 26 BIO 101", "BIO 101")]
    [InlineData("2025 Fall BIO 101", "BIO 101")]
    [InlineData("2025-S1 BIOL101", "BIOL 101")]
    [InlineData("S1 2025 BIOL101", "BIOL 101")]
    [InlineData("Term 1 2025 Math 101", "MATH 101")]
    [InlineData("202580HIST1575", "HIST 1575")]
    [InlineData("2025-2026 Math 7", "MATH 7")]
    [InlineData("001-HIST-1575", "HIST 1575")]
    [InlineData("2258-ASU01-HIST-1575", "HIST 1575")]
    public void LeaveATermOutThatComesFirst(string code, string key) => CourseKeys.Parse(code).Should().Be(key);

    [Theory]
    [InlineData("BIO-101-202580", "BIO 101")]
    [InlineData("MATH-101-02 Fall 2026", "MATH 101")]
    [InlineData("math 101-01 (2025FA)", "MATH 101")]
    [InlineData("HIST-2025FA-1575", "HIST 1575")]
    [InlineData("Biology 101 - Autumn 2025", "BIOLOGY 101")]
    [InlineData("Fall 2025 - Biology 101", "BIOLOGY 101")]
    [InlineData("Intro to Biology 101 Spring", "INTRO TO BIOLOGY 101")]
    [InlineData("CS61A-LEC-001", "CS 61A")]
    [InlineData("CS 61S", "CS 61S")]
    public void LeaveATermOutWhereverItStands(string code, string key) => CourseKeys.Parse(code).Should().Be(key);

    [Theory]
    [InlineData("HIST-2010-001", "HIST 2010")]
    [InlineData("202580-HIST-2010-008-1", "HIST 2010")]
    [InlineData("HIST 2010 Fall 2025", "HIST 2010")]
    [InlineData("MATH 2025", "MATH 2025")]
    [InlineData("FA 101", "FA 101")]
    [InlineData("SP 201 001", "SP 201")]
    [InlineData("FA25-FA-101", "FA 101")]
    [InlineData("BIO 001", "BIO 001")]
    public void KeepNumbersAndSubjectsThatLookLikeTerms(string code, string key) => CourseKeys.Parse(code).Should().Be(key);

    [Theory]
    [InlineData("2025-26 Biology", "BIOLOGY")]
    [InlineData("25-26 Biology", "BIOLOGY")]
    [InlineData("202580 Biology", "BIOLOGY")]
    [InlineData("FA25 Biology", "BIOLOGY")]
    [InlineData("Biology (Fall 2025)", "BIOLOGY")]
    [InlineData("Safety training", "SAFETY TRAINING")]
    public void BeTheWordsOfACodeWithoutANumber(string code, string key) => CourseKeys.Parse(code).Should().Be(key);

    [Theory]
    [InlineData(null)]
    [InlineData(" - ")]
    [InlineData("12345")]
    [InlineData("202580-12345-001")]
    [InlineData("6.006")]
    [InlineData("2025FA")]
    [InlineData("FA25")]
    [InlineData("Fall 2025")]
    [InlineData("2025-26")]
    [InlineData("101 Biology")]
    [InlineData("2231 Biology")]
    [InlineData("BIO 2025 101")]
    [InlineData("Grade 9 English")]
    public void BeNoneRatherThanAWrongOne(string? code) => CourseKeys.Parse(code).Should().BeNull();

    [Fact]
    public void BeTheSameInEveryTermAndSection() => Gen.Select(Gen.String[Gen.Char['A', 'Z'], 3, 5], Gen.Int[100, 1899], Gen.Int[2015, 2035], Gen.Int[1, 99]).Sample(
        (subject, number, year, section) =>
        {
            string[] codes = [$"{year}10-{subject}-{number}-{section:000}", $"{subject} {number}-{section:00} Fall {year}", $"FA{year % 100:00}_{subject}_{number}", $"{subject}{number} ({year}SP)", $"{year} Spring {subject.ToLowerInvariant()}.{number}"];
            return codes.All(code => CourseKeys.Parse(code) is { } key && (key == $"{subject} {number}" || IsSeason(subject)));
        },
        iter: 500);

    private static bool IsSeason(string subject) => subject is "FALL" or "SPR" or "SUM" or "WIN" or "AUT" or "TERM" or "SEM" or "SEC" or "YEAR" or "BLOCK" or "GRADE" or "CLASS" or "LEVEL" or "GROUP";
}
