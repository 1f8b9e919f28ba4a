namespace Rota.Serving.Engine;

/// <summary>Writes down what happens to requests.</summary>
internal sealed class RequestStory
{
    public List<StoryEvent> Events { get; } = [];

    public void Queued(InstanceCore core, int request) => Add(core, StoryKind.Queued, request, core.Group.Known(request));

    public void Admitted(InstanceCore core, int request, int hits) => Add(core, StoryKind.Admitted, request, hits);

    public void Preempted(InstanceCore core, int request) => Add(core, StoryKind.Preempted, request, core.Computed(request));

    public void SwappedOut(InstanceCore core, int request) => Add(core, StoryKind.SwappedOut, request, core.Computed(request));

    public void SwappedIn(InstanceCore core, int request) => Add(core, StoryKind.SwappedIn, request, core.Computed(request));

    public void HandedOver(InstanceCore core, int request) => Add(core, StoryKind.HandedOver, request, core.Table.Computed[request]);

    public void Finished(InstanceCore core, int request) => Add(core, StoryKind.Finished, request, core.Group.Generated(request));

    public void Aborted(InstanceCore core, int request) => Add(core, StoryKind.Aborted, request, core.Group.Generated(request));

    private void Add(InstanceCore core, StoryKind kind, int request, int count) =>
        Events.Add(new(core.Now, kind, core.Index, request, count, core.RunningCount, core.Pool.Free));
}
