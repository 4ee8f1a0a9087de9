using System.IO.Compression;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.DataAccess.Tests;

/// <summary>Files of several gzip members.</summary>
public sealed class MembersShould : TablesTest
{
    [Fact]
    public async Task BeReadAsOneFile()
    {
        using var other = await TestStore.CreateAsync(Provider.Sqlite);
        using var folder = TestFolder.Create();
        await using var plain = await DataAccessHost.StartAsync(Canvas, other, folder);
        await plain.RunAsync();
        await using var host = await StartAsync(cut: 0);

        (await host.RunAsync()).PendingCourses.Should().Be(0);

        (await Mirror.ReadAsync(host)).Should().Equal(await Mirror.ReadAsync(plain));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    public async Task BeRefusedWhereTheLastOneIsCut(int bytes)
    {
        await using var host = await StartAsync(bytes);

        await host.Invoking(one => one.RunAsync()).Should().ThrowAsync<CanvasUnavailableException>();

        (await host.UseAsync(context => context.Set<CanvasAssignment>().CountAsync())).Should().Be(0);
    }

    private Task<SyncHost> StartAsync(int cut) => SyncHost.StartAsync(
        Canvas, Store, builder => builder.UseDataAccessPlatform(options => DataAccessHost.Set(options, Canvas, Folder, null), http => http.AddHttpMessageHandler(() => new InMembers(cut))));

    /// <summary>Packs each line of a file into a member of its own, and cuts the end.</summary>
    private sealed class InMembers(int cut) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (!request.RequestUri!.AbsolutePath.StartsWith("/dap-files", StringComparison.Ordinal))
            {
                return answer;
            }

            using var lines = new StreamReader(new GZipStream(await answer.Content.ReadAsStreamAsync(cancellationToken), CompressionMode.Decompress));
            using var packed = new MemoryStream();
            while (await lines.ReadLineAsync(cancellationToken) is { } line)
            {
                await using var member = new StreamWriter(new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true));
                await member.WriteAsync(line + "\n");
            }

            answer.Content = new ByteArrayContent(packed.ToArray()[..^cut]);
            return answer;
        }
    }
}
