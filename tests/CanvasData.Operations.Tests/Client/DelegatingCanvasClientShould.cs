using System.Reflection;
using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Client;

/// <summary>A client that changes a few calls of another one hands on all others.</summary>
public class DelegatingCanvasClientShould
{
    private static readonly MethodInfo[] Calls = typeof(ICanvasClient).GetMethods();

    public static TheoryData<string> Signatures => [.. Calls.Select(call => call.ToString()!)];

    [Theory]
    [MemberData(nameof(Signatures))]
    public void HandEveryCallToTheOtherWithItsArguments(string signature)
    {
        var inner = DispatchProxy.Create<ICanvasClient, Recorder>();
        var call = Calls.Single(method => method.ToString() == signature);
        object?[] arguments = [.. call.GetParameters().Select(Argument)];

        var answer = call.Invoke(new Unchanged(inner), arguments);

        var recorder = (Recorder)(object)inner;
        recorder.Called.Should().NotBeNull();
        recorder.Called!.Value.Method.ToString().Should().Be(signature, "default members of the interface must not answer in the place of the other");
        recorder.Called.Value.Arguments.Should().Equal(arguments);
        answer.Should().Be(recorder.Answer);
    }

    [Fact]
    public void NeedAnother() =>
        FluentActions.Invoking(() => new Unchanged(null!)).Should().Throw<ArgumentNullException>().And.ParamName.Should().Be("inner");

    [Fact]
    public void WrapTheClientThatWasRegisteredBefore()
    {
        var made = 0;
        using var services = new ServiceCollection().AddCanvasOperations()
            .UseRestClient(rest => (rest.BaseAddress, rest.AccessToken) = (new Uri("https://canvas.example/"), "invented-token"))
            .WrapCanvasClient((inner, _) => new Named(inner, "inside", ++made))
            .WrapCanvasClient((inner, _) => new Named(inner, "outside", ++made))
            .Services.BuildServiceProvider();

        var client = services.GetRequiredService<ICanvasClient>();

        client.Should().BeOfType<Named>().Which.Chain.Should().Be("outside inside CanvasRestClient");
        client.Instance.Should().Be(new Uri("https://canvas.example/"));
        services.GetRequiredService<ICanvasClient>().Should().BeSameAs(client);
        made.Should().Be(2);
    }

    [Fact]
    public void SayWhatIsMissingWhenThereIsNothingToWrap()
    {
        using var services = new ServiceCollection().AddCanvasOperations().WrapCanvasClient((inner, _) => new Unchanged(inner)).Services.BuildServiceProvider();

        services.Invoking(s => s.GetRequiredService<ICanvasClient>()).Should().Throw<CanvasConfigurationException>().Which.Remedy.Should().Contain("UseRestClient");
    }

    [Fact]
    public void LetTheContainerDisposeOfTheWrappedClient()
    {
        var services = new ServiceCollection().AddCanvasOperations().UseCanvasClient<Disposable>().WrapCanvasClient((client, _) => new Named(client, "outside", 1)).Services.BuildServiceProvider();
        var wrapped = services.GetRequiredService<ICanvasClient>().Should().BeOfType<Named>().Which;

        services.Dispose();

        wrapped.Wrapped.Should().BeOfType<Disposable>().Which.IsDisposed.Should().BeTrue();
    }

    private static object? Argument(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(long) => 42L,
        var type when type == typeof(RequestCounter) => new RequestCounter(),
        var type when type == typeof(CancellationToken) => new CancellationTokenSource().Token,
        var type => Activator.CreateInstance(type, [.. type.GetConstructors().OrderBy(c => c.GetParameters().Length).First().GetParameters().Select(p => p.HasDefaultValue ? p.DefaultValue : null)]),
    };

    private sealed class Named(ICanvasClient inner, string name, int number) : DelegatingCanvasClient(inner)
    {
        public int Number { get; } = number;

        public ICanvasClient Wrapped => Inner;

        public string Chain => $"{name} {(Inner is Named named ? named.Chain : Inner.GetType().Name)}";
    }

    private sealed class Disposable() : DelegatingCanvasClient(DispatchProxy.Create<ICanvasClient, Recorder>()), IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }

    private sealed class Unchanged(ICanvasClient inner) : DelegatingCanvasClient(inner);

    public class Recorder : DispatchProxy
    {
        public (MethodInfo Method, object?[] Arguments)? Called { get; private set; }

        public object? Answer { get; private set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            Called = (targetMethod!, args ?? []);
            Answer = targetMethod!.ReturnType switch
            {
                var type when type == typeof(Uri) => new Uri("https://canvas.example/"),
                var type when type == typeof(bool) => true,
                var type when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>) =>
                    typeof(AsyncEnumerable).GetMethod(nameof(AsyncEnumerable.Empty))!.MakeGenericMethod(type.GenericTypeArguments).Invoke(null, null),
                var type when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>) =>
                    typeof(Task).GetMethod(nameof(Task.FromResult))!.MakeGenericMethod(type.GenericTypeArguments).Invoke(null, [null]),
                _ => null,
            };
            return Answer;
        }
    }
}
