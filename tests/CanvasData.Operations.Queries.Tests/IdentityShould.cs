using System.Text.Json;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Queries.Tests;

/// <summary>A school in which people have vanished, were merged, were deleted, and share addresses.</summary>
public abstract class IdentityHost(Provider provider) : IAsyncLifetime
{
    public QueryHost Host { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Host = await QueryHost.StartAsync(provider);
        await Host.FillAsync(
        [
            .. School.Rows().Where(row => row is CanvasEnrollment or CanvasCourse),
            Person(1, "Ana", sis: "A1", login: "Ana.Lind@school.example", email: "ana@school.example", integration: "int-1"),
            Person(2, "Ben", sis: "a1", login: "ben", email: "Family@home.example"),
            Person(3, "Bea", sis: "B3", login: "bea", email: "family@HOME.example"),
            Person(4, "Old Cleo", sis: "C4", login: "cleo.old", into: 5, gone: true), Person(5, "Cleo Once", sis: "C5", into: 6, gone: true), Person(6, "Cleo", sis: "C6", login: "cleo"),
            Person(7, "Dan", sis: "D7", gone: true), Person(8, "Dan New", sis: "D8", login: "dan"), Person(9, "Dan Before", sis: "D8", gone: true),
            Person(10, "Eve", sis: "E10", gone: true), Person(12, "Into Nobody", sis: "F12", into: 404, gone: true),
            Person(13, "Round", sis: "G13", into: 14, gone: true), Person(14, "And Round", sis: "G14", into: 13, gone: true),
            Person(15, "Hal", sis: "H15"), Person(16, "Twin", sis: "T"), Person(17, "Twin", sis: "T"), Person(18, "Zoë", login: "ZOË"),
            new CanvasObjectStatus { ObjectType = "user", ObjectId = 10, Decision = LifecycleDecisions.DeletionApproved },
            new CanvasObjectStatus { ObjectType = "user", ObjectId = 11, Decision = LifecycleDecisions.Deleted },
            new CanvasObjectStatus { ObjectType = "user", ObjectId = 15, Active = false }, new CanvasObjectStatus { ObjectType = "user", ObjectId = 1, Active = true },
            new CanvasObjectStatus { ObjectType = "course", ObjectId = 2, Active = false },
        ]);
    }

    public async Task DisposeAsync() => await Host.DisposeAsync();

    private static CanvasUser Person(long id, string name, string? sis = null, string? login = null, string? email = null, string? integration = null, long? into = null, bool gone = false) => new()
    {
        Id = id, Name = name, SisUserId = sis, LoginId = login, Email = email, IntegrationId = integration, MergedIntoUserId = into, MissingSince = gone ? QueryHost.Now : null,
    };
}

public sealed class IdentityOnSqlite() : IdentityHost(Provider.Sqlite);

public sealed class IdentityInMemory() : IdentityHost(Provider.InMemory);

public sealed class IdentityOnPostgreSql() : IdentityHost(Provider.PostgreSql);

/// <summary>Who has signed in, and what that person may see.</summary>
public abstract class IdentityShould(IdentityHost school)
{
    private readonly QueryHost _host = school.Host;

    [Theory]
    [InlineData("A1", PersonMatchStatus.Found, 1L)]
    [InlineData("a1", PersonMatchStatus.Found, 2L)]
    [InlineData("C4", PersonMatchStatus.Merged, 6L)]
    [InlineData("C5", PersonMatchStatus.Merged, 6L)]
    [InlineData("D7", PersonMatchStatus.Vanished, null)]
    [InlineData("D8", PersonMatchStatus.Found, 8L)]
    [InlineData("E10", PersonMatchStatus.Deleted, null)]
    [InlineData("F12", PersonMatchStatus.Vanished, null)]
    [InlineData("G13", PersonMatchStatus.Vanished, null)]
    [InlineData("H15", PersonMatchStatus.Vanished, null)]
    [InlineData("T", PersonMatchStatus.Ambiguous, null)]
    [InlineData("nobody", PersonMatchStatus.NotFound, null)]
    [InlineData("' OR 1=1 --", PersonMatchStatus.NotFound, null)]
    public async Task TellTheOutcomesOfASisIdApart(string sisId, PersonMatchStatus status, long? userId)
    {
        var match = await AskAsync(identity => identity.FindBySisIdAsync(sisId));
        (match.Status, match.UserId).Should().Be((status, userId));
        (await AskAsync(identity => identity.FindBySisIdsAsync([sisId, "B3", sisId])))[sisId].Should().BeEquivalentTo(match, "many are found as one is");
    }

    [Fact]
    public async Task NameTheCandidates()
    {
        (await AskAsync(identity => identity.FindBySisIdAsync("T"))).CandidateIds.Should().Equal(16, 17);
        (await AskAsync(identity => identity.FindBySisIdAsync("C4"))).Should().Match<PersonMatch>(match => match.Name == "Cleo" && match.CandidateIds.Single() == 4);
    }

