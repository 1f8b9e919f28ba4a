namespace Rota.Serving.Engine;

/// <summary>Sums of one instance over a run.</summary>
internal sealed class InstanceCounters
{
    public long Steps;
    public long BusyTime;
    public long PrefillTokens;
    public long HitTokens;
    public long QueriedTokens;
    public long DecodeTokens;
    public long Preemptions;
    public long RecomputedTokens;
    public long SwapOuts;
    public long SwapIns;
    public long RestoredTokens;
    public long StallTime;
    public long HeldBlocks;
    public long MovingBlocks;
    public int PeakUsedBlocks;
    public double UsedBlockSeconds;
    public double Joules;
    public double ExpertBytes;
    public double PrefillExpertBytes;
    public double MixedExpertBytes;
    public double WeightBytes;
    public double KvBytes;
    public double Flops;
    public long Interruptions;
    public readonly Results.WeightedSample StopDelays = new();
}
