using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CanvasData.Operations.Simulator.Tests;

/// <summary>Each fault does on the wire what its name says.</summary>
public sealed class FaultsShould : OwnSchool
{
    private string Assignments => $"courses/{CourseId}/assignments?per_page=5";

    [Fact]
    public async Task ThrottleWith429AndWith403Text()
    {
        Simulator.Faults.Add(Fault.Throttle429(TimeSpan.FromSeconds(3)), count: 1);
        Simulator.Faults.Add(Fault.Throttle403Text(), from: 2, count: 1);
        var first = await Caller.GetAsync("courses");
        first.Should().BeEquivalentTo(new { Status = HttpStatusCode.TooManyRequests, MediaType = "text/plain", Body = "429 Forbidden (Rate Limit Exceeded)\n" });
        first.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(3));
        first.Headers.GetValues("X-Rate-Limit-Remaining").Should().Equal("0.0");
        (await Caller.GetAsync("courses")).Should().BeEquivalentTo(new { Status = HttpStatusCode.Forbidden, MediaType = "text/plain", Body = "403 Forbidden (Rate Limit Exceeded)\n" });
        (await Caller.GetAsync("courses")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task AnswerServerErrorsAsCanvasAndItsLoadBalancerDo()
    {
        Simulator.Faults.Add(Fault.ServerError500(), count: 1);
        Simulator.Faults.Add(Fault.BadGateway502Html(), from: 2, count: 1);
        Simulator.Faults.Add(Fault.Unavailable503Html(), from: 3, count: 1);
        Simulator.Faults.Add(Fault.GatewayTimeout504Html(), from: 4, count: 1);
        var own = await Caller.GetAsync("courses");
        own.Status.Should().Be(HttpStatusCode.InternalServerError);
        own.Json.GetProperty("error_report_id").GetInt64().Should().BePositive();
        foreach (var status in new[] { 502, 503, 504 })
        {
            var answer = await Caller.GetAsync("courses");
            answer.Should().BeEquivalentTo(new { Status = (HttpStatusCode)status, MediaType = "text/html" });
        }
    }

    [Fact]
    public async Task DistinguishARevokedTokenFromADeniedOne()
    {
        Simulator.Faults.Add(Fault.RevokedToken(), count: 1);
        Simulator.Faults.Add(Fault.PermissionDenied401Old(), from: 2, count: 1);
        Simulator.Faults.Add(Fault.PermissionDenied403Json(), from: 3, count: 1);
        var revoked = await Caller.GetAsync("courses");
        revoked.Status.Should().Be(HttpStatusCode.Unauthorized);
        revoked.Headers.WwwAuthenticate.Should().NotBeEmpty();
        var old = await Caller.GetAsync("courses");
        old.Status.Should().Be(HttpStatusCode.Unauthorized);
        old.Headers.WwwAuthenticate.Should().BeEmpty();
        var denied = await Caller.GetAsync("courses");
        denied.Status.Should().Be(HttpStatusCode.Forbidden);
        denied.Json.GetProperty("status").GetString().Should().Be("unauthorized");
    }

    [Fact]
    public async Task AnswerWith200WhatIsNoList()
    {
        Simulator.Faults.Add(Fault.Html200(), count: 1);
        Simulator.Faults.Add(Fault.Empty200(), from: 2, count: 1);
        Simulator.Faults.Add(Fault.ErrorObject200(), from: 3, count: 1);
        (await Caller.GetAsync("courses")).Should().BeEquivalentTo(new { Status = HttpStatusCode.OK, MediaType = "text/html" });
        (await Caller.GetAsync("courses")).Should().BeEquivalentTo(new { Status = HttpStatusCode.OK, Body = "" });
        (await Caller.GetAsync("courses")).Json.GetProperty("errors").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task SendToAnotherOrigin()
    {
        var origin = new Uri("http://127.0.0.1:9");
        Simulator.Faults.Add(Fault.RedirectToForeignOrigin(origin), count: 1);
        Simulator.Faults.Add(Fault.ForeignNextLink(origin), from: 2, count: 1);
        Simulator.Faults.Add(Fault.RepeatingNextLink(), from: 3, count: 1);
        var redirect = await Caller.GetAsync(Assignments);
        redirect.Status.Should().Be(HttpStatusCode.Redirect);
        redirect.Headers.Location.Should().Be(new Uri(origin, $"/api/v1/{Assignments}"));
        var page = await Caller.GetAsync(Assignments);
        page.Status.Should().Be(HttpStatusCode.OK);
        new Uri(page.Link("next")!).Authority.Should().Be("127.0.0.1:9");
        new Uri(page.Link("current")!).Authority.Should().Be(Simulator.BaseAddress.Authority);
        (await Caller.GetAsync(Assignments)).Link("next").Should().Be($"{Simulator.BaseAddress}api/v1/{Assignments}");
    }

    [Fact]
    public async Task HoldTheHeadersBack()
    {
        Simulator.Faults.Add(Fault.Slow(TimeSpan.FromMilliseconds(300)), count: 1);
        var clock = Stopwatch.StartNew();
        using var slow = await Caller.OpenAsync("courses");
        clock.Elapsed.Should().BeGreaterThan(TimeSpan.FromMilliseconds(290));
        slow.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task StallInTheMiddleOfABodyThatIsWholeInTheEnd()
    {
        var whole = await Caller.GetAsync(BulkPath);
        Simulator.Faults.Add(Fault.StallMidBody(TimeSpan.FromMilliseconds(400)), count: 1);
        var clock = Stopwatch.StartNew();
        using var response = await Caller.OpenAsync(BulkPath);
        await using var body = await response.Content.ReadAsStreamAsync();
        using var text = new StreamReader(body);
        (await text.ReadToEndAsync()).Should().Be(whole.Body);
        clock.Elapsed.Should().BeGreaterThan(TimeSpan.FromMilliseconds(300));
    }

    [Fact]
    public async Task CutABodyThatPromisedMore()
    {
        Simulator.Faults.Add(Fault.TruncatedBody(), count: 1);
        using var response = await Caller.OpenAsync(BulkPath);
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentLength.Should().BeGreaterThan(10_000);
        (await FluentActions.Awaiting(() => response.Content.ReadAsStringAsync()).Should().ThrowAsync<HttpRequestException>())
            .Which.HttpRequestError.Should().Be(HttpRequestError.ResponseEnded);
    }

    [Fact]
    public async Task CutABodyThatPromisedNothingSoThatItLooksWhole()
    {
        var whole = await Caller.GetAsync(BulkPath);
        Simulator.Faults.Add(Fault.CutCloseDelimitedBody(), count: 1);
        var cut = await Caller.GetAsync(BulkPath);
        cut.Status.Should().Be(HttpStatusCode.OK);
        cut.ContentHeaders.NonValidated.Contains("Content-Length").Should().BeFalse();
        cut.Headers.ConnectionClose.Should().BeTrue();
        cut.Link("next").Should().Be(whole.Link("next"));
        whole.Body.Should().StartWith(cut.Body);
        cut.Body.Length.Should().BeInRange(1, whole.Body.Length - 1);
    }

    [Fact]
    public async Task DropAConnectionBeforeTheHeaders()
    {
        Simulator.Faults.Add(Fault.DropConnection(), "*/courses", count: 1);
        await FluentActions.Awaiting(() => Caller.GetAsync("courses")).Should().ThrowAsync<HttpRequestException>();
        Simulator.Requests.All[^1].Status.Should().Be(0);
        (await Caller.GetAsync("courses")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task ServeRowsOfThePageBeforeAgain()
    {
        var rule = Simulator.Faults.Add(Fault.DuplicateRowsAcrossPages(2));
        foreach (var list in new[] { Assignments, BulkPath })
        {
            var ids = (await Caller.RowsAsync(list)).ConvertAll(r => r["id"]!.GetValue<long>());
            ids.Should().HaveCountGreaterThan(ids.Distinct().Count());
            ids.Distinct().Should().HaveCount(list == Assignments ? School.Assignments(CourseId).Count : School.Submissions(CourseId).Count(), "no row is lost");
        }

        rule.Hits.Should().BeGreaterThan(5);
    }

    [Fact]
    public async Task MissRowsOfNumberedListsWhenPagesShift()
    {
        var all = School.Assignments(CourseId).Select(a => a.Id).ToList();
        Simulator.Faults.Add(Fault.ShiftedPages(), "*/assignments", from: 2);
        Simulator.Faults.Add(Fault.ShiftedPages(), "*/submissions");
        var seen = (await Caller.RowsAsync(Assignments)).ConvertAll(a => a["id"]!.GetValue<long>());
        all.Except(seen).Should().Equal(all[5]);
        (await Caller.RowsAsync(BulkPath)).Should().HaveCount(School.Submissions(CourseId).Count(), "bookmarks do not shift");
    }

    [Fact]
    public async Task EmptyOrHalveAPageWithoutLosingARow()
    {
        var all = (await Caller.RowsAsync(BulkPath)).ConvertAll(r => r["id"]!.GetValue<long>());
        var pages = (await Caller.PagesAsync(BulkPath)).Count;
        foreach (var fault in new[] { Fault.EmptyPageWithNext(), Fault.ShortPages() })
        {
            var rule = Simulator.Faults.Add(fault);
            var twice = await Caller.PagesAsync(BulkPath);
            twice.Should().HaveCount(pages * 2);
            twice.SelectMany(p => JsonNode.Parse(p.Body)!.AsArray()).Select(r => r!["id"]!.GetValue<long>()).Should().Equal(all);
            (await Caller.RowsAsync(Assignments)).Select(a => a["id"]!.GetValue<long>()).Should().Equal(School.Assignments(CourseId).Select(a => a.Id));
            Simulator.Faults.Remove(rule);
        }
    }

    [Theory]
    [InlineData(SchemaDrift.ExtraFields)]
    [InlineData(SchemaDrift.MissingField)]
    [InlineData(SchemaDrift.StringForNumber)]
    [InlineData(SchemaDrift.NumberForString)]
    [InlineData(SchemaDrift.NullForValue)]
    [InlineData(SchemaDrift.UnknownEnum)]
    [InlineData(SchemaDrift.NumberBeyondDouble)]
    [InlineData(SchemaDrift.IdBeyondLong)]
    public async Task DriftInEachWay(SchemaDrift drift)
    {
        Simulator.Faults.Add(Fault.SchemaDrift(drift, everyRow: 2), "*/assignments");
        var rows = (await Caller.GetAsync(Assignments)).Json;
        var (struck, spared) = (rows[0], rows[1]);
        Func<JsonElement, bool> isStruck = drift switch
        {
            SchemaDrift.ExtraFields => r => r.TryGetProperty("zz_new_field", out _),
            SchemaDrift.MissingField => r => !r.TryGetProperty("name", out _),
            SchemaDrift.StringForNumber => r => r.GetProperty("points_possible").ValueKind == JsonValueKind.String,
            SchemaDrift.NumberForString => r => r.GetProperty("name").ValueKind == JsonValueKind.Number,
            SchemaDrift.NullForValue => r => r.GetProperty("name").ValueKind == JsonValueKind.Null,
            SchemaDrift.UnknownEnum => r => r.GetProperty("workflow_state").GetString() == "quantum_superposition",
            SchemaDrift.NumberBeyondDouble => r => r.GetProperty("points_possible").GetRawText() == "1e400",
            _ => r => r.GetProperty("id").GetRawText() == "9223372036854775808",
        };
        isStruck(struck).Should().BeTrue();
        isStruck(spared).Should().BeFalse();
    }

    [Fact]
    public async Task DriftInTheFieldAskedForAndInWrappedAndSingleObjects()
    {
        Simulator.Faults.Add(Fault.SchemaDrift(SchemaDrift.NullForValue, "due_at"), "*/assignments");
        Simulator.Faults.Add(Fault.SchemaDrift(SchemaDrift.ExtraFields), "*/terms");
        Simulator.Faults.Add(Fault.SchemaDrift(SchemaDrift.MissingField, "course_code"), $"*/courses/{CourseId}");
        (await Caller.RowsAsync(Assignments)).Should().OnlyContain(a => a["due_at"] == null);
        (await Caller.ObjectAsync("accounts/1/terms"))["enrollment_terms"]![0]!.AsObject().Should().ContainKey("zz_new_field");
        (await Caller.ObjectAsync($"courses/{CourseId}")).Should().NotContainKey("course_code").And.ContainKey("name");
    }

    [Fact]
    public async Task SendFarTooMuch()
    {
        Simulator.Faults.Add(Fault.HugeBody(3_000_000), count: 1);
        Simulator.Faults.Add(Fault.GzipBomb(5_000_000), from: 2, count: 1);
        (await Caller.GetAsync("courses")).Body.Length.Should().BeGreaterThan(3_000_000);
        using var bomb = await Caller.OpenAsync("courses");
        bomb.Content.Headers.ContentEncoding.Should().Equal("gzip");
        var packed = await bomb.Content.ReadAsByteArrayAsync();
        packed.Length.Should().BeLessThan(200_000);
        await using var unpacked = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        JsonDocument.Parse(unpacked).RootElement.GetArrayLength().Should().BeGreaterThan(50_000);
    }

    [Fact]
    public async Task ChangeTheSchoolBetweenPages()
    {
        var gone = School.Assignments(CourseId)[0].Id;
        Simulator.Faults.Add(Fault.LiveChange(school => school.DeleteAssignment(CourseId, gone)), "*/assignments", from: 2, count: 1);
        var served = School.Assignments(CourseId).Select(a => a.Id).ToList();
        var seen = (await Caller.RowsAsync(Assignments)).ConvertAll(a => a["id"]!.GetValue<long>());
        served.Except(seen).Should().Equal([served[5]], "the sixth slid onto the first page");
    }

    [Fact]
    public async Task StrikeWhereWhenAndAsOftenAsTheRuleSays()
    {
        var onPath = Simulator.Faults.Add(Fault.Empty200(), "*/sections", from: 2, count: 1);
        var byPredicate = Simulator.Faults.Add(Fault.Html200(), p => p.Contains("marker=7", StringComparison.Ordinal));
        (await Caller.ListAsync($"courses/{CourseId}/sections")).Should().HaveCount(3);
        (await Caller.GetAsync($"courses/{CourseId}/sections?per_page=1")).Body.Should().BeEmpty();
        (await Caller.ListAsync($"courses/{CourseId}/sections")).Should().HaveCount(3);
        (await Caller.GetAsync("courses?marker=7")).MediaType.Should().Be("text/html");
        (onPath.Hits, byPredicate.Hits).Should().Be((1, 1));
        Simulator.Faults.Clear();
        (await Caller.GetAsync("courses?marker=7")).MediaType.Should().Be("application/json");
    }

    [Fact]
    public async Task StrikeByChanceInTheSameWayForTheSameSeed()
    {
        var first = await PatternAsync(5);
        first.Should().Contain("x").And.Contain(".");
        (await PatternAsync(5)).Should().Be(first);
        (await PatternAsync(6)).Should().NotBe(first);

        async Task<string> PatternAsync(int seed)
        {
            var rule = Simulator.Faults.Add(Fault.ServerError500(), probability: 0.3, seed: seed);
            var pattern = "";
            for (var i = 0; i < 40; i++)
            {
                pattern += (await Caller.GetAsync("users/self")).Status == HttpStatusCode.OK ? '.' : 'x';
            }

            Simulator.Faults.Remove(rule);
            return pattern;
        }
    }

    [Fact]
    public void RefuseRulesThatCannotBe()
    {
        FluentActions.Invoking(() => Simulator.Faults.Add(Fault.Empty200(), from: 0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Simulator.Faults.Add(Fault.Empty200(), count: 0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Simulator.Faults.Add(Fault.Empty200(), probability: double.NaN)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Fault.Slow(TimeSpan.FromDays(1))).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Fault.SchemaDrift(SchemaDrift.ExtraFields, everyRow: 0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Fault.Named("nonsense")).Should().Throw<ArgumentException>().WithMessage("*There are: *");
        FluentActions.Invoking(() => Fault.Named("empty-200", "7")).Should().Throw<ArgumentException>().WithMessage("*takes no argument*");
    }

    [Fact]
    public void BeFoundByTheirNames()
    {
        Fault.Names.Should().HaveCount(27).And.OnlyHaveUniqueItems();
        Fault.Names.Should().OnlyContain(name => Fault.Named(name, null).Name == name);
        Fault.Named("schema-drift", "nullforvalue").Name.Should().Be("schema-drift");
    }

    [Fact]
    public async Task RecordARequestWhoseClientHangsUp()
    {
        Simulator.Faults.Add(Fault.StallMidBody(TimeSpan.FromMinutes(10)), count: 1);
        using (var response = await Caller.OpenAsync(BulkPath))
        {
            response.StatusCode.Should().Be(HttpStatusCode.OK);
        }

        while (Simulator.Requests.Count == 0)
        {
            await Task.Delay(10);
        }

        Simulator.Requests.All[0].Status.Should().Be(200);
    }
}
