namespace Rota.SingleMachine.FlowTime.Simulation;

/// <summary>A job about to arrive: when, and the length of its first operation in ticks.</summary>
public readonly record struct FlowArrival(long Time, long FirstSize);
