using Rota.Cluster.Pods;
using Rota.Cluster.Pods.Formats;
using Rota.Formats;
using Xunit;

namespace Rota.Tests.Cluster.Pods;

/// <summary>Unusual manifests that are right: none is refused, and what they ask for is counted exactly.</summary>
public sealed class ValidManifestTests
{
    /// <summary>A little of everything that is read.</summary>
    public const string Everything = """
        {"apiVersion":"v1","kind":"List","items":[
        {"apiVersion":"v1","kind":"Node","metadata":{"name":"n1","labels":{"zone":"a"}},"spec":{"taints":[{"key":"k","value":"v","effect":"NoSchedule"}]},"status":{"allocatable":{"cpu":"4","memory":"8Gi","pods":"110"},"conditions":[{"type":"Ready","status":"True"}]}},
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"s","uid":"u","labels":{"app":"x"},"annotations":{"a":"b"},"ownerReferences":[{"kind":"ReplicaSet","name":"r","controller":true}]},
         "spec":{"nodeName":"n1","priority":3,"tolerations":[{"key":"k","operator":"Equal","value":"v","effect":"NoSchedule"}],"nodeSelector":{"zone":"a"},
          "affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"zone","operator":"In","values":["a"]}]}]}},
                      "podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"topologyKey":"zone","labelSelector":{"matchLabels":{"app":"y"}}}]}},
          "topologySpreadConstraints":[{"maxSkew":1,"topologyKey":"zone","whenUnsatisfiable":"DoNotSchedule","labelSelector":{"matchLabels":{"app":"x"}}}],
          "initContainers":[{"name":"i","restartPolicy":"Always","resources":{"requests":{"cpu":"1"}}}],
          "containers":[{"name":"c","image":"x","ports":[{"containerPort":80,"name":"http"}],"resources":{"requests":{"cpu":"100m","memory":"1Gi"},"limits":{"cpu":1}}}],"overhead":{"cpu":"1m"}},
         "status":{"phase":"Running","startTime":"2026-01-31T08:00:00Z"}},
        {"apiVersion":"policy/v1","kind":"PodDisruptionBudget","metadata":{"name":"b","namespace":"s"},"spec":{"minAvailable":"50%","selector":{"matchLabels":{"app":"x"}}},"status":{"disruptionsAllowed":1}},
        {"apiVersion":"v1","kind":"ResourceQuota","metadata":{"name":"q","namespace":"s"},"spec":{"hard":{"requests.cpu":"8","pods":"5"}}},
        {"apiVersion":"scheduling.k8s.io/v1","kind":"PriorityClass","metadata":{"name":"high"},"value":10},
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d","namespace":"s"},"spec":{"replicas":2,"selector":{"matchLabels":{"app":"z"}},"template":{"metadata":{"labels":{"app":"z"}},"spec":{"priorityClassName":"high","containers":[{"name":"c"}]}}}}
        ]}
        """;

    private const string Node = "apiVersion: v1\nkind: Node\nmetadata: {name: n1, labels: {zone: a}}\nstatus: {allocatable: {cpu: 4, memory: 8Gi, pods: 110}}\n---\n";

    [Theory]
    [InlineData("1e3", 1_000_000)]
    [InlineData("100m", 100)]
    [InlineData("0.1", 100)]
    [InlineData("1.5", 1500)]
    [InlineData("+2", 2000)]
    [InlineData("2.", 2000)]
    [InlineData(".5", 500)]
    [InlineData("1500000u", 1500)]
    [InlineData("0", 0)]
    [InlineData("0.0001", 1)]
    public void Quantities_of_cpu_in_every_spelling(string text, long milli)
    {
        Assert.Equal(milli, Read(Node + Pod($"containers: [{{name: c, resources: {{requests: {{cpu: {text}}}}}}}]")).Pods[0].Request[0]);
        Assert.Equal(milli, Read(Node + Pod($"containers: [{{name: c, resources: {{requests: {{cpu: \"{text}\"}}}}}}]")).Pods[0].Request[0]);
    }

    [Theory]
    [InlineData("1.5Gi", 1610612736)]
    [InlineData("128974848", 128974848)]
    [InlineData("129e6", 129_000_000)]
    [InlineData("129M", 129_000_000)]
    [InlineData("100m", 1)]
    [InlineData("1Ei", 1L << 60)]
    public void Quantities_of_memory_in_every_spelling(string text, long bytes) =>
        Assert.Equal(bytes, Read(Node + Pod($"containers: [{{name: c, resources: {{requests: {{memory: {text}}}}}}}]")).Pods[0].Request[1]);

