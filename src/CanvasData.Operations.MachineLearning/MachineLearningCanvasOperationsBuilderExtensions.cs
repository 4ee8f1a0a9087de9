using CanvasData.Operations.Analytics;
using CanvasData.Operations.MachineLearning;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The builder step of the machine learning package.</summary>
public static class MachineLearningCanvasOperationsBuilderExtensions
{
    /// <summary>
    /// Lets boosted trees (<see cref="BoostedTreesTrainer"/>) compete with the built-in model of final grades. They are used
    /// where they win by 2% on finished offerings that they had not seen, and nowhere else. Called again, it adds no second
    /// trainer; what is configured last holds.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options; null leaves them as they are.</param>
    /// <returns>The same builder.</returns>
    public static CanvasOperationsBuilder UseMachineLearning(this CanvasOperationsBuilder builder, Action<MachineLearningOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<MachineLearningOptions>()
            .Configure(configure ?? (_ => { }))
            .Validate(options => Enum.IsDefined(options.Algorithm), "MachineLearningOptions.Algorithm is FastTree or LightGbm.");
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IRateModelTrainer, BoostedTreesTrainer>(
            services => new BoostedTreesTrainer(services.GetRequiredService<IOptions<MachineLearningOptions>>().Value.Algorithm)));
        return builder;
    }
}
