using Rota.Cluster.Pods;
using Rota.Cluster.Pods.Formats;
using Rota.Formats;
using Xunit;

namespace Rota.Tests.Cluster.Pods;

public sealed class ClusterReaderTests
{
    private const string Node = """{"apiVersion":"v1","kind":"Node","metadata":{"name":"n1","labels":{"zone":"a"}},"spec":{},"status":{"allocatable":{"cpu":"4","memory":"8Gi","pods":"110"}}}""";

    [Fact]
    public void The_shared_manifests_are_read_with_effective_requests_and_reasons()
    {
        if (SharedData.Find("cluster/manifests/nodes.yaml") is not { } path) { Assert.Skip("shared data absent"); return; }
        var folder = Path.GetDirectoryName(path)!;
        var text = string.Join("\n---\n", new[] { "nodes", "constraints", "boutique" }.Select(name => File.ReadAllText(Path.Combine(folder, name + ".yaml"))));
        var problem = ClusterFiles.Read(TextInput.OfText(text, "all.yaml"))[0];
        ClusterPod Pod(string name) => problem.Pods.Single(pod => pod.Name == name);
        Assert.Equal(6, problem.Nodes.Length);
        Assert.Equal(22, problem.Pods.Length);
        Assert.Equal(["cpu", "memory", "pods", "nvidia.com/gpu"], problem.Resources);
        // max(500m + 100m sidecar, init 2) + 50m; max(576Mi, 256Mi) + 32Mi.
        Assert.Equal([2050, 608L << 20, 1, 0], Pod("sidecar-and-init").Request);
        Assert.Equal([250, 100_000_000, 1, 0], Pod("limits-only").Request);
        Assert.Equal([8000, 32L << 30, 1, 2], Pod("trainer").Request);
        Assert.Equal(100_000, Pod("api-0").Priority);
        Assert.Equal(["node-5"], problem.Eligible(problem.Pods.IndexOf(Pod("trainer"))).Select(n => problem.Nodes[n].Name));
        Assert.Equal("it waits at the gate example.com/quota", Pod("gated").Waiting);
        Assert.Equal("it belongs to scheduler someone-else", Pod("other-scheduler").Waiting);
        Assert.Equal("it belongs to a DaemonSet", Pod("node-agent-x1").Held);
        Assert.Equal("it is a static pod", Pod("static-proxy-node-3").Held);
        Assert.DoesNotContain(problem.Pods, pod => pod.Name == "finished");
        Assert.Equal(0, Assert.Single(problem.Budgets).Allowed);
    }

    [Fact]
    public void What_is_written_is_read_back_alike()
    {
        for (ulong seed = 0; seed < 60; seed++)
        {
            var problem = RandomClusters.Any(seed);
            // Files do not say why a pod is held; the reader finds out.
            problem = problem.With([.. problem.Pods.Select(pod => pod with { Held = null, Waiting = null })]);
            using var text = new StringWriter { NewLine = "\n" };
            ClusterFiles.Write(problem, null, text);
            var again = ClusterFiles.Read(TextInput.OfText(text.ToString(), "again.json"))[0];
            Assert.Equal(problem.Pods.Select(pod => (pod.Uid, pod.Node, pod.Priority, pod.Owner, string.Join(',', pod.Request))), again.Pods.Select(pod => (pod.Uid, pod.Node, pod.Priority, pod.Owner, string.Join(',', pod.Request))));
            Assert.Equal(problem.Nodes.Select(node => (node.Name, node.Closed, string.Join(',', node.Taints))), again.Nodes.Select(node => (node.Name, node.Closed, string.Join(',', node.Taints))));
            Assert.True(problem.Pods.Zip(again.Pods).All(pair => pair.First.Rules.Equals(pair.Second.Rules)));
            Assert.Equal(problem.Budgets.Select(budget => budget.Allowed), again.Budgets.Select(budget => budget.Allowed));
            Assert.Equal(problem.Quotas.Select(quota => quota.Most[0]), again.Quotas.Select(quota => quota.Most[0]));
        }
    }

    [Fact]
    public void Workloads_are_expanded_to_the_replicas_that_are_not_there_yet()
    {
        const string Spec = """{"replicas":3,"selector":{"matchLabels":{"app":"w"}},"template":{"metadata":{"labels":{"app":"w"}},"spec":{"containers":[{"name":"c","resources":{"requests":{"cpu":"1"}}}]}}}""";
        var pods = Read(string.Join(
            '\n', Node, """{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"w"},"spec":SPEC}""".Replace("SPEC", Spec, StringComparison.Ordinal),
            """{"apiVersion":"apps/v1","kind":"ReplicaSet","metadata":{"name":"w-1","ownerReferences":[{"kind":"Deployment","name":"w","controller":true}]},"spec":SPEC}""".Replace("SPEC", Spec, StringComparison.Ordinal),
            """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"w-1-x","labels":{"app":"w"}},"spec":{"nodeName":"n1","containers":[{"name":"c"}]}}""")).Pods;
        Assert.Equal(["w-1-x", "w-1", "w-2"], pods.Select(pod => pod.Name));
        Assert.Equal([0, -1, -1], pods.Select(pod => pod.Node));
    }

