using CanvasData.Operations.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CanvasData.Operations.Maintenance;

/// <summary>A migration or a transformation that is to be applied; one of the two is null.</summary>
internal sealed record PendingStep(PendingMigration? Migration, IDataTransformation? Transformation)
{
    public MigrationStep Step => Migration is not null ? new(MigrationStepKind.Migrate, Migration.Id) : new(MigrationStepKind.Transform, Transformation!.Name);
}

/// <summary>A migration that is to be applied.</summary>
internal sealed record PendingMigration(string Id, Migration Migration, IReadOnlyList<MigrationCommand> Commands)
{
    public bool IsAtomic => Commands.All(command => !command.TransactionSuppressed);
}

/// <summary>Reads from EF Core what is pending, and generates its commands.</summary>
internal sealed class MigrationSource(DbContext context, MigrationJournal journal, IEnumerable<IDataTransformation> transformations)
{
    private readonly List<IDataTransformation> _transformations = [.. transformations.Where(transformation => transformation.IsWanted(context))];
    private readonly IMigrationsAssembly _assembly = context.GetService<IMigrationsAssembly>();
    private readonly IHistoryRepository _history = context.GetService<IHistoryRepository>();

    /// <summary>The ids of the migrations that are applied.</summary>
    public async Task<IReadOnlySet<string>> AppliedAsync(CancellationToken cancellationToken) =>
        (await _history.GetAppliedMigrationsAsync(cancellationToken).ConfigureAwait(false)).Select(row => row.MigrationId).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is to be done, in its order.</summary>
    public async Task<IReadOnlyList<PendingStep>> PendingAsync(CancellationToken cancellationToken)
    {
        var applied = await AppliedAsync(cancellationToken).ConfigureAwait(false);
        var waiting = await WaitingAsync(cancellationToken).ConfigureAwait(false);
        var steps = new List<PendingStep>();
        foreach (var transformation in waiting.Where(pair => applied.Contains(pair.After)))
        {
            steps.Add(new PendingStep(null, transformation.Of));
        }

        foreach (var (id, type) in _assembly.Migrations.Where(pair => !applied.Contains(pair.Key)))
        {
            steps.Add(new PendingStep(Generate(id, _assembly.CreateMigration(type, context.Database.ProviderName!)), null));
            steps.AddRange(waiting.Where(pair => string.Equals(pair.After, id, StringComparison.OrdinalIgnoreCase)).Select(pair => new PendingStep(null, pair.Of)));
        }

        return steps;
    }

    /// <summary>The tables that the steps concern.</summary>
    public TableChanges ChangesOf(IReadOnlyList<PendingStep> steps, MigrationOptions options)
    {
        var known = context.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables.Select(table => new MigrationTable(table.Schema, table.Name)).ToList();
        return new TableChanges(
            [.. steps.SelectMany(step => step.Migration?.Migration.UpOperations ?? [])], known, options.ChangedTables.Concat(steps.SelectMany(step => step.Transformation?.TablesOf(context) ?? [])));
    }

    /// <summary>The steps of a run, which may be applied already.</summary>
    public IReadOnlyList<PendingStep> StepsOf(MigrationRun run) =>
    [
        .. _assembly.Migrations.Where(pair => run.Migrations.Contains(pair.Key)).Select(pair => new PendingStep(Generate(pair.Key, _assembly.CreateMigration(pair.Value, context.Database.ProviderName!)), null)),
        .. _transformations.Where(transformation => run.Checkpoints.ContainsKey(transformation.Name)).Select(transformation => new PendingStep(null, transformation)),
    ];

    /// <summary>The transformations of a run.</summary>
    public IEnumerable<IDataTransformation> TransformationsOf(MigrationRun run) => StepsOf(run).Select(step => step.Transformation).OfType<IDataTransformation>();

    /// <summary>Whether the context's options have a seeding.</summary>
    public bool HasSeeding => context.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>() is { } core && (core.AsyncSeeder is not null || core.Seeder is not null);

    /// <summary>Whether the model has changes that no migration has.</summary>
    public bool LacksMigration() => _assembly.ModelSnapshot is null || context.Database.HasPendingModelChanges();

    /// <summary>Refuses what EF Core refuses: a model that the migrations do not lead to, unless the host has silenced that warning.</summary>
    public void RefuseLackingMigration()
    {
        var name = context.GetType().Name;
        if (_assembly.Migrations.Count == 0)
        {
            throw new CanvasConfigurationException($"{name} has no migrations.", "Add one (dotnet ef migrations add), or name their assembly with MigrationsAssembly(…).");
        }

        if (!LacksMigration())
        {
            return;
        }

        try
        {
            context.GetService<IDiagnosticsLogger<DbLoggerCategory.Migrations>>().PendingModelChangesWarning(context.GetType());
        }
        catch (InvalidOperationException error)
        {
            throw new CanvasConfigurationException($"The model of {name} has changes that no migration has.", "Add a migration (dotnet ef migrations add UpdateCanvas), and deploy it with the program.", error);
        }
    }

    private PendingMigration Generate(string id, Migration migration)
    {
        var target = migration.TargetModel is IMutableModel mutable ? (IModel)mutable.FinalizeModel() : migration.TargetModel;
        var model = context.GetService<IModelRuntimeInitializer>().Initialize(target);
        return new PendingMigration(id, migration, context.GetService<IMigrationsSqlGenerator>().Generate(migration.UpOperations, model));
    }

    private async Task<IReadOnlyList<(string After, IDataTransformation Of)>> WaitingAsync(CancellationToken cancellationToken)
    {
        var waiting = new List<(string, IDataTransformation)>();
        foreach (var transformation in _transformations)
        {
            if (!(await journal.ReadCheckpointAsync(transformation.Name, cancellationToken).ConfigureAwait(false)).IsDone)
            {
                waiting.Add((Find(transformation), transformation));
            }
        }

        return waiting;
    }

    private string Find(IDataTransformation transformation) => (transformation.After.Length == 0 ? _assembly.Migrations.Keys.LastOrDefault() : _assembly.FindMigrationId(transformation.After)) ?? throw new InvalidArgumentException(
        $"{nameof(IDataTransformation)}.{nameof(IDataTransformation.After)}",
        $"The transformation {transformation.Name} comes after {transformation.After}, but {context.GetType().Name} has no such migration.",
        "Give the id of a migration, or its name without the time.");
}
