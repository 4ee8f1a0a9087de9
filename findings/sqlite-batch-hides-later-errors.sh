#!/usr/bin/env bash
# Microsoft.Data.Sqlite runs several statements in one command. A good guess is that ExecuteNonQuery and ExecuteScalar throw
# when any of the statements fails.
#
# Seen with Microsoft.Data.Sqlite 10.0.14: they throw when the statements before the failing one return no rows. When an
# earlier statement returns rows (SELECT, RETURNING, or a PRAGMA that reports its new value), the rest of the batch runs while
# the reader is disposed, and an error there is dropped: the call returns normally, although a row was refused or a table does
# not exist. A successful rest is written as expected, so that tests of the good case pass. Calling ExecuteReader and then
# NextResult until it returns false shows the error.
#
# Fails if that changes. Needs a .NET 10 SDK; installs the package in a temporary folder.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

cat >batch.csproj <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="Microsoft.Data.Sqlite" Version="10.0.14" /></ItemGroup>
</Project>
PROJECT
cat >Program.cs <<'PROGRAM'
using Microsoft.Data.Sqlite;

(string Batch, bool Throws)[] expected =
[
    ("INSERT INTO t VALUES (2); INSERT INTO t VALUES (1)", true),
    ("SELECT 1; INSERT INTO t VALUES (1)", false),
    ("PRAGMA max_page_count = 100; INSERT INTO t VALUES (1)", false),
    ("INSERT INTO t VALUES (2) RETURNING x; INSERT INTO t VALUES (1)", false),
    ("SELECT 1; INSERT INTO missing VALUES (1)", false),
];
var asDescribed = true;
foreach (var (batch, throws) in expected)
{
    var (nonQuery, scalar, everyResult) = (Throws(batch, c => c.ExecuteNonQuery()), Throws(batch, c => c.ExecuteScalar()), Throws(batch, EveryResult));
    Console.WriteLine($"ExecuteNonQuery {Word(nonQuery)}, ExecuteScalar {Word(scalar)}, NextResult {Word(everyResult)}: {batch}");
    asDescribed &= nonQuery == throws && scalar == throws && everyResult;
}

return asDescribed ? 0 : 1;

static string Word(bool throws) => throws ? "throws" : "returns";

static bool Throws(string batch, Action<SqliteCommand> run)
{
    using var connection = new SqliteConnection("Data Source=:memory:");
    connection.Open();
    using var command = connection.CreateCommand();
    command.CommandText = "CREATE TABLE t (x UNIQUE); INSERT INTO t VALUES (1)";
    command.ExecuteNonQuery();
    command.CommandText = batch;
    try
    {
        run(command);
        return false;
    }
    catch (SqliteException)
    {
        return true;
    }
}

static void EveryResult(SqliteCommand command)
{
    using var reader = command.ExecuteReader();
    while (reader.NextResult())
    {
    }
}
PROGRAM
if dotnet run; then
  echo "as described"
else
  echo "changed: Microsoft.Data.Sqlite no longer drops the error of a later statement" >&2
  exit 1
fi
