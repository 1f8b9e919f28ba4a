using Rota.Cli.Output;
using Rota.Cli.Planning;
using Rota.Cli.Planning.Cluster;
using Rota.Cluster.Pods.Generators;
using Rota.Rendering;
using Rota.Solving;

namespace Rota.Cli.Demo;

/// <summary>A cluster on which Kubernetes' scheduler leaves pods pending, and a plan that places them.</summary>
internal sealed class ClusterAct : IDemoAct
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(2);

    public string Title => "pods that Kubernetes' scheduler leaves pending";

    public TimeSpan Length(DemoOptions options) => Time;

    public DemoScene? Play(Terminal terminal, DemoOptions options)
    {
        var instance = new SourcedInstance(new ClusterInstance(PodGenerator.Create(new() { Nodes = 12, PodsPerNode = 8, Load = 0.97, Seed = 11 })), "demo");
        terminal.Line($"{instance.Instance.Words}: Kubernetes' scheduler looks at one pod and one node at a time.");
        terminal.Out.Flush();
        PlanRun run;
        using (var progress = new ProgressLine(terminal, "tiers"))
            run = PlanRun.Execute("tiers", instance, Limit.Time(Time), 1, options.Workers, progress, terminal.Interruption.Token);
        if (run.Solution.Answer is not { } answer) return null;
        var told = instance.Instance.Told(answer)[0];
        terminal.Line($"A joint plan: {told}.");
        return new($"a cluster: {instance.Instance.Words}", [PageSection.Text("Pods that were left pending", told), .. instance.Instance.Pictures(answer)], run);
    }
}
