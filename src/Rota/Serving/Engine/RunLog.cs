namespace Rota.Serving.Engine;

/// <summary>Writes down everything that a run does, in order, so that a referee can follow it without the engine.</summary>
internal sealed class RunLog
{
    public List<LogEntry> Entries { get; } = [];

    public void Add(long time, LogKind kind, int instance, int request, int tokens = 0) => Entries.Add(new(time, kind, instance, request, tokens));

    public LoggedStep Began(InstanceCore core, StepPlan plan)
    {
        var step = new LoggedStep(plan.Decodes ? [.. core.Group.Members] : [], [.. plan.Prefills], core.Pool.Total - core.Pool.Free);
        Entries.Add(new(core.Now, LogKind.StepBegan, core.Index, -1, Step: step));
        return step;
    }

    public void Ended(InstanceCore core, LoggedStep step, int stoppedBehind)
    {
        step.UsedAtEnd = core.Pool.Total - core.Pool.Free;
        step.StoppedBehind = stoppedBehind;
        // A stopped pass ends when it stands, not when it was to end.
        step.Ends[^1] = core.Now;
        Entries.Add(new(core.Now, LogKind.StepEnded, core.Index, -1, Step: step));
    }
}
