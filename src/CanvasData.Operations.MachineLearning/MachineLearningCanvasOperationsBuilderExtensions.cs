using CanvasData.Operations.Analytics;
using CanvasData.Operations.MachineLearning;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The builder step of the machine learning package.</summary>
public static class MachineLearningCanvasOperationsBuilderExtensions
{
    /// <summary>
    /// Lets boosted trees (<see cref="FastTreeTrainer"/>) compete with the built-in model of final grades. They are used
    /// where they win by 2% on finished offerings that they had not seen, and nowhere else. Calling it twice changes nothing.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The same builder.</returns>
    public static CanvasOperationsBuilder UseMachineLearning(this CanvasOperationsBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IRateModelTrainer, FastTreeTrainer>());
        return builder;
    }
}