    [Fact]
    public async Task FindALoginAndAnAddressWithoutCase()
    {
        (await AskAsync(identity => identity.FindByLoginAsync(" ANA.lind@School.example "))).UserId.Should().Be(1);
        (await AskAsync(identity => identity.FindByLoginAsync("zoë"))).UserId.Should().Be(18);
        (await AskAsync(identity => identity.FindByEmailAsync("Ana@School.Example"))).UserId.Should().Be(1);
        (await AskAsync(identity => identity.FindByEmailAsync("family@home.example"))).Should().Match<PersonMatch>(
            match => match.Status == PersonMatchStatus.Ambiguous && match.UserId == null && match.CandidateIds.SequenceEqual(new long[] { 2, 3 }));
        (await AskAsync(identity => identity.FindByIntegrationIdAsync("int-1"))).UserId.Should().Be(1);
        (await AskAsync(identity => identity.FindByIntegrationIdAsync("INT-1"))).Status.Should().Be(PersonMatchStatus.NotFound);
    }

    [Fact]
    public async Task CheckAnIdThatThePortalHasStored()
    {
        (await AskAsync(identity => identity.FindByIdAsync(1))).Status.Should().Be(PersonMatchStatus.Found);
        (await AskAsync(identity => identity.FindByIdAsync(4))).Should().Match<PersonMatch>(match => match.Status == PersonMatchStatus.Merged && match.UserId == 6);
        (await AskAsync(identity => identity.FindByIdAsync(11))).Status.Should().Be(PersonMatchStatus.Deleted);
        (await AskAsync(identity => identity.FindByIdAsync(404))).Status.Should().Be(PersonMatchStatus.NotFound);
    }

    [Fact]
    public async Task FindTenThousandSisIdsInAFewStatements()
    {
        string[] ids = [.. Enumerable.Range(0, 10_000).Select(i => $"x{i}"), "A1", "C4"];
        _host.Statements.Texts.Clear();
        var matches = await AskAsync(identity => identity.FindBySisIdsAsync(ids));
        matches.Should().HaveCount(10_002);
        matches.Where(match => match.Value.UserId is not null).Select(match => match.Key).Should().BeEquivalentTo("A1", "C4");
        _host.Statements.Texts.Count.Should().BeLessThan(8);
        (await AskAsync(identity => identity.FindBySisIdsAsync([]))).Should().BeEmpty();
    }

    [Fact]
    public async Task KnowWhoTeachesWhatAndWhoObservesWhom()
    {
        (await AskAsync(identity => identity.TeachesAsync(School.Teacher, School.Algebra))).Should().BeTrue();
        (await AskAsync(identity => identity.TeachesAsync(School.Teacher, School.Biology))).Should().BeFalse();
        (await AskAsync(identity => identity.TeachesAsync(School.Ana, School.Algebra))).Should().BeFalse();
        (await AskAsync(identity => identity.ListCoursesTaughtAsync(School.Teacher))).Should().Equal(School.Algebra);
        (await AskAsync(identity => identity.ListTeachersAsync(School.Algebra))).Select(teacher => (teacher.UserId, teacher.Roles, teacher.IsLimitedToSections)).Should().Equal(
            (School.Teacher, CourseRoles.Teacher, false), (School.SectionTeacher, CourseRoles.Teacher, true));
        (await AskAsync(identity => identity.ListObservedStudentsAsync(School.Parent))).Should().Equal(School.Ana);
        (await AskAsync(identity => identity.ListObservedStudentsAsync(School.Teacher))).Should().BeEmpty();
    }

    [Fact]
    public async Task RefuseEmptyKeys()
    {
        foreach (var empty in new[] { "", " ", null })
        {
            (await FluentActions.Awaiting(() => AskAsync(identity => identity.FindBySisIdAsync(empty!))).Should().ThrowAsync<ArgumentException>()).Which.ParamName.Should().Be("sisUserId");
            (await FluentActions.Awaiting(() => AskAsync(identity => identity.FindByEmailAsync(empty!))).Should().ThrowAsync<ArgumentException>()).Which.ParamName.Should().Be("email");
            await FluentActions.Awaiting(() => AskAsync(identity => identity.FindBySisIdsAsync(["A1", empty!]))).Should().ThrowAsync<ArgumentException>();
        }
    }

    [Fact]
    public async Task BeWrittenWithIdsAsTexts()
    {
        var json = JsonSerializer.Serialize(await AskAsync(identity => identity.FindBySisIdAsync("A1")));
        json.Should().Contain("\"UserId\":\"1\"").And.Contain("\"CandidateIds\":[\"1\"]");
        JsonSerializer.Deserialize<PersonMatch>(json)!.UserId.Should().Be(1);
    }

    private Task<T> AskAsync<T>(Func<ICanvasIdentity, Task<T>> ask) => _host.UseAsync(ask);
}

public sealed class IdentityOnSqliteShould(IdentityOnSqlite school) : IdentityShould(school), IClassFixture<IdentityOnSqlite>;

public sealed class IdentityOnPostgreSqlShould(IdentityOnPostgreSql school) : IdentityShould(school), IClassFixture<IdentityOnPostgreSql>;

public sealed class IdentityInMemoryShould(IdentityInMemory school) : IdentityShould(school), IClassFixture<IdentityInMemory>;
