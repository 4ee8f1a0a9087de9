using CanvasData.Operations.Client;
using CanvasData.Operations.Rest.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Rest.Tests;

public sealed class OptionsShould
{
    public static TheoryData<string> WrongOptions => new(Wrong.Keys.ToArray());

    private static Dictionary<string, (Action<CanvasRestOptions> Break, string Message)> Wrong { get; } = new()
    {
        ["no address"] = (options => options.BaseAddress = null, "BaseAddress is missing"),
        ["relative address"] = (options => options.BaseAddress = new Uri("/canvas", UriKind.Relative), "BaseAddress is not an https address"),
        ["http"] = (options => options.BaseAddress = new Uri("http://canvas.school.edu"), "BaseAddress must be https"),
        ["file"] = (options => options.BaseAddress = new Uri("file:///tmp"), "BaseAddress is not an https address"),
        ["path"] = (options => options.BaseAddress = new Uri("https://canvas.school.edu/api/v1"), "BaseAddress must be scheme and host alone"),
        ["query"] = (options => options.BaseAddress = new Uri("https://canvas.school.edu?x=1"), "BaseAddress must be scheme and host alone"),
        ["user"] = (options => options.BaseAddress = new Uri("https://me:pw@canvas.school.edu"), "BaseAddress must be scheme and host alone"),
        ["no token"] = (options => options.AccessToken = null, "AccessToken is missing"),
        ["token with a line break"] = (options => options.AccessToken = "CANARY\r\nX-Evil: 1", "AccessToken holds a blank"),
        ["token with a blank"] = (options => options.AccessToken = " CANARY", "AccessToken holds a blank"),
        ["token not ASCII"] = (options => options.AccessToken = "CANARYé", "AccessToken holds a blank"),
        ["blank account"] = (options => options.AccountId = " ", "AccountId is blank"),
        ["no user agent"] = (options => options.UserAgent = "", "UserAgent is not a User-Agent header"),
        ["bad user agent"] = (options => options.UserAgent = "x\r\nX-Evil: 1", "UserAgent is not a User-Agent header"),
        ["no requests"] = (options => options.MaxConcurrentRequests = 0, "MaxConcurrentRequests is 0. It must be from 1 to 32."),
        ["many requests"] = (options => options.MaxConcurrentRequests = 33, "MaxConcurrentRequests is 33"),
        ["no attempts"] = (options => options.MaxAttempts = 0, "MaxAttempts is 0. It must be from 1 to 20."),
        ["budget"] = (options => options.RetryBudget = double.NaN, "RetryBudget is NaN. It must be from 0 to 1."),
        ["stall"] = (options => options.StallTimeout = TimeSpan.Zero, "StallTimeout is 00:00:00. It must be from 00:00:01 to 00:10:00."),
        ["page"] = (options => options.PageTimeout = Timeout.InfiniteTimeSpan, "PageTimeout is"),
        ["bytes"] = (options => options.MaxPageBytes = 1023, "MaxPageBytes is 1023. It must be from 1024 to 1073741824."),
        ["pages"] = (options => options.MaxPages = 0, "MaxPages is 0. It must be from 1 to 10000000."),
    };

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public async Task StopTheHostAtItsStartWhenTheyAreWrong(string wrong)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddCanvasRestClient(options =>
        {
            options.BaseAddress = new Uri("https://canvas.school.edu");
            options.AccessToken = TestClient.Token;
        }).AddCanvasRestClient(Wrong[wrong].Break);
        using var host = builder.Build();

        var starting = () => host.StartAsync();

        var thrown = (await starting.Should().ThrowAsync<OptionsValidationException>()).Which;
        thrown.Message.Should().Contain($"CanvasRestOptions.{Wrong[wrong].Message}").And.NotContain("CANARY");
    }

    [Fact]
    public void ListAllFaultsAtOnce()
    {
        using var services = new ServiceCollection().AddCanvasRestClient(options => options.MaxPages = 0).BuildServiceProvider();

        var resolving = () => services.GetRequiredService<ICanvasClient>();

        resolving.Should().Throw<OptionsValidationException>().Which.Failures.Should().HaveCount(3);
    }

    [Theory]
    [InlineData("https://canvas.school.edu", "https://canvas.school.edu/")]
    [InlineData("https://canvas.school.edu:8443/", "https://canvas.school.edu:8443/")]
    [InlineData("http://localhost:3000", "http://localhost:3000/")]
    [InlineData("http://[::1]:3000", "http://[::1]:3000/")]
    public void NameTheInstance(string address, string instance)
    {
        using var services = new ServiceCollection().AddCanvasRestClient(options =>
        {
            options.BaseAddress = new Uri(address);
            options.AccessToken = "t";
        }).BuildServiceProvider();

        services.GetRequiredService<ICanvasClient>().Instance.Should().Be(new Uri(instance));
    }

    [Fact]
    public void BeSetByTheBuilderWhoseClientTakesThePlaceOfAnother()
    {
        var services = new ServiceCollection().AddSingleton<ICanvasClient>(_ => null!);
        services.AddCanvasOperations().UseRestClient(options =>
        {
            options.BaseAddress = new Uri("https://canvas.school.edu");
            options.AccessToken = "t";
        });
        using var provider = services.BuildServiceProvider();

        provider.GetRequiredService<ICanvasClient>().Instance.Should().Be(new Uri("https://canvas.school.edu"));
    }

    [Fact]
    public void ReplaceAnotherClientAndAddUp()
    {
        var services = new ServiceCollection().AddSingleton<ICanvasClient>(_ => throw new InvalidOperationException("The other client."))
            .AddCanvasRestClient(options => options.BaseAddress = new Uri("https://canvas.school.edu"))
            .AddCanvasRestClient(options => options.AccessToken = "t");
        using var provider = services.BuildServiceProvider();

        provider.GetServices<ICanvasClient>().Should().ContainSingle().Which.Instance.Should().Be(new Uri("https://canvas.school.edu"));
        provider.GetRequiredService<IOptions<CanvasRestOptions>>().Value.AccessToken.Should().Be("t");
        services.Should().ContainSingle(service => service.ServiceType == typeof(IValidateOptions<CanvasRestOptions>));
    }
}
