using CanvasData.Operations.Bulk;
using CanvasData.Operations.Writers.Tests.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.SqlServer.Tests.Wire;

/// <summary>A host on SQL Server whose real driver speaks to the end of the wire.</summary>
public sealed class WiredHost : IAsyncDisposable
{
    private readonly Naming _naming;

    private WiredHost(Naming naming, TdsServer server) => (_naming, Server) = (naming, server);

    public TdsServer Server { get; }

    /// <summary>The writer of the package.</summary>
    public static IBulkWriter Writer { get; } = new ServiceCollection().AddCanvasOperations().UseSqlServerBulkWriter().Services.BuildServiceProvider()
        .GetServices<IBulkWriter>().Single(writer => writer.GetType().Assembly == typeof(SqlServerCanvasOperationsBuilderExtensions).Assembly);

    public static WiredHost Start(Naming naming = Naming.Plain)
    {
        using var context = Open(naming, "Server=none");
        return new WiredHost(naming, new TdsServer(TablesOf(context)));
    }

    public HostContext Open() => Open(_naming, Server.ConnectionString);

    public static string Script(Naming naming)
    {
        using var context = Open(naming, "Server=none");
        return context.Database.GenerateCreateScript();
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>The tables of a model, by the identifiers that statements name.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<TdsColumn>> TablesOf(DbContext context)
    {
        var names = context.GetService<ISqlGenerationHelper>();
        return context.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables.ToDictionary(
            table => names.DelimitIdentifier(table.Name, table.Schema),
            table => (IReadOnlyList<TdsColumn>)[.. table.Columns.Select(column => new TdsColumn(column.Name, column.StoreType, IsIdentity(column)))]);
    }

    private static bool IsIdentity(IColumn column) =>
        column.PropertyMappings.Any(mapping => SqlServerPropertyExtensions.GetValueGenerationStrategy(mapping.Property) == SqlServerValueGenerationStrategy.IdentityColumn);

    private static HostContext Open(Naming naming, string connectionString)
    {
        var options = new DbContextOptionsBuilder().UseSqlServer(connectionString).ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.ManyServiceProvidersCreatedWarning));
        if (naming == Naming.SnakeCase)
        {
            options.UseSnakeCaseNamingConvention();
        }

        return naming == Naming.Schema ? new SchemaHostContext(options.Options) : new HostContext(options.Options);
    }
}
