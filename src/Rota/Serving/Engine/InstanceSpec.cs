using Rota.Serving.Latency;

namespace Rota.Serving.Engine;

/// <summary>One engine of a fleet.</summary>
/// <param name="Limits">Its sizes.</param>
/// <param name="Latency">How long its steps last.</param>
/// <param name="Policy">Its policy.</param>
/// <param name="Role">What it does.</param>
public sealed record InstanceSpec(EngineLimits Limits, ILatencyModel Latency, ServingPolicy Policy, InstanceRole Role = InstanceRole.Unified);
