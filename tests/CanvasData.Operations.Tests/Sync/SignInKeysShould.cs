using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Tests.Sync;

/// <summary>The lower-case forms of logins and addresses follow what they are made of, whoever writes the row.</summary>
public sealed class SignInKeysShould
{
    public static TheoryData<Provider> Providers => [Provider.Sqlite, Provider.PostgreSql, Provider.InMemory];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task FollowSyncsAndEdits(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).Enroll(10, 20);
        course.Users.Add("""{"id":20,"name":"Ana","login_id":"Ana.Lind","email":"Ana@School.example"}""");
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        (await FindAsync(host, "ana.lind", "ana@school.example")).Should().Be(1);

        // A field that Canvas does not send keeps its value.
        course.Users[0] = """{"id":20,"name":"Ana","email":"New@School.example"}""";
        await host.SyncAsync();
        (await FindAsync(host, "ana.lind", "new@school.example")).Should().Be(1);

        await host.ChangeAsync(async context => (await context.Set<CanvasUser>().SingleAsync(user => user.Id == 20)).LoginId = "LIND");
        (await FindAsync(host, "lind", "new@school.example")).Should().Be(1);
        (await host.RowsAsync<CanvasUser>()).Single(user => user.Id == 20).LocalEdits.Should().Be(nameof(CanvasUser.LoginId), "the key is no edit of its own");
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task FollowUpdatesOfManyRowsAtOnce(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1).Enroll(10, 20).Users.Add("""{"id":20,"name":"Ana","login_id":"ana","email":"ana@school.example"}""");
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        string? login = " LIND ";

        await host.UseAsync(context => context.Set<CanvasUser>().ExecuteUpdateAsync(set => set.SetProperty(user => user.LoginId, login).SetProperty(user => user.Email, user => user.Name + "@New.example")));
        (await FindAsync(host, "lind", "ana@new.example")).Should().Be(1);

        login = null;
        await host.UseAsync(context => context.Set<CanvasUser>().Select(user => new { User = user }).ExecuteUpdateAsync(set => set.SetProperty(pair => pair.User.LoginId, login)));
        (await host.UseAsync(context => context.Set<CanvasUser>().CountAsync(user => user.LoginKey == null && user.EmailKey == "ana@new.example"))).Should().Be(1);
    }

    private static Task<int> FindAsync(TestHost<SchoolContext> host, string login, string email) =>
        host.UseAsync(context => context.Set<CanvasUser>().CountAsync(user => user.Id == 20 && user.LoginKey == login && user.EmailKey == email));
}
