namespace Rota.Cli.Demo;

/// <summary>The acts of the demo, in order.</summary>
internal static class DemoActs
{
    public static IReadOnlyList<IDemoAct> All { get; } = [new ShopAct(), new ProjectAct(), new ClusterAct(), new ServingAct(), new FlowTimeAct(), new TransferAct()];
}
