using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.SqlServer.Tests;

/// <summary>A server that does not answer.</summary>
public sealed class SqlServerDatabaseShould
{
    // Nothing listens on this port.
    private const string Nowhere = "Server=127.0.0.1,1;User ID=sa;Password=hunter2;Connect Timeout=1;Encrypt=Optional";

    [Theory]
    [InlineData(null, "No SQL Server is named.")]
    [InlineData("", "No SQL Server is named.")]
    [InlineData(Nowhere, "The SQL Server of CANVASDATA_TEST_SQLSERVER refused")]
    public async Task StopTheTestsWithAReason(string? server, string reason)
    {
        var create = () => SqlServerDatabase.CreateAsync(server);

        (await create.Should().ThrowAsync<InvalidOperationException>()).Which.Message.Should().StartWith(reason).And.Contain(SqlServerDatabase.Variable).And.NotContain("hunter2");
    }

    [Fact]
    public void BeReachedThroughTheStoreOfTheTests()
    {
        using var store = TestStore.Existing(Provider.SqlServer, Nowhere);
        var options = new DbContextOptionsBuilder<SchoolContext>();
        store.Configure(options);
        using var context = new SchoolContext(options.Options);

        context.Database.IsSqlServer().Should().BeTrue();
        context.Database.GenerateCreateScript().Should().Contain("CREATE TABLE [CanvasSubmission]");
        TestStore.Providers.Contains(Provider.SqlServer).Should().Be(SqlServerDatabase.IsNamed);
    }

    [Fact]
    public async Task StopARunWithAReason()
    {
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 1, Students = 1, AssignmentsPerCourse = 1 });
        var services = new ServiceCollection();
        services.AddDbContext<SchoolContext>(options => options.UseSqlServer(Nowhere));
        services.AddCanvasOperations().UseDbContext<SchoolContext>().UseSqlServerBulkWriter().UseRestClient(rest => (rest.BaseAddress, rest.AccessToken) = (canvas.BaseAddress, canvas.Token));
        await using var provider = services.BuildServiceProvider();

        var sync = () => provider.GetRequiredService<ICanvasBridge>().SyncAllCoursesAsync();

        (await sync.Should().ThrowAsync<CanvasConfigurationException>()).Which.Message.Should().Contain(nameof(SchoolContext)).And.Contain("cannot be used").And.NotContain("hunter2");
    }
}