    [Fact]
    public void Init_containers_sidecars_overhead_and_the_pods_own_resources_count_as_the_kubelet_counts()
    {
        static string Asks(string name, string cpu, string more = "") => $"{{name: {name}, {more}resources: {{requests: {{cpu: {cpu}}}}}}}";
        long Cpu(string spec) => Read(Node + Pod(spec)).Pods[0].Request[0];
        Assert.Equal(2000, Cpu($"containers: [{Asks("a", "500m")}]\ninitContainers: [{Asks("i", "2")}]"));
        Assert.Equal(700, Cpu($"containers: [{Asks("a", "500m")}]\ninitContainers: [{Asks("s", "200m", "restartPolicy: Always, ")}]"));
        // The sidecar stands before the init container and runs beside it.
        Assert.Equal(2200, Cpu($"containers: [{Asks("a", "500m")}]\ninitContainers: [{Asks("s", "200m", "restartPolicy: Always, ")}, {Asks("i", "2")}]"));
        Assert.Equal(2000, Cpu($"containers: [{Asks("a", "500m")}]\ninitContainers: [{Asks("i", "2")}, {Asks("s", "200m", "restartPolicy: Always, ")}]"));
        Assert.Equal(550, Cpu($"containers: [{Asks("a", "500m")}]\noverhead: {{cpu: 50m}}"));
        Assert.Equal(300, Cpu($"containers: [{Asks("a", "500m")}]\nresources: {{requests: {{cpu: 300m}}}}"));
    }

    [Fact]
    public void Null_fields_empty_lists_and_finished_pods_are_nothing()
    {
        var problem = Read(Node + Pod("containers: [{name: c, resources: null, env: null, ports: []}]\nnodeSelector: null\ntolerations: []\naffinity: {}\nnodeName: ''\npriorityClassName: ''")
            + "---\napiVersion: v1\nkind: Pod\nmetadata: {name: done, creationTimestamp: null}\nspec: {nodeName: n1, containers: [{name: c, resources: {requests: {cpu: 4}}}]}\nstatus: {phase: Succeeded}\n"
            + "---\napiVersion: v1\nkind: Pod\nmetadata: {name: lost}\nspec: {nodeName: n1, containers: [{name: c, resources: {requests: {cpu: 4}}}]}\nstatus: {phase: Failed}\n---\n");
        Assert.Equal((1, -1), (problem.Pods.Length, problem.Pods[0].Node));
        Assert.Contains("2 finished pods count for nothing", problem.Notes);
    }

    [Fact]
    public void Other_kinds_and_fields_of_later_versions_are_left_out_with_a_note()
    {
        var problem = Read(Node + Pod("containers: [{name: c}]\nquiteNewAndUnheardOf: 5")
            + "---\napiVersion: v1\nkind: Service\nmetadata: {name: s}\n---\napiVersion: batch.volcano.sh/v1alpha1\nkind: Job\nmetadata: {name: j}\nspec: {minAvailable: 3}\n"
            + "---\napiVersion: example.com/v1\nkind: PodList\nitems: []\n");
        Assert.Single(problem.Pods);
        Assert.Contains("1 objects of kind Job left out", problem.Notes);
        Assert.Contains("1 objects of kind Service left out", problem.Notes);
        Assert.Contains(problem.Notes, note => note.Contains("quiteNewAndUnheardOf", StringComparison.Ordinal));
    }

    [Fact]
    public void Lists_in_lists_typed_lists_and_aliases_are_read()
    {
        var problem = Read(
            """
            apiVersion: v1
            kind: List
            items:
            - apiVersion: v1
              kind: NodeList
              items:
              - metadata: {name: n1}
                status: {allocatable: &size {cpu: 4, memory: 8Gi}}
              - metadata: {name: n2}
                status: {allocatable: *size}
            - apiVersion: v1
              kind: List
              items:
              - {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: c}]}}
            """);
        Assert.Equal((2, 1), (problem.Nodes.Length, problem.Pods.Length));
        Assert.Equal(problem.Nodes[0].Capacity, problem.Nodes[1].Capacity);
    }

    [Fact]
    public void Jobs_that_are_over_want_no_pods_and_daemons_come_only_where_they_suit()
    {
        static string Job(string name, string spec, string status) =>
            $"---\napiVersion: batch/v1\nkind: Job\nmetadata: {{name: {name}}}\nspec: {{{spec}template: {{spec: {{restartPolicy: Never, containers: [{{name: c}}]}}}}}}\nstatus: {{{status}}}\n";
        var problem = Read(Node + "apiVersion: v1\nkind: Node\nmetadata: {name: n2}\nspec: {taints: [{key: gpu, effect: NoSchedule}]}\nstatus: {allocatable: {cpu: 4, memory: 8Gi}}\n"
            + "---\napiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: d}\nspec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c}]}}}\n"
            + Job("over", "", "conditions: [{type: Complete, status: \"True\"}]") + Job("waits", "suspend: true, ", "") + Job("half", "completions: 5, parallelism: 4, ", "succeeded: 3"));
        Assert.Equal(["d-n1", "half-0", "half-1"], problem.Pods.Select(pod => pod.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_little_of_everything_is_read()
    {
        var problem = Read(Everything);
        Assert.Equal((1, 3), (problem.Nodes.Length, problem.Pods.Length));
        Assert.Empty(problem.Notes);
        Assert.Equal([1101, 1L << 30, 1], problem.Pods[0].Request);
    }

    private static string Pod(string spec) => $"apiVersion: v1\nkind: Pod\nmetadata: {{name: p}}\nspec:\n{string.Join('\n', spec.Split('\n').Select(line => "  " + line))}\n";

    private static PodProblem Read(string text) => ClusterFiles.Read(TextInput.OfText(text, "good.yaml"))[0];
}
