using CanvasData.Operations.Bulk;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Writers.Tests;

public sealed class MatrixShould
{
    [Fact]
    public void HoldAContractForEveryWriterOnEveryProviderThatItServes()
    {
        var served =
            from writer in Hosts.Writers()
            from provider in TestStore.Providers
            where writer.CanWrite(Context(provider))
            select (writer.GetType().Name, provider);
        var held = typeof(BulkWriterContract).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(BulkWriterContract)))
            .Select(t => (BulkWriterContract)Activator.CreateInstance(t, [null])!)
            .Select(c => (c.WriterName, c.Provider));
        held.Should().BeEquivalentTo(served);
    }

    [Fact]
    public void KnowEveryWriterOfThePackages()
    {
        var written = Hosts.Writers().Select(w => w.GetType()).ToList();
        var shipped = written.Select(t => t.Assembly).Distinct().SelectMany(a => a.GetTypes()).Where(t => t is { IsAbstract: false } && t.IsAssignableTo(typeof(IBulkWriter)));
        written.Should().BeEquivalentTo(shipped);

        // The only one that serves none of the test providers, where no server is named.
        written.Where(t => Hosts.Writers().Single(w => w.GetType() == t) is var w && !TestStore.Providers.Any(p => w.CanWrite(Context(p))))
            .Select(t => t.Name).Should().Equal(SqlServerDatabase.IsNamed ? [] : ["SqlServerBulkWriter"]);
    }

    [Fact]
    public void HoldACaseForEveryEntityOfTheLibrary()
    {
        var cases = BulkWriterContract.EveryEntity().Select(c => (string)c[1]).ToHashSet();
        using var context = Context(Provider.Sqlite);
        var mapped = context.Model.GetEntityTypes().Select(t => t.ClrType).Where(t => t.Namespace!.StartsWith("CanvasData.Operations", StringComparison.Ordinal));
        mapped.Where(t => t.Assembly == typeof(IBulkWriter).Assembly).Select(t => t.FullName).Should().NotBeEmpty().And.BeSubsetOf(cases);
    }

    private static Model.HostContext Context(Provider provider)
    {
        var options = new DbContextOptionsBuilder();
        _ = provider switch
        {
            Provider.Sqlite => options.UseSqlite("Data Source=:memory:"),
            Provider.PostgreSql => options.UseNpgsql("Host=127.0.0.1"),
            Provider.SqlServer => options.UseSqlServer("Server=127.0.0.1"),
            _ => options.UseInMemoryDatabase("matrix"),
        };
        return new(options.Options);
    }
}
