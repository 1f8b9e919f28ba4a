using System.Collections.Immutable;

namespace Rota.Serving.Latency;

/// <summary>What a fit found.</summary>
/// <param name="Gpu">The GPU with the fitted kernels; write it with <see cref="HardwareFile"/>.</param>
/// <param name="Constants">Every constant, fitted or kept.</param>
/// <param name="Samples">Steps that were used.</param>
/// <param name="MeanError">Mean of |predicted / measured - 1|.</param>
/// <param name="P90Error">Its 90th percentile.</param>
/// <param name="WorstError">Its largest.</param>
/// <param name="Bias">Mean of predicted / measured - 1.</param>
/// <param name="Warnings">What the data do not say, a sentence each.</param>
public sealed record LatencyFitReport(
    Gpu Gpu, ImmutableArray<FittedConstant> Constants, int Samples, double MeanError, double P90Error, double WorstError, double Bias, ImmutableArray<string> Warnings);
