using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

namespace CanvasData.Operations.AspNetCore.Tests;

[Collection(OneHost.Name)]
public sealed class ClientShould(ApiHost host)
{
    private static readonly Dictionary<string, MethodInfo> Methods = typeof(CanvasOperationsClient)
        .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal)).ToDictionary(method => method.Name[..^"Async".Length]);

    [Fact]
    public async Task HaveAMethodForEveryOperationAndNoOther() =>
        Methods.Keys.Should().BeEquivalentTo((await OpenApiDocument.ReadAsync(host)).Operations.Select(operation => operation.Id));

    [Fact]
    public async Task SendWhatTheDocumentSaysAndReadItsExamples()
    {
        var document = await OpenApiDocument.ReadAsync(host);

        // Server-sent events are followed on a real run.
        foreach (var operation in document.Operations.Where(operation => operation.Id != "FollowSync"))
        {
            using var answers = new ExampleAnswers(operation.Example?.GetRawText());
            using var http = new HttpClient(answers) { BaseAddress = new Uri("http://portal.test/canvas/") };
            var method = Methods[operation.Id];
            var arguments = method.GetParameters().Select(ValueOf).ToArray();

            await (Task)method.Invoke(new CanvasOperationsClient(http) { Role = CanvasApiRoles.Administrator }, arguments)!;

            var request = answers.Request!;
            request.Method.Method.Should().BeEquivalentTo(operation.Method, operation.Id);
            Regex.IsMatch(request.RequestUri!.AbsolutePath, $"^{Regex.Replace(operation.Path, @"\{\w+\}", "[^/]+")}$").Should().BeTrue($"{operation.Id} asked {request.RequestUri}");
            QueryHelpers.ParseQuery(request.RequestUri.Query).Keys.Should().BeSubsetOf(operation.Parameters("query"), operation.Id).And.Contain("as");
            answers.HadBody.Should().Be(operation.HasBody, operation.Id);
            request.Headers.Contains("If-Match").Should().Be(operation.Parameters("header").Contains("If-Match"), operation.Id);
        }
    }

    // Every optional parameter is given, so that its name is compared too.
    private static object? ValueOf(ParameterInfo parameter) => (Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType) switch
    {
        var type when type == typeof(long) => 7L,
        var type when type == typeof(int) => 3,
        var type when type == typeof(bool) => true,
        var type when type == typeof(string) => "assignment",
        var type when type == typeof(Guid) => Guid.NewGuid(),
        var type when type == typeof(DateOnly) => new DateOnly(2026, 3, 16),
        var type when type == typeof(DateTimeOffset) => DateTimeOffset.UnixEpoch,
        var type when type == typeof(CancellationToken) => CancellationToken.None,
        var type when type == typeof(ListRequest) => new ListRequest { Size = 5, Cursor = "c", Sort = "a", Filters = ["a:eq:1"] },
        var type when type == typeof(PageRequest) => new PageRequest { Size = 5, Cursor = "c" },
        var type when type == typeof(IReadOnlyList<double>) => new[] { 80.0, 90.0 },
        var type when type == typeof(IReadOnlyList<FieldChange>) => new[] { new FieldChange { Name = "seat" } },
        var type => RuntimeHelpers.GetUninitializedObject(type),
    };

    private sealed class ExampleAnswers(string? example) : HttpMessageHandler
    {
        public HttpRequestMessage? Request { get; private set; }

        public bool HadBody { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (Request, HadBody) = (request, request.Content is not null);
            return Task.FromResult(new HttpResponseMessage(example is null ? HttpStatusCode.NoContent : HttpStatusCode.OK) { Content = new StringContent(example ?? "", Encoding.UTF8, "application/json") });
        }
    }
}
