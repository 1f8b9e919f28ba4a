using System.Diagnostics;
using Rota.Kubernetes.Double;
using Xunit;

namespace Rota.Kubernetes.Tests;

/// <summary>The double against the real kubectl, where there is one.</summary>
public sealed class KubectlTests
{
    [Fact]
    public async Task Kubectl_creates_shows_patches_scales_evicts_and_deletes()
    {
        if (!OnPath()) { Assert.Skip("kubectl is not here"); return; }
        await using var server = await KubernetesDouble.Start();
        server.Load(World.Node("n1"));
        server.Load(World.Deployment("web", 2, "100m"));
        await server.Settle(World.Patience);
        Assert.Contains("v1.32.0", await Run(server, "version"), StringComparison.Ordinal);
        Assert.Contains("Ready", await Run(server, "get nodes"), StringComparison.Ordinal);
        Assert.Contains("poddisruptionbudgets", await Run(server, "api-resources"), StringComparison.Ordinal);
        Assert.Contains("labeled", await Run(server, "label node n1 disk=ssd"), StringComparison.Ordinal);
        Assert.Contains("cordoned", await Run(server, "cordon n1"), StringComparison.Ordinal);
        Assert.Contains("SchedulingDisabled", await Run(server, "get nodes"), StringComparison.Ordinal);
        Assert.Contains("created", await Run(server, "create namespace extra"), StringComparison.Ordinal);
        Assert.Contains("created", await Run(server, "create priorityclass top --value=1000"), StringComparison.Ordinal);
        Assert.Contains("scaled", await Run(server, "scale deploy/web --replicas=1"), StringComparison.Ordinal);
        await server.Settle(World.Patience);
        Assert.Single(server.Objects("Pod"));
        Assert.Contains("yes", await Run(server, "auth can-i create pods"), StringComparison.Ordinal);
        Assert.Contains("condition met", await Run(server, "wait --for=condition=Ready node/n1 --timeout=5s"), StringComparison.Ordinal);
        Assert.Contains("deleted", await Run(server, "delete deploy web"), StringComparison.Ordinal);
        Assert.True(await World.Until(server, s => s.Objects("Pod").Count == 0));
    }

    private static bool OnPath() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "kubectl")));

    private static async Task<string> Run(KubernetesDouble server, string arguments)
    {
        var start = new ProcessStartInfo("kubectl", $"--server {server.Url} --request-timeout=20s {arguments}") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["KUBECONFIG"] = "/dev/null";
        start.Environment["HOME"] = Path.GetTempPath();
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(World.Patience), process.StandardError.ReadToEndAsync(World.Patience));
        await process.WaitForExitAsync(World.Patience);
        return await output + await error;
    }
}
