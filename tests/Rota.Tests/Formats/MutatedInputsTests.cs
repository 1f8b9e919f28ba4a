using System.Text;
using System.Text.Json;
using Rota.Cluster.Machines;
using Rota.Cluster.Machines.Formats;
using Rota.Cluster.Machines.Generators;
using Rota.Cluster.Pods;
using Rota.Cluster.Pods.Formats;
using Rota.Cluster.Pods.Generators;
using Rota.Cluster.Pods.Replay;
using Rota.Cluster.Sharing.Formats;
using Rota.Cluster.Sharing.Generators;
using Rota.Projects.Formats;
using Rota.Projects.Generators;
using Rota.Serving.Latency;
using Rota.Serving.Policies;
using Rota.Serving.Rehearsal;
using Rota.Shop.Blocking.Formats;
using Rota.Shop.Transfer.Formats;
using Rota.Shop.Transfer.Generators;
using Rota.Shop.Transfer.Policies;
using Rota.SingleMachine.Discovery;
using Rota.Tests.Cluster.Sharing;
using Xunit;

namespace Rota.Tests.Formats;

/// <summary>Every reader that has no fuzzing of its own takes a damaged file or refuses it in one line that begins with the file's name; nothing crashes, nothing hangs.</summary>
public sealed class MutatedInputsTests
{
    private const int Files = 4_000;

    private const string Manifests = """
        apiVersion: v1
        kind: Node
        metadata:
          name: n1
          labels: {zone: a, "kubernetes.io/hostname": n1}
        spec:
          taints:
          - {key: dedicated, value: gpu, effect: NoSchedule}
        status:
          allocatable: {cpu: "4", memory: 8Gi, pods: "110", nvidia.com/gpu: 1}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        spec:
          replicas: 3
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              priority: 5
              tolerations:
              - {key: dedicated, operator: Equal, value: gpu, effect: NoSchedule}
              topologySpreadConstraints:
              - maxSkew: 1
                topologyKey: zone
                whenUnsatisfiable: DoNotSchedule
                labelSelector: {matchLabels: {app: web}}
              affinity:
                nodeAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    nodeSelectorTerms:
                    - matchExpressions:
                      - {key: zone, operator: In, values: [a, b]}
              containers:
              - name: c
                resources: {requests: {cpu: 250m, memory: 1.5Gi}}
              initContainers:
              - name: i
                resources: {requests: {cpu: 1, memory: 64Mi}}
        ---
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: b, namespace: shop}
        spec: {minAvailable: 50%, selector: {matchLabels: {app: web}}}
        ---
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: q, namespace: shop}
        spec: {hard: {requests.cpu: "3", pods: 10}}
        """;

    private const string Line = """
        name: plating
        stations:
          - {name: load, kind: input}
          - {name: plate-1, x: 3000}
          - {name: plate-2, x: 4500, capacity: 2}
          - {name: unload, kind: output, x: 6000}
        robots:
          - name: hoist
            arms: 2
            kinematics: {rail: [800, 400], stroke: 1000}
        recipes:
          - name: nickel
            steps:
              - {station: plate-1, time: 60, max_hold: 30}
              - {stations: [plate-2], time: 240}
        plates: 40
        """;

    [Fact]
    public void Lines_and_shops_with_vehicles() => Holds(
        1, Files, input => LineFiles.Read(input), Line, Written(writer => LineFiles.Write(TandemLine.Create(new()), writer)),
        """{"name":"tiny","jobs":2,"machines":2,"ops":[[0,5,1,4],[1,3,0,6]],"agvs":1,"locations":["m-0","m-1","in-buf","out-buf"],"travel":[[0,2,1,1],[2,0,1,1],[1,1,0,3],[1,1,3,0]]}""");

    [Fact]
    public void Sidecars_of_blocking_shops() => Holds(
        2, Files, input => BlockingFiles.Read(input),
        """{"format": "rota-blocking", "shop": "la16.txt", "swap": false, "reload": true, "buffers": [0, 0], "stops": {"mode": "within", "probability": 0.1, "repair": [2, 9], "seed": 7, "hide_repair": true, "lengths": [[0, 5], [0, 0]]}}""");

    [Fact]
    public void Traces_of_stops() => Holds(3, Files, input => StopTrace.Read(input, ["0", "1"]), "time,machine,event,reason\n3,0,down,tool\n4,1,down,\n5,1,up,\n9,0,up,\n");

    [Fact]
    public void Snapshots_of_machines() => Holds(
        4, Files, input =>
        {
            foreach (var problem in MachineFiles.Read(input)) Assert.Empty(MachineChecker.Instance.Check(problem, new MigrationPlan([])).Violations);
        },
        Written(writer => MachineFiles.Write(MachineGenerator.Create(new() { Machines = 2 }), null, writer)));

    [Fact]
    public void Manifests_in_yaml() => Holds(5, Files, Pack, Manifests);

    [Fact]
    public void Manifests_in_json() => Holds(6, Files, Pack, Written(writer => ClusterFiles.Write(PodGenerator.Create(new() { Nodes = 3 }), null, writer)));

