using CanvasData.Operations.Testing;

namespace CanvasData.Operations.Writers.Tests;

public sealed class PortableWriterOnSqliteShould(SqliteHosts hosts)
    : BulkWriterContract(hosts, "PortableBulkWriter", Provider.Sqlite), IClassFixture<SqliteHosts>;

public sealed class PortableWriterOnPostgreSqlShould(PostgreSqlHosts hosts)
    : BulkWriterContract(hosts, "PortableBulkWriter", Provider.PostgreSql), IClassFixture<PostgreSqlHosts>;

public sealed class PortableWriterInMemoryShould(InMemoryHosts hosts)
    : BulkWriterContract(hosts, "PortableBulkWriter", Provider.InMemory), IClassFixture<InMemoryHosts>;

public sealed class SqliteWriterShould(SqliteHosts hosts)
    : BulkWriterContract(hosts, "SqliteBulkWriter", Provider.Sqlite), IClassFixture<SqliteHosts>;

public sealed class PostgreSqlWriterShould(PostgreSqlHosts hosts)
    : BulkWriterContract(hosts, "PostgreSqlBulkWriter", Provider.PostgreSql), IClassFixture<PostgreSqlHosts>;

#if SQLSERVER
public sealed class PortableWriterOnSqlServerShould(SqlServerHosts hosts)
    : BulkWriterContract(hosts, "PortableBulkWriter", Provider.SqlServer), IClassFixture<SqlServerHosts>;

public sealed class SqlServerWriterOnItsServerShould(SqlServerHosts hosts)
    : BulkWriterContract(hosts, "SqlServerBulkWriter", Provider.SqlServer), IClassFixture<SqlServerHosts>;
#endif
