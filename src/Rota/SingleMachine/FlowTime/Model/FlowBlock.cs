namespace Rota.SingleMachine.FlowTime;

/// <summary>A server's work on one operation of a job during [Start, End). Servers, jobs and operations count from 0.</summary>
public readonly record struct FlowBlock(int Server, int Job, int Operation, long Start, long End);
