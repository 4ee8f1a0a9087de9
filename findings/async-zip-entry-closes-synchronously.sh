#!/usr/bin/env bash
# System.IO.Compression of .NET 10 has an asynchronous ZipArchive: CreateAsync, OpenAsync, DisposeAsync. A good guess is that a
# program which uses only these never writes synchronously to its destination, so that a zip file can be streamed to a web
# server's response, which refuses synchronous writes (Kestrel: AllowSynchronousIO is false).
#
# Seen with .NET 10.0: every write of content, and the end of the archive, are asynchronous. But the stream of an entry has no
# asynchronous dispose of its own: "await using" ends in Stream.DisposeAsync, which calls Close, and the rest of the compressed
# data is written to the destination by a synchronous Write. FlushAsync before the dispose does not prevent it.
#
# Fails if that changes. Needs a .NET 10 SDK; installs nothing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_HOME="$folder"

cat >zip.csproj <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
</Project>
PROJECT
cat >Program.cs <<'PROGRAM'
using System.IO.Compression;

var destination = new Counting();
var zip = await ZipArchive.CreateAsync(destination, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null);
var entry = await zip.CreateEntry("row.txt").OpenAsync();
await entry.WriteAsync("one row\n"u8.ToArray());
await entry.FlushAsync();
var before = destination.Synchronous;
await entry.DisposeAsync();
var atTheEntry = destination.Synchronous - before;
await zip.DisposeAsync();
Console.WriteLine($".NET {Environment.Version.Major}.{Environment.Version.Minor}: synchronous writes before {before}, by the end of the entry {atTheEntry}, by the end of the archive {destination.Synchronous - before - atTheEntry}");
return before == 0 && atTheEntry > 0 && destination.Synchronous == before + atTheEntry ? 0 : 1;

sealed class Counting : Stream
{
    public int Synchronous { get; private set; }
    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => Synchronous++;
    public override void Write(ReadOnlySpan<byte> buffer) => Synchronous++;
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.CompletedTask;
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
PROGRAM
if dotnet run; then
  echo "as described"
else
  echo "changed: the asynchronous ZipArchive no longer behaves as described" >&2
  exit 1
fi