    [Theory]
    [InlineData("""{"cpu":"-1"}""", "requests.cpu: read '-1', expected a quantity of at least 0")]
    [InlineData("""{"cpu":"1K"}""", "requests.cpu: read '1K', expected a quantity such as 100m, 1.5, 64Mi or 129e6")]
    [InlineData("""{"memory":"lots"}""", "requests.memory: read 'lots', expected a quantity such as 100m, 1.5, 64Mi or 129e6")]
    public void A_bad_quantity_is_refused_with_its_path(string requests, string fault) => Refuses(
        $"data.json:2: [1].spec.containers[0].resources.{fault}",
        """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c","resources":{"requests":ASKED}}]}}""".Replace("ASKED", requests, StringComparison.Ordinal));

    [Fact]
    public void Other_mistakes_are_refused_with_their_path()
    {
        Refuses("data.json:2: [1].spec.nodeName: read 'n2', expected one of the 1 nodes; did you mean 'n1'?", Pod("\"nodeName\":\"n2\""));
        Refuses("data.json:2: [1].spec.priorityClassName: read 'hihg', expected a priority class", Pod("\"priorityClassName\":\"hihg\""));
        Refuses(
            "data.json:2: [1].spec.tolerations[0].operator: read 'Exist', expected Exists or Equal; did you mean 'Exists'?", Pod("\"tolerations\":[{\"key\":\"k\",\"operator\":\"Exist\"}]"));
        Refuses(
            "data.json:2: [1].spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].operator: read 'Near', expected one of In, NotIn, Exists, DoesNotExist, Gt, Lt",
            Pod("\"affinity\":{\"nodeAffinity\":{\"requiredDuringSchedulingIgnoredDuringExecution\":{\"nodeSelectorTerms\":[{\"matchExpressions\":[{\"key\":\"k\",\"operator\":\"Near\"}]}]}}}"));
        Refuses("data.json:2: [1].spec.topologySpreadConstraints[0].maxSkew: read '0', expected a skew, a whole number from 1 to 2147483647",
            Pod("\"topologySpreadConstraints\":[{\"maxSkew\":0,\"topologyKey\":\"zone\",\"whenUnsatisfiable\":\"DoNotSchedule\"}]"));
        Refuses("data.json:2: [1].spec: has no 'containers'", """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{}}""");
        Refuses("data.json:2: [1]: has no 'metadata'", """{"apiVersion":"v1","kind":"Pod","spec":{}}""");
    }

    [Fact]
    public void A_cluster_without_nodes_says_what_to_do() => Assert.Equal(
        "pods.json: has no nodes, expected objects of kind Node beside the pods: kubectl get nodes,pods,pdb -A -o json",
        Assert.Throws<InputException>(() => ClusterFiles.Read(TextInput.OfText("""{"apiVersion":"v1","kind":"List","items":[]}""", "pods.json"))).Message);

    [Fact]
    public void The_solver_input_of_the_source_is_read_and_of_two_records_the_one_with_a_node_counts()
    {
        var problem = ClusterFiles.Read(TextInput.OfText(
            """
            {"timeout_ms":1000,"nodes":[{"name":"a","cap_cpu_m":1000,"cap_mem_bytes":5}],"preemptor":null,
             "pods":[{"uid":"u","namespace":"s","name":"p","req_cpu_m":1,"req_mem_bytes":2,"priority":3,"protected":true,"node":""},
                     {"uid":"u","namespace":"s","name":"p","req_cpu_m":1,"req_mem_bytes":2,"priority":3,"protected":true,"node":"a"}]}
            """, "input.json"))[0];
        var pod = Assert.Single(problem.Pods);
        Assert.Equal((0, 3, "it is protected"), (pod.Node, pod.Priority, pod.Held));
    }

    private static string Pod(string field) => """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{FIELD,"containers":[{"name":"c"}]}}""".Replace("FIELD", field, StringComparison.Ordinal);

    private static PodProblem Read(string text) => ClusterFiles.Read(TextInput.OfText(text, "data.json"))[0];

    private static void Refuses(string message, string pod) => Assert.Equal(message, Assert.Throws<InputException>(() => Read(Node + "\n" + pod)).Message);
}
