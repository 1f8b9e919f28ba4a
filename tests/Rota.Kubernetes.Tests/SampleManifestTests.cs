using System.Globalization;
using System.Text.Json.Nodes;
using Rota.Formats;
using Xunit;

namespace Rota.Kubernetes.Tests;

/// <summary>The manifests under samples/kubernetes: rights that are enough, and none too many.</summary>
public sealed class SampleManifestTests
{
    [Fact]
    public async Task The_roles_allow_what_the_scheduler_does_and_nothing_else()
    {
        var access = new Double.AccessRules(Sample("rbac.yaml"));
        await using var guarded = await World.Tight(access);
        foreach (var item in Sample("rbac.yaml")) guarded.Load(item);
        // One that fits nowhere, so that it is said why.
        guarded.Load(World.Pod("huge", "9"));
        using var connection = KubeConnection.To(guarded.Url);
        var lease = new LeaderLease(connection, "rota", "rota", "a");
        Assert.True(await lease.Try(World.Patience));
        Assert.True(await lease.Try(World.Patience));
        await KubeSchedulerTests.Running(guarded, new() { Moves = true, PlanTime = TimeSpan.FromSeconds(2) }, async _ => await World.Until(
            guarded, s => s.Objects("Pod").Count(World.IsBound) == 3 && s.Objects("Event").Any(one => one["reason"]!.ToString() == "FailedScheduling") && access.Unused.Count == 0));
        Assert.Equal(3, guarded.Objects("Pod").Count(World.IsBound));
        await lease.Release(World.Patience);
        Assert.Empty(access.Refused);
        Assert.Empty(access.Unused);
        // Leases of others, and other namespaces, are closed.
        Assert.Equal(403, (await Assert.ThrowsAsync<KubeException>(() => connection.Get("/apis/coordination.k8s.io/v1/namespaces/rota/leases/other", World.Patience))).Code);
        Assert.Equal(403, (await Assert.ThrowsAsync<KubeException>(() => connection.Get("/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/rota", World.Patience))).Code);
        Assert.Equal(403, (await Assert.ThrowsAsync<KubeException>(() => connection.Get("/api/v1/secrets", World.Patience))).Code);
    }

    [Fact]
    public void The_deployment_uses_the_account_that_the_roles_are_bound_to()
    {
        var rights = Sample("rbac.yaml");
        var account = rights.Single(item => item["kind"]!.ToString() == "ServiceAccount")["metadata"]!;
        foreach (var binding in rights.Where(item => item["kind"]!.ToString().EndsWith("Binding", StringComparison.Ordinal)))
        {
            var subject = binding["subjects"]![0]!;
            Assert.Equal(("ServiceAccount", account["name"]!.ToString(), account["namespace"]!.ToString()), (subject["kind"]!.ToString(), subject["name"]!.ToString(), subject["namespace"]!.ToString()));
            Assert.Contains(rights, role => role["kind"]!.ToString() == binding["roleRef"]!["kind"]!.ToString() && role["metadata"]!["name"]!.ToString() == binding["roleRef"]!["name"]!.ToString());
        }
        var deployment = Sample("deployment.yaml").Single(item => item["kind"]!.ToString() == "Deployment");
        Assert.Equal(account["namespace"]!.ToString(), deployment["metadata"]!["namespace"]!.ToString());
        var spec = deployment["spec"]!["template"]!["spec"]!;
        Assert.Equal(account["name"]!.ToString(), spec["serviceAccountName"]!.ToString());
        Assert.NotEqual("rota", spec["schedulerName"]!.ToString());
        var args = spec["containers"]![0]!["args"]!.AsArray().Select(word => word!.ToString()).ToArray();
        Assert.Equal(account["namespace"]!.ToString(), args[Array.IndexOf(args, "--lease") + 1]);
    }

    [Fact]
    public void The_deployment_is_read_as_a_workload()
    {
        var nodes = "---\napiVersion: v1\nkind: Node\nmetadata: {name: n1}\nstatus: {allocatable: {cpu: 4, memory: 8Gi}}\n";
        var problem = Rota.Cluster.Pods.Formats.ClusterFiles.Read(TextInput.OfText(File.ReadAllText(Path("deployment.yaml")) + nodes, "deployment.yaml"))[0];
        Assert.Equal([250, 256L << 20, 1], problem.Pods[0].Request);
        Assert.Equal(2, problem.Pods.Length);
    }

    private static JsonObject[] Sample(string name) => [.. YamlText.Read(TextInput.Open(Path(name))).Where(document => !document.IsNull).Select(document => (JsonObject)Json(document)!)];

    private static string Path(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (System.IO.Path.Combine(folder.FullName, "samples", "kubernetes", name) is var path && File.Exists(path)) return path;
        throw new FileNotFoundException(name);
    }

    private static JsonNode? Json(YamlValue value) => value.Kind switch
    {
        YamlKind.Map => new JsonObject(value.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, Json(entry.Value)))),
        YamlKind.List => new JsonArray([.. value.List.Select(Json)]),
        YamlKind.Null => null,
        _ when !value.IsText && value.Text is "true" or "false" => value.Text == "true",
        _ when !value.IsText && long.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => value.Text,
    };
}
