using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Orchestration;
using CanvasData.Operations.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.AspNetCore.Tests.LiveEvents;

public sealed class OptionsShould
{
    private static readonly Dictionary<string, (Action<LiveEventOptions>[] Bad, Action<LiveEventOptions>[] Good)> Ranges = new()
    {
        [nameof(LiveEventOptions.RootAccountUuid)] = ([o => o.RootAccountUuid = "", o => o.RootAccountUuid = " "], [o => o.RootAccountUuid = "another"]),
        [nameof(LiveEventOptions.CollectFor)] = (
            [o => o.CollectFor = TimeSpan.FromTicks(-1), o => o.CollectFor = TimeSpan.FromSeconds(61)], [o => o.CollectFor = TimeSpan.Zero, o => o.CollectFor = TimeSpan.FromMinutes(1)]),
        [nameof(LiveEventOptions.ObjectsBeforeCourse)] = ([o => o.ObjectsBeforeCourse = 1, o => o.ObjectsBeforeCourse = 1_001], [o => o.ObjectsBeforeCourse = 2, o => o.ObjectsBeforeCourse = 1_000]),
        [nameof(LiveEventOptions.MaxConcurrentCourses)] = ([o => o.MaxConcurrentCourses = 0, o => o.MaxConcurrentCourses = 65], [o => o.MaxConcurrentCourses = 1, o => o.MaxConcurrentCourses = 64]),
        [nameof(LiveEventOptions.MaxWaitingEvents)] = ([o => o.MaxWaitingEvents = 99, o => o.MaxWaitingEvents = 1_000_001], [o => o.MaxWaitingEvents = 100, o => o.MaxWaitingEvents = 1_000_000]),
    };

    private static readonly Dictionary<string, (Action<LiveEventEndpointOptions>[] Bad, Action<LiveEventEndpointOptions>[] Good)> EndpointRanges = new()
    {
        [nameof(LiveEventEndpointOptions.KeysAddress)] = (
            [o => o.KeysAddress = new Uri("http://keys.example/jwks"), o => o.KeysAddress = new Uri("/jwks", UriKind.Relative), o => o.KeysAddress = new Uri("ftp://keys.example"), o => o.KeysAddress = null!],
            [o => o.KeysAddress = new Uri("https://keys.example/jwks"), o => o.KeysAddress = new Uri("http://127.0.0.1:1/jwks")]),
        [nameof(LiveEventEndpointOptions.Keys)] = ([o => o.Keys = "", o => o.Keys = "[]", o => o.Keys = """{"keys":[]}""", o => o.Keys = """{"keys":[{"kty":"oct","kid":"1","k":"AQAB"}]}"""], [o => o.Keys = null]),
        [nameof(LiveEventEndpointOptions.MaxAge)] = (
            [o => o.MaxAge = TimeSpan.FromMinutes(4), o => o.MaxAge = TimeSpan.FromDays(8)], [o => o.MaxAge = TimeSpan.FromMinutes(5), o => o.MaxAge = TimeSpan.FromDays(7)]),
    };

    public static TheoryData<string> Names => [.. Ranges.Keys];

    public static TheoryData<string> EndpointNames => [.. EndpointRanges.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void NameTheOptionThatIsOutOfRange(string option)
    {
        Ranges[option].Bad.Should().AllSatisfy(change => Build(change).Invoking(one => one.GetRequiredService<IOptions<LiveEventOptions>>().Value)
            .Should().Throw<OptionsValidationException>().WithMessage($"*LiveEventOptions.{option}*give*"));
        Ranges[option].Good.Should().AllSatisfy(change => Build(change).Invoking(one => one.GetRequiredService<IOptions<LiveEventOptions>>().Value).Should().NotThrow());
    }

    [Theory]
    [MemberData(nameof(EndpointNames))]
    public void NameTheOptionOfTheEndpointThatIsOutOfRange(string option)
    {
        EndpointRanges[option].Bad.Should().AllSatisfy(change => Build(endpoint: change).Invoking(one => one.GetRequiredService<IOptions<LiveEventEndpointOptions>>().Value)
            .Should().Throw<OptionsValidationException>().WithMessage($"*LiveEventEndpointOptions.{option}*"));
        EndpointRanges[option].Good.Should().AllSatisfy(change => Build(endpoint: change).Invoking(one => one.GetRequiredService<IOptions<LiveEventEndpointOptions>>().Value).Should().NotThrow());
    }

    [Fact]
    public async Task StopTheStartOfAHostWithoutTheTables()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddDbContext<SchoolContext>(options => store.Configure(options));
        builder.Services.AddCanvasOperations().UseDbContext<SchoolContext>().UseRestClient(rest => (rest.BaseAddress, rest.AccessToken) = (new Uri("https://canvas.example"), "token"))
            .UseLiveEvents(options => options.RootAccountUuid = "uuid");
        using var host = builder.Build();

        await host.Awaiting(one => one.StartAsync()).Should().ThrowAsync<CanvasConfigurationException>().WithMessage("*AddCanvasLiveEvents()*");
    }

    [Fact]
    public void NameTheCallThatTheEndpointLacks()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddDbContext<LiveContext>(options => options.UseSqlite());
        builder.Services.AddCanvasOperations().UseDbContext<LiveContext>().UseRestClient(rest => (rest.BaseAddress, rest.AccessToken) = (new Uri("https://canvas.example"), "token"))
            .UseLiveEvents(options => options.RootAccountUuid = "uuid");
        var app = builder.Build();

        app.Invoking(one => one.MapCanvasLiveEvents("/canvas/events")).Should().Throw<CanvasConfigurationException>().WithMessage("*AddLiveEventEndpoint()*");
    }

    private static ServiceProvider Build(Action<LiveEventOptions>? change = null, Action<LiveEventEndpointOptions>? endpoint = null)
    {
        var services = new ServiceCollection();
        services.AddCanvasOperations().UseLiveEvents(options =>
        {
            options.RootAccountUuid = "uuid";
            change?.Invoke(options);
        }).AddLiveEventEndpoint(endpoint);
        return services.BuildServiceProvider();
    }
}
