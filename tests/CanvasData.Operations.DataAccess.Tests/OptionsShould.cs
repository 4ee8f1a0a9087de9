using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.DataAccess.Tests;

public sealed class OptionsShould
{
    [Theory]
    [InlineData(nameof(DataAccessOptions.BaseAddress), "http://gateway.example")]
    [InlineData(nameof(DataAccessOptions.CanvasAddress), "https://canvas.example/path")]
    [InlineData(nameof(DataAccessOptions.CanvasAddress), null)]
    [InlineData(nameof(DataAccessOptions.ClientId), "")]
    [InlineData(nameof(DataAccessOptions.ClientSecret), " ")]
    [InlineData(nameof(DataAccessOptions.Namespace), "a/b")]
    [InlineData(nameof(DataAccessOptions.Directory), "relative")]
    [InlineData(nameof(DataAccessOptions.Format), (DataAccessFormat)2)]
    [InlineData(nameof(DataAccessOptions.AccountId), 0L)]
    [InlineData(nameof(DataAccessOptions.JobsPerMinute), 0)]
    [InlineData(nameof(DataAccessOptions.PollInterval), 301)]
    [InlineData(nameof(DataAccessOptions.JobTimeout), 59)]
    [InlineData(nameof(DataAccessOptions.MaxAttempts), 21)]
    [InlineData(nameof(DataAccessOptions.MaxConcurrentTables), 17)]
    [InlineData(nameof(DataAccessOptions.StallTimeout), 0)]
    public void NameTheOptionThatIsWrong(string option, object? value)
    {
        var options = Build(one =>
        {
            var property = typeof(DataAccessOptions).GetProperty(option)!;
            property.SetValue(one, (property.PropertyType.Name, value) switch
            {
                (nameof(Uri), string text) => new Uri(text),
                (nameof(TimeSpan), int seconds) => TimeSpan.FromSeconds(seconds),
                _ => value,
            });
        });

        options.Invoking(one => one.Value).Should().Throw<OptionsValidationException>().WithMessage($"*{nameof(DataAccessOptions)}*{option}*").Which.Message.Should().NotContain("key-secret");
    }

    [Fact]
    public void BeAcceptedWhereAllThatIsRequiredIsSet()
    {
        var options = Build(_ => { }).Value;

        options.BaseAddress.Should().Be(new Uri("https://api-gateway.instructure.com"));
        options.ToString().Should().NotContain("key-secret");
    }

    private static IOptions<DataAccessOptions> Build(Action<DataAccessOptions> change)
    {
        var services = new ServiceCollection();
        services.AddCanvasOperations().UseDataAccessPlatform(options =>
        {
            options.CanvasAddress = new Uri("https://canvas.example");
            (options.ClientId, options.ClientSecret, options.Directory) = ("key-id", "key-secret", Path.GetTempPath());
            change(options);
        });
        return services.BuildServiceProvider().GetRequiredService<IOptions<DataAccessOptions>>();
    }
}
