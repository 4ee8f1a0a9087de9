using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Rest.Tests.Support;

namespace CanvasData.Operations.Rest.Tests;

public sealed class RefusalShould
{
    private const string Json = "Content-Type: application/json; charset=utf-8";
    private const string Html = "Content-Type: text/html";
    private const string Challenge = "WWW-Authenticate: Bearer realm=\"canvas-lms\"";

    [Theory]
    [InlineData("401 Unauthorized", """{"errors":[{"message":"Invalid access token."}]}""", Challenge, typeof(CanvasAuthenticationException), "*does not accept the access token*")]
    [InlineData("401 Unauthorized", """{"status":"unauthorized","errors":[{"message":"user not authorized to perform that action"}]}""", Json, typeof(CanvasPermissionException), "*may not do this*")]
    [InlineData("401 Unauthorized", """{"errors":[{"message":"Insufficient scopes on access token."}]}""", Challenge, typeof(CanvasPermissionException), "*lacks the scope*")]
    [InlineData("403 Forbidden", """{"errors":[{"message":"Insufficient scopes on access token."}]}""", Json, typeof(CanvasPermissionException), "*lacks the scope*")]
    [InlineData("403 Forbidden", """{"status":"unauthorized","errors":[{"message":"user not authorized to perform that action"}]}""", Json, typeof(CanvasPermissionException), "*may not do this*")]
    [InlineData("403 Forbidden", "<html>The request could not be satisfied</html>", Html, typeof(CanvasProtocolException), "*something in front of Canvas*UserAgent*")]
    [InlineData("404 Not Found", """{"errors":[{"message":"The specified resource does not exist."}]}""", Json, typeof(CanvasNotFoundException), "*found nothing*")]
    [InlineData("404 Not Found", "<html>", Html, typeof(CanvasNotFoundException), "*found nothing*")]
    [InlineData("400 Bad Request", """{"errors":{"submitted_since":"Invalid datetime: Ada Lovelace","Ada Lovelace":"x"}}""", Json, typeof(CanvasApiException), "*answered 400, about the fields submitted_since.*")]
    [InlineData("422 Unprocessable Entity", """{"errors":{"state[]":[{"message":"Ada Lovelace"}],"type":[]}}""", Json, typeof(CanvasApiException), "*answered 422, about the fields state??, type.*")]
    [InlineData("400 Bad Request", """{"errors":[{"message":"Ada Lovelace"}]}""", Json, typeof(CanvasApiException), "*answered 400.*")]
    [InlineData("400 Bad Request", "\"Ada Lovelace\"", Json, typeof(CanvasApiException), "*answered 400.*")]
    [InlineData("409 Conflict", "", Json, typeof(CanvasApiException), "*answered 409.*")]
    [InlineData("304 Not Modified", "", Json, typeof(CanvasApiException), "*answered 304.*")]
    public async Task BeDistinguishedAndNeverTriedAgain(string status, string body, string header, Type kind, string message)
    {
        await using var server = new RawServer(_ => RawReply.Of(status, body, header, "X-Request-Context-Id: 0b1f-77aa"));
        await using var client = new TestClient(server.Address);

        var reading = () => client.SectionsAsync();

        var thrown = (await reading.Should().ThrowAsync<CanvasApiException>().WithMessage(message)).Which;
        thrown.Should().BeOfType(kind);
        thrown.Should().BeEquivalentTo(new
        {
            StatusCode = int.Parse(status[..3], System.Globalization.CultureInfo.InvariantCulture),
            Path = "/api/v1/courses/1/sections",
            RequestId = "0b1f-77aa",
            IsTransient = false,
        });
        thrown.Remedy.Should().NotBeEmpty();
        thrown.ToString().Should().NotContain("Lovelace");
        server.Requests.Should().HaveCount(1);
    }

    [Theory]
    [InlineData("200 OK", "<html>Sign in</html>", Html)]
    [InlineData("200 OK", "Down for maintenance", "Content-Type: text/plain")]
    [InlineData("200 OK", "<html>", Json)]
    [InlineData("200 OK", "", Json)]
    [InlineData("204 No Content", "", Json)]
    [InlineData("202 Accepted", "[]", Json)]
    [InlineData("200 OK", """{"errors":[{"message":"An error occurred."}]}""", Json)]
    [InlineData("200 OK", "{}", Json)]
    [InlineData("200 OK", "null", Json)]
    [InlineData("200 OK", "\"text\"", Json)]
    [InlineData("200 OK", "[] []", Json)]
    [InlineData("200 OK", "[{\"id\":1}]<html>", Json)]
    [InlineData("200 OK", "[{\"id\":1},]", Json)]
    [InlineData("200 OK", "[{\"id\":1} {\"id\":2}]", Json)]
    [InlineData("200 OK", "while(1);[]", Json)]
    public async Task NeverBeTakenForAnEmptyListWhenItComesWithSuccess(string status, string body, string header)
    {
        await using var server = new RawServer(_ => RawReply.Of(status, body, header));
        await using var client = new TestClient(server.Address);

        var listing = () => client.SectionsAsync();
        var wrapped = () => client.Canvas.ListGradingPeriodsAsync(1, client.Usage).ToListAsync().AsTask();

        (await listing.Should().ThrowAsync<CanvasProtocolException>()).WithMessage("*BaseAddress*");
        await wrapped.Should().ThrowAsync<CanvasProtocolException>();
        server.Requests.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("""{"errors":[{"message":"An error occurred."}]}""")]
    [InlineData("[]")]
    [InlineData("""{"name":"no id"}""")]
    [InlineData("null")]
    [InlineData("<html>")]
    [InlineData("""{"id":"1","late_policy":{}}<html>""")]
    public async Task NeverBeTakenForACourseOrALatePolicy(string body)
    {
        await using var server = new RawServer(_ => RawReply.Json(body));
        await using var client = new TestClient(server.Address);

        var course = () => client.Canvas.GetCourseAsync(1, client.Usage);
        var policy = () => client.Canvas.FindLatePolicyAsync(1, client.Usage);

        await course.Should().ThrowAsync<CanvasProtocolException>();
        await policy.Should().ThrowAsync<CanvasProtocolException>();
    }
}