    [Fact]
    public void Tables_of_nodes_and_pods()
    {
        Holds(7, Files, input => OpenbTables.Nodes(input), "sn,cpu_milli,memory_mib,gpu,model\nn0,64000,262144,2,P100\nn1,96000,393216,0,\n");
        Holds(
            8, Files, input => OpenbTables.Pods(input),
            "name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,qos,pod_phase,creation_time,deletion_time,scheduled_time\np0,12000,16384,1,1000,,LS,Running,0,12537496,0\np1,6000,12288,1,460,P100|T4,BE,Running,427061,12902960,427061\n");
    }

    [Fact]
    public void Workloads_of_shared_pools() => Holds(
        9, Files, input => SharingFiles.Read(input), "user,group,submit_ms,stage_core_s,group_core_s\na,g1,100,2,5\na,g1,100,3,5\nb,g2,250,1,1\n",
        Written(writer => SharingFiles.Write(MicroWorkloads.Create(MicroWorkloads.Names[0]), null, writer)));

    [Fact]
    public void Hardware_models_and_policies()
    {
        Holds(10, Files, input => HardwareFile.Read(input), Written(writer => HardwareFile.Write(Gpus.Find("h100"), writer)));
        Holds(
            11, Files, input => ModelConfigFile.Read(input),
            """{"architectures": ["LlamaForCausalLM"], "hidden_size": 4096, "intermediate_size": 14336, "num_attention_heads": 32, "num_key_value_heads": 8, "num_hidden_layers": 32, "vocab_size": 128256, "max_position_embeddings": 131072, "torch_dtype": "bfloat16"}""");
        Holds(12, Files, input => ServingPolicyFile.Read(input), [.. ServingPolicies.All.Select(policy => Json(json => ServingPolicyFile.Write(policy, json)))]);
    }

    [Fact]
    public void Logs_of_steps_and_of_experts()
    {
        Holds(
            13, Files, input => StepLogFile.Read(input), "prefill_tokens,past,decodes,context,ms\n512,100,0,0,50\n0,0,8,4000,12.5\n",
            """{"max_concurrency": 1, "ttfts": [0.1, 0.3], "itls": [[0.02, 0.021], [0.02]], "input_lens": [300, 900], "output_lens": [3, 2]}""");
        var model = ModelShapes.Find("qwen3-30b-a3b") with { Layers = 2, Experts = 8, ExpertsPerToken = 2 };
        Holds(14, Files, input => CoverageTableFile.Read(input, model), "tokens,phase,fraction\n1,decode,0.25\n32,decode,0.55\n512,prefill,0.82\n1024,prefill,0.87\n");
        Holds(15, Files, input => RouterLogFile.Read(input, model), "layer,token,experts\n0,0,0 1\n0,1,1 2\n0,2,3 4\n0,3,5 0\n1,0,6;7\n1,1,6;7\n1,2,6;7\n1,3,6;7\n");
    }

    [Fact]
    public void Sheets_of_rules()
    {
        var line = ReferenceLines.Create(1);
        Holds(16, Files, input => RuleSheet.Read(input, line), "take s3 to out\ntake * if ready and load s3 < 1 by oldest\ntake input\n");
    }

    [Fact]
    public void Workload_archives_and_training_sets()
    {
        Holds(17, Files, input => SharingFiles.Read(input), "; Version: 2.2\n1 0 1 100 4 -1 -1 4 200 -1 1 3 -1 -1 -1 -1 -1 -1\n2 5 1 50 1 -1 -1 1 60 -1 1 4 -1 -1 -1 -1 -1 -1\n");
        Holds(20, Files, input => SharingFiles.Read(input), SharingFilesTests.SparkLog);
        Holds(18, Files, input => TardinessSet.Read(input), "p,d\n10 11 10 10 11 10,15 11 13 11 12 11\n4 5,3 9\n");
    }

    [Fact]
    public void Tables_of_tasks() => Holds(
        19, Files, input => ProjectFiles.Read(input),
        Written(writer => ProjectFiles.Write(ProjectGenerator.Create(new() { Tasks = 5 }), TaskTableFormat.FormatName, writer)));

    private static void Pack(Rota.Formats.TextInput input)
    {
        foreach (var problem in ClusterFiles.Read(input))
        {
            if (problem.Pods.Length > 200) continue;
            Assert.Empty(PodChecker.Instance.Check(problem, PodPlan.Unchanged(problem)).Violations);
        }
    }

    private static void Holds(ulong seed, int files, Action<Rota.Formats.TextInput> read, params string[] texts)
    {
        var (taken, refused) = new Mutants(seed, texts) { NamesFile = true }.Run(files, (input, _) => read(input));
        Assert.InRange(taken, files / 50, files);
        Assert.InRange(refused, files / 5, files);
    }

    private static string Written(Action<TextWriter> write)
    {
        using var text = new StringWriter { NewLine = "\n" };
        write(text);
        return text.ToString();
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) write(json);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
