using System.Text;
using Rota.Cluster.Pods.Formats;
using Rota.Cluster.Pods.Replay;
using Rota.Formats;
using Xunit;

namespace Rota.Tests.Cluster.Pods;

/// <summary>Wrong manifests of every kind: each is refused with one line that names file, line and path of the field.</summary>
public sealed class InvalidManifestTests
{
    private const string Node = "apiVersion: v1\nkind: Node\nmetadata: {name: n1, labels: {zone: a}}\nstatus: {allocatable: {cpu: 4, memory: 8Gi, pods: 110}}\n";

    private const string Affinity = "requiredDuringSchedulingIgnoredDuringExecution";

    private const string Preferred = "preferredDuringSchedulingIgnoredDuringExecution";

    /// <summary>Fields of a pod's spec beside its containers, and what the fault says behind "bad.yaml:LINE: document[1].spec".</summary>
    public static TheoryData<string, string> Specs => new()
    {
        { "nodeName: n2", ".nodeName: read 'n2', expected one of the 1 nodes; did you mean 'n1'?" },
        { "nodeName: 5", ".nodeName: read the number 5, expected a text" },
        { "nodeName: [n1]", ".nodeName: is a list, expected a text" },
        { "priority: high", ".priority: read the text 'high', expected a priority, a whole number from" },
        { "priority: \"3\"", ".priority: read the text '3', expected a priority, a whole number" },
        { "priority: 1.5", ".priority: read '1.5', expected a priority, a whole number" },
        { "priority: 3000000000", ".priority: read '3000000000', expected a priority, a whole number from -2147483648 to 2147483647" },
        { "priorityClassName: hihg", ".priorityClassName: read 'hihg', expected a priority class" },
        { "preemptionPolicy: Nevr", ".preemptionPolicy: read 'Nevr', expected PreemptLowerPriority or Never; did you mean 'Never'?" },
        { "restartPolicy: always", ".restartPolicy: read 'always', expected one of Always, OnFailure, Never; did you mean 'Always'?" },
        { "hostNetwork: \"true\"", ".hostNetwork: read 'true', expected true or false" },
        { "hostNetwork: yes", ".hostNetwork: read 'yes', expected true or false" },
        { "nodeSelector: zone", ".nodeSelector: read 'zone', expected an object of texts" },
        { "nodeSelector: {zone: 1}", ".nodeSelector.zone: read the number 1, expected the value of a label" },
        { "nodeSelector: {zone: true}", ".nodeSelector.zone: read true, which is no text, expected the value of a label" },
        { "nodeSelector: {zone: -a}", ".nodeSelector.zone: read '-a', expected the value of a label" },
        { "nodeSelector: {-zone: a}", ".nodeSelector.-zone: its name is not the key of a label" },
        { "nodeSelector: {a/b/c: a}", ".nodeSelector[\"a/b/c\"]: its name is not the key of a label" },
        { "nodeSelecter: {zone: a}", ".nodeSelecter: is no field here, expected such as 'nodeSelector'; did you mean 'nodeSelector'?" },
        { "NodeSelector: {zone: a}", ".NodeSelector: is no field here, expected such as 'nodeSelector'" },
        { "tolerations: {key: a}", ".tolerations: is an object, expected a list" },
        { "tolerations: [{key: a, operator: Exist}]", ".tolerations[0].operator: read 'Exist', expected Exists or Equal; did you mean 'Exists'?" },
        { "tolerations: [{key: a, operator: Exists, value: b}]", ".tolerations[0].value: expected no value with operator Exists" },
        { "tolerations: [{operator: Equal, value: b}]", ".tolerations[0]: has no key, expected operator Exists" },
        { "tolerations: [{key: a, effect: NoShedule}]", ".tolerations[0].effect: read 'NoShedule', expected NoSchedule, PreferNoSchedule or NoExecute; did you mean 'NoSchedule'?" },
        { "tolerations: [{key: a, operator: Exists, effect: NoSchedule, tolerationSeconds: 5}]", ".tolerations[0].tolerationSeconds: stands beside effect NoSchedule, expected it with NoExecute only" },
        { "tolerations: [{key: a, effct: NoSchedule}]", ".tolerations[0].effct: is no field here, expected such as 'effect'" },
        { "tolerations: [null]", ".tolerations[0]: is null, expected an element or nothing at all" },
        { "topologySpreadConstraints: [{maxSkew: 0, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}]", ".topologySpreadConstraints[0].maxSkew: read '0', expected a skew, a whole number from 1 to 2147483647" },
        { "topologySpreadConstraints: [{topologyKey: zone, whenUnsatisfiable: DoNotSchedule}]", ".topologySpreadConstraints[0]: has no 'maxSkew'" },
        { "topologySpreadConstraints: [{maxSkew: 1, whenUnsatisfiable: DoNotSchedule}]", ".topologySpreadConstraints[0]: has no 'topologyKey'" },
        { "topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone}]", ".topologySpreadConstraints[0]: has no 'whenUnsatisfiable'" },
        { "topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotShedule}]", ".topologySpreadConstraints[0].whenUnsatisfiable: read 'DoNotShedule', expected DoNotSchedule or ScheduleAnyway; did you mean 'DoNotSchedule'?" },
        { "topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway, minDomains: 2}]", ".topologySpreadConstraints[0].minDomains: stands beside ScheduleAnyway" },
        { "topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}, {maxSkew: 2, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}]", ".topologySpreadConstraints[1]: comes twice" },
        { $"affinity: {{nodeAffinity: {{{Affinity}: {{nodeSelectorTerms: []}}}}}}", $".affinity.nodeAffinity.{Affinity}.nodeSelectorTerms: expected a list of at least one term" },
        { $"affinity: {{nodeAffinity: {{{Affinity}: {{nodeSelectorTerms: [{{matchExpressions: [{{key: zone, operator: Near, values: [a]}}]}}]}}}}}}", ".nodeSelectorTerms[0].matchExpressions[0].operator: read 'Near', expected one of In, NotIn, Exists, DoesNotExist, Gt, Lt" },
        { $"affinity: {{nodeAffinity: {{{Affinity}: {{nodeSelectorTerms: [{{matchExpressions: [{{key: zone, operator: in, values: [a]}}]}}]}}}}}}", "operator: read 'in', expected one of In, NotIn, Exists, DoesNotExist, Gt, Lt; did you mean 'In'?" },
        { $"affinity: {{nodeAffinity: {{{Affinity}: {{nodeSelectorTerms: [{{matchExpressions: [{{key: zone, operator: Exists, values: [a]}}]}}]}}}}}}", "matchExpressions[0].values: has 1 values, expected no values with Exists" },
        { $"affinity: {{nodeAffinity: {{{Affinity}: {{nodeSelectorTerms: [{{matchExpressions: [{{key: size, operator: Gt, values: [big]}}]}}]}}}}}}", "matchExpressions[0].values: has 1 values, expected one whole number with Gt" },
        { $"affinity: {{nodeAffinity: {{{Affinity}: {{nodeSelectorTerms: [{{matchFields: [{{key: metadata.uid, operator: In, values: [a]}}]}}]}}}}}}", "matchFields[0].key: read 'metadata.uid', expected metadata.name" },
        { $"affinity: {{nodeAffinity: {{{Preferred}: [{{weight: 1, preference: {{matchExpressions: [{{key: zone, operator: Near}}]}}}}]}}}}", ".preference.matchExpressions[0].operator: read 'Near', expected one of" },
        { $"affinity: {{nodeAffinity: {{{Preferred}: [{{weight: 101, preference: {{matchExpressions: [{{key: zone, operator: Exists}}]}}}}]}}}}", "[0].weight: read '101', expected a weight, a whole number from 1 to 100" },
        { $"affinity: {{podAntiAffinity: {{{Affinity}: [{{labelSelector: {{matchLabels: {{app: x}}}}}}]}}}}", $".affinity.podAntiAffinity.{Affinity}[0]: has no 'topologyKey'" },
        { $"affinity: {{podAntiAffinity: {{{Affinity}: [{{topologyKey: \"\", labelSelector: {{}}}}]}}}}", "[0].topologyKey: read '', expected the key of a label" },
        { $"affinity: {{podAntiAffinity: {{{Affinity}: [{{topologyKey: zone, labelSelector: {{matchExpressions: [{{key: app, operator: Gt, values: ['1']}}]}}}}]}}}}", "operator: read 'Gt', expected one of In, NotIn, Exists, DoesNotExist" },
        { $"affinity: {{podAffinity: {{{Preferred}: [{{weight: 0, podAffinityTerm: {{topologyKey: zone}}}}]}}}}", "[0].weight: read '0', expected a weight" },
        { "affinity: {nodeAfinity: {}}", ".affinity.nodeAfinity: is no field here, expected such as 'nodeAffinity'" },
        { "overhead: {cpu: -1m}", ".overhead.cpu: read '-1m', expected a quantity of at least 0" },
        { "schedulingGates: [gate]", ".schedulingGates[0]: read 'gate', expected an object" },
        { "terminationGracePeriodSeconds: 30s", ".terminationGracePeriodSeconds: read the text '30s', expected seconds, a whole number" },
        { "initContainers: [{name: c}]", ".containers[0].name: container 'c' comes twice, expected a name for each" },
        { "volumes: [{name: v}, {name: v}]", ".volumes[1].name: volume 'v' comes twice" },
        { "initContainers: [{name: i, volumeMounts: [{name: dta, mountPath: /d}]}]\nvolumes: [{name: data}]", ".initContainers[0].volumeMounts[0].name: read 'dta', expected one of the pod's 1 volumes; did you mean 'data'?" },
    };

    /// <summary>Fields of a container, and what the fault says behind "document[1].spec.containers[0]".</summary>
    public static TheoryData<string, string> Containers => new()
    {
        { "name: Web_1", ".name: read 'Web_1', expected a name of at most 63 lower-case letters, digits and '-'; nearest valid: 'web-1'" },
        { "name: 5", ".name: read the number 5, expected a name" },
        { "image: c", ": has no 'name'" },
        { "name: c, ports: [{containerPort: 70000}]", ".ports[0].containerPort: read '70000', expected a port, a whole number from 1 to 65535" },
        { "name: c, ports: [{containerPort: 0}]", ".ports[0].containerPort: read '0', expected a port" },
        { "name: c, ports: [{containerPort: http}]", ".ports[0].containerPort: read the text 'http', expected a port" },
        { "name: c, ports: [{containerPort: 80, hostPort: -1}]", ".ports[0].hostPort: read '-1', expected a port" },
        { "name: c, ports: [{containerPort: 80, protocol: tcp}]", ".ports[0].protocol: read 'tcp', expected one of TCP, UDP, SCTP; did you mean 'TCP'?" },
        { "name: c, ports: [{containerPort: 80, name: much-too-long-a-name}]", ".ports[0].name: read 'much-too-long-a-name', expected the name of a port" },
        { "name: c, env: [{name: A, value: 5}]", ".env[0].value: read the number 5, expected a text" },
        { "name: c, livenessProbe: {httpGet: {path: /, port: 0}}", ".livenessProbe.httpGet.port: read '0', expected a port from 1 to 65535" },
        { "name: c, readinessProbe: {periodSeconds: -1}", ".readinessProbe.periodSeconds: read '-1', expected seconds" },
        { "name: c, imagePullPolicy: Allways", ".imagePullPolicy: read 'Allways', expected one of Always, IfNotPresent, Never; did you mean 'Always'?" },
        { "name: c, resource: {}", ".resource: is no field here, expected such as 'resources'" },
        { "name: c, resources: [cpu]", ".resources: is a list, expected an object" },
        { "name: c, resources: {request: {cpu: 1}}", ".resources.request: is no field here, expected such as 'requests'" },
        { "name: c, resources: {requests: 1}", ".resources.requests: read the number 1, expected an object of quantities" },
        { "name: c, resources: {requests: {cpu: -100m}}", ".resources.requests.cpu: read '-100m', expected a quantity of at least 0" },
        { "name: c, resources: {requests: {cpu: 100x}}", ".resources.requests.cpu: read '100x', expected a quantity such as 100m, 1.5, 64Mi or 129e6" },
        { "name: c, resources: {requests: {cpu: ''}}", ".resources.requests.cpu: read '', expected a quantity" },
        { "name: c, resources: {requests: {cpu: NaN}}", ".resources.requests.cpu: read 'NaN', expected a quantity" },
        { "name: c, resources: {requests: {cpu: .nan}}", ".resources.requests.cpu: read '.nan', expected a quantity" },
        { "name: c, resources: {requests: {cpu: .inf}}", ".resources.requests.cpu: read '.inf', expected a quantity" },
        { "name: c, resources: {requests: {cpu: 1e400}}", ".resources.requests.cpu: read '1e400', expected a quantity" },
        { "name: c, resources: {requests: {cpu: 99999999999999999999999}}", ".resources.requests.cpu: read '99999999999999999999999', expected a quantity" },
        { "name: c, resources: {requests: {cpu: true}}", ".resources.requests.cpu: read true, which is no text, expected a quantity" },
        { "name: c, resources: {requests: {cpu: [1]}}", ".resources.requests.cpu: is a list, expected a quantity" },
        { "name: c, resources: {requests: {cpu: null}}", ".resources.requests.cpu: is null, expected a quantity" },
        { "name: c, resources: {requests: {memory: 64mi}}", ".resources.requests.memory: read '64mi', expected a quantity" },
        { "name: c, resources: {requests: {memory: 64 Mi}}", ".resources.requests.memory: read '64 Mi', expected a quantity" },
        { "name: c, resources: {requests: {memory: '1,5Gi'}}", ".resources.requests.memory: read '1,5Gi', expected a quantity" },
        { "name: c, resources: {requests: {memroy: 1Gi}}", ".resources.requests.memroy: is no resource, expected cpu, memory, ephemeral-storage or a name with a prefix such as nvidia.com/gpu; did you mean 'memory'?" },
        { "name: c, resources: {requests: {pods: 5}}", ".resources.requests.pods: is no resource" },
        { "name: c, resources: {requests: {gpu: 1}}", ".resources.requests.gpu: is no resource" },
        { "name: c, resources: {limits: {nvidia.com/gpu: 0.5}}", ".resources.limits[\"nvidia.com/gpu\"]: read '0.5', expected a whole number: nvidia.com/gpu cannot be divided" },
        { "name: c, resources: {requests: {nvidia.com/gpu: 1}, limits: {nvidia.com/gpu: 2}}", ".resources.limits[\"nvidia.com/gpu\"]: is limited to 2 and asks for 1, expected both alike" },
        { "name: c, resources: {requests: {cpu: 2}, limits: {cpu: 1}}", ".resources.requests.cpu: asks for 2, more than its limit of 1" },
    };

    /// <summary>Whole documents behind the node, and what the fault says behind "bad.yaml:LINE: ".</summary>
    public static TheoryData<string, string> Documents => new()
    {
        { "apiVersion: v1\nkind: Pod\nmetadata: {name: Web_1}\nspec: {containers: [{name: c}]}", "document[1].metadata.name: read 'Web_1', expected a name of lower-case letters, digits, '-' and '.'; nearest valid: 'web-1'" },
        { "apiVersion: v1\nkind: Pod\nmetadata: {name: ''}\nspec: {containers: [{name: c}]}", "document[1].metadata.name: read '', expected a name" },
        { "apiVersion: v1\nkind: Pod\nmetadata: {name: [p]}\nspec: {containers: [{name: c}]}", "document[1].metadata.name: is a list, expected a name" },
        { "apiVersion: v1\nkind: Pod\nmetadata: {labels: {a: b}}\nspec: {containers: [{name: c}]}", "document[1].metadata: has no 'name'" },
        { "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: My_Space}\nspec: {containers: [{name: c}]}", "document[1].metadata.namespace: read 'My_Space', expected a name of at most 63 lower-case letters" },
        { "apiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {app: 'a b'}}\nspec: {containers: [{name: c}]}", "document[1].metadata.labels.app: read 'a b', expected the value of a label" },
        { "apiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {version: 1.0}}\nspec: {containers: [{name: c}]}", "document[1].metadata.labels.version: read the number 1.0, expected the value of a label" },
        { "apiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: [app]}\nspec: {containers: [{name: c}]}", "document[1].metadata.labels: is a list, expected an object of texts" },
        { "apiVersion: v1\nkind: Pod\nmetadata: {name: p, annotations: {a: {b: c}}}\nspec: {containers: [{name: c}]}", "document[1].metadata.annotations.a: is an object, expected a text" },
        { "apiVersion: v1\nkind: Pod\nmetadata: p\nspec: {containers: [{name: c}]}", "document[1].metadata: read 'p', expected an object" },
        { "apiVersion: v1\nkind: Pod\nspec: {containers: [{name: c}]}", "document[1]: has no 'metadata'" },
        { "apiVersion: v1\nkind: Pod\nmetadata: {name: p}", "document[1]: has no 'spec'" },
        { "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: []}", "document[1].spec.containers: expected a list of at least one container" },
        { "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: {name: c}}", "document[1].spec.containers: is an object, expected a list" },
        { "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {container: [{name: c}]}", "document[1].spec.container: is no field here, expected such as 'containers'" },
        { "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: []", "document[1].spec: is a list, expected an object" },
        { "apiVersion: v1\nkind: Pod\nmetadata: {name: p, ownerReferences: [{kind: A, name: a, controller: true}, {kind: A, name: b, controller: true}]}\nspec: {containers: [{name: c}]}", "document[1].metadata.ownerReferences[1]: is a second controller" },
        { "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c}]}\nstatus: {phase: Runing}", "document[1].status.phase: read 'Runing', expected one of Pending, Running, Succeeded, Failed, Unknown; did you mean 'Running'?" },
        { "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c}]}\nstatus: {startTime: yesterday}", "document[1].status.startTime: read 'yesterday', expected a time such as 2026-01-31T08:00:00Z" },
        { "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c}]}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c}]}", "document[2].metadata.name: Pod default/p comes twice, expected a name for each" },
        { "apiVersion: v1\nkind: Pod\nmetadata: {name: p, uid: u}\nspec: {containers: [{name: c}]}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: q, uid: u}\nspec: {containers: [{name: c}]}", "document[2].metadata.uid: pod default/q has the uid u of another pod" },
        { "apiVersion: v1\nkind: Pod\nmetadata: {name: p, annotations: {alibabacloud.com/gpu-milli: '1500'}}\nspec: {containers: [{name: c}]}", "document[1].metadata: shares 1 GPUs at 1500 thousandths, expected one GPU at 1 to 1000" },
        { "kind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c}]}", "document[1]: has no 'apiVersion', expected such as v1 or apps/v1" },
        { "apiVersion: v1\nmetadata: {name: p}\nspec: {containers: [{name: c}]}", "document[1]: has no 'kind', expected a Kubernetes object" },
        { "apiVersion: v1\nkind: Pdo\nmetadata: {name: p}\nspec: {containers: [{name: c}]}", "document[1].kind: read 'Pdo', expected a kind of v1, such as Node, Pod, ReplicationController, ResourceQuota; did you mean 'Pod'?" },
        { "apiVersion: v2\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c}]}", "document[1].apiVersion: read 'v2', expected v1" },
        { "apiVersion: v1\nkind: Deployment\nmetadata: {name: d}\nspec: {}", "document[1].apiVersion: read 'v1', expected apps/v1 for a Deployment" },
        { "apiVersion: app/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {}", "document[1].apiVersion: read 'app/v1', expected apps/v1 for a Deployment" },
        { "apiVersion: v1\nkind: [Pod]\nmetadata: {name: p}", "document[1].kind: is a list, expected a kind" },
        { "- apiVersion: v1\n  kind: Pod", "document[1]: is a list, expected an object" },
        { "just a text", "document[1]: read 'just a text', expected an object" },
        { "apiVersion: v1\nkind: Node\nmetadata: {name: n1}\nstatus: {allocatable: {cpu: 1, memory: 1Gi}}", "document[1].metadata.name: Node n1 comes twice" },
        { "apiVersion: v1\nkind: Node\nmetadata: {name: n2}", "document[1]: has no 'status', expected its allocatable resources" },
        { "apiVersion: v1\nkind: Node\nmetadata: {name: n2}\nstatus: {}", "document[1].status: has no 'allocatable', expected quantities" },
        { "apiVersion: v1\nkind: Node\nmetadata: {name: n2}\nstatus: {allocatable: {cpu: 1}}", "document[1].status.allocatable: expected at least cpu and memory" },
        { "apiVersion: v1\nkind: Node\nmetadata: {name: n2}\nstatus: {allocatable: {cpu: -1, memory: 1Gi}}", "document[1].status.allocatable.cpu: read '-1', expected a quantity of at least 0" },
        { "apiVersion: v1\nkind: Node\nmetadata: {name: n2}\nstatus: {allocatable: {cpu: 1, memory: 1Gi, pods: 1.5}}", "document[1].status.allocatable.pods: read '1.5', expected a whole number" },
        { "apiVersion: v1\nkind: Node\nmetadata: {name: n2}\nspec: {taints: [{key: a, effect: NoSchdule}]}\nstatus: {allocatable: {cpu: 1, memory: 1Gi}}", "document[1].spec.taints[0].effect: read 'NoSchdule', expected NoSchedule" },
        { "apiVersion: v1\nkind: Node\nmetadata: {name: n2}\nspec: {taints: [{key: a}]}\nstatus: {allocatable: {cpu: 1, memory: 1Gi}}", "document[1].spec.taints[0]: has no 'effect'" },
        { "apiVersion: v1\nkind: Node\nmetadata: {name: n2}\nspec: {taints: [{key: a, effect: NoSchedule}, {key: a, effect: NoSchedule, value: b}]}\nstatus: {allocatable: {cpu: 1, memory: 1Gi}}", "document[1].spec.taints[1]: comes twice" },
        { "apiVersion: v1\nkind: Node\nmetadata: {name: n2}\nspec: {unschedulable: 'yes'}\nstatus: {allocatable: {cpu: 1, memory: 1Gi}}", "document[1].spec.unschedulable: read 'yes', expected true or false" },
        { "apiVersion: v1\nkind: Node\nmetadata: {name: n2}\nstatus: {allocatable: {cpu: 1, memory: 1Gi}, conditions: [{type: Ready, status: True}]}", "document[1].status.conditions[0].status: read true, which is no text, expected True or False or Unknown" },
        { "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: b}\nspec: {minAvailable: 1, maxUnavailable: 1, selector: {matchLabels: {app: x}}}", "document[1].spec.maxUnavailable: stands beside minAvailable, expected one of them" },
        { "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: b}\nspec: {minAvailable: -1}", "document[1].spec.minAvailable: read '-1', expected a number of pods of at least 0, or a percentage" },
        { "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: b}\nspec: {minAvailable: 101%}", "document[1].spec.minAvailable: read '101%', expected a percentage from 0% to 100%" },
        { "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: b}\nspec: {maxUnavailable: 1.5}", "document[1].spec.maxUnavailable: read '1.5', expected a number of pods" },
        { "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: b}\nspec: {maxUnavailable: half}", "document[1].spec.maxUnavailable: read the text 'half', expected a number of pods" },
        { "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: b}\nspec: {maxUnavailable: 1, selector: {matchLabel: {app: x}}}", "document[1].spec.selector.matchLabel: is no field here, expected such as 'matchLabels'" },
        { "apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: q}\nspec: {hard: {requests.cpu: -1}}", "document[1].spec.hard[\"requests.cpu\"]: read '-1', expected a quantity of at least 0" },
        { "apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: q}\nspec: {hard: [1]}", "document[1].spec.hard: is a list, expected an object of quantities" },
        { "apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: c}\nvalue: 2000000000", "document[1].value: read '2000000000', expected a priority, a whole number from -2147483648 to 1000000000" },
        { "apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: c}", "document[1]: has no 'value'" },
        { "apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: c}\nvalue: 1\nglobalDefault: true\n---\napiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: d}\nvalue: 1\nglobalDefault: true", "document[2].globalDefault: makes d the default, which c is already" },
        { "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {replicas: -1, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c}]}}}", "document[1].spec.replicas: read '-1', expected a number of replicas" },
        { "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c}]}}}", "document[1].spec: has no 'selector', expected one that the labels of its template match" },
        { "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {selector: {matchLabels: {a: c}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c}]}}}", "document[1].spec.selector: selects a=c, which the labels of its own template do not match" },
        { "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {selector: {matchLabels: {a: b}}}", "document[1].spec: has no 'template'" },
        { "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {selector: {matchLabels: {a: b}}, strategy: {rollingUpdate: {maxSurge: 25}, type: 1}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c}]}}}", "document[1].spec.strategy.type: read the number 1, expected a text" },
        { "apiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\nspec: {parallelism: 1000000, template: {spec: {restartPolicy: Never, containers: [{name: c}]}}}", "document[1].spec.parallelism: read '1000000', expected a number of replicas, a whole number from 0 to 100000" },
        { "apiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\nspec: {template: {spec: {restartPolicy: Always, containers: [{name: c}]}}}", "document[1].spec.template.spec.restartPolicy: read 'Always', expected OnFailure or Never in a Job" },
        { "apiVersion: v1\nkind: List\nitems: {}", "document[1].items: is an object, expected a list of objects" },
        { "apiVersion: v1\nkind: List", "document[1]: is a List without 'items', expected a list of objects" },
        { "apiVersion: v1\nkind: List\nitems: [null]", "document[1].items[0]: is null, expected a Kubernetes object" },
        { "apiVersion: v1\nkind: List\nitems: [5]", "document[1].items[0]: read '5', expected an object" },
        { "apiVersion: v1\nkind: PodList\nitems: [{kind: Node, metadata: {name: n2}}]", "document[1].items[0].kind: read 'Node', expected Pod in a PodList" },
        { "apiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Pod, metadata: {name: A}, spec: {}}]}]", "document[1].items[0].items[0].metadata.name: read 'A'" },
        { "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nmetadata: {name: q}", ":1: 'metadata' comes twice" },
        { "apiVersion: v1\nkind: Pod\nmetadata:\n\tname: p", "a tab indents this line, expected blanks" },
        { "apiVersion: v1\nkind: Pod\nmetadata: &a {name: p, self: *a}", "no anchor '&a' stands before this alias" },
        { "apiVersion: v1\nkind: Pod\nmetadata: {name: p", "'{' is never closed" },
        { "apiVersion: v1\nkind: Pod\nmetadata: !!python/object:os.system {name: p}", "expected" },
    };

    [Theory]
    [MemberData(nameof(Specs))]
    public void A_wrong_field_of_a_pod_is_refused(string field, string fault) =>
        Refused($"{Node}---\napiVersion: v1\nkind: Pod\nmetadata: {{name: p}}\nspec:\n  containers: [{{name: c}}]\n{string.Join('\n', field.Split('\n').Select(line => "  " + line))}\n", fault, "document[1].spec");

    [Theory]
    [MemberData(nameof(Containers))]
    public void A_wrong_field_of_a_container_is_refused(string fields, string fault) =>
        Refused($"{Node}---\napiVersion: v1\nkind: Pod\nmetadata: {{name: p}}\nspec:\n  containers:\n  - {{{fields}}}\n", fault, "document[1].spec.containers[0]");

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_wrong_document_is_refused(string document, string fault) => Refused($"{Node}---\n{document}\n", fault, "");

    [Theory]
    [MemberData(nameof(Specs))]
    public void It_is_refused_in_a_template_too(string field, string fault)
    {
        if (field.StartsWith("nodeName: n2", StringComparison.Ordinal) || field.StartsWith("restartPolicy", StringComparison.Ordinal)) return;
        var spec = string.Join('\n', field.Split('\n').Select(line => "      " + line));
        Refused($"{Node}---\napiVersion: apps/v1\nkind: StatefulSet\nmetadata: {{name: p}}\nspec:\n  selector: {{matchLabels: {{a: b}}}}\n  template:\n    metadata: {{labels: {{a: b}}}}\n    spec:\n      containers: [{{name: c}}]\n{spec}\n", fault, "document[1].spec.template.spec");
    }

    [Fact]
    public void Aliases_of_aliases_are_stopped_before_they_fill_the_memory()
    {
        var text = new StringBuilder("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c}]}\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 12; i++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        Refused(text.ToString(), "is repeated by aliases of aliases", "");
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\n\n  \n", "is empty")]
    [InlineData("{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[{\"kind\":\"Pod\"", "bad.json")]
    [InlineData("{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[NaN]}", "bad.json:1")]
    [InlineData("{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"kind\":\"Node\"}", "kind comes twice")]
    [InlineData("{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"p\"},\"spec\":{\"containers\":[{\"name\":\"c\"}],\"priority\":1e400}}", "spec.priority: read '1e400', expected a priority")]
    [InlineData("{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"p\"},\"spec\":{\"containers\":[{\"name\":\"c\",\"resources\":{\"requests\":{\"cpu\":1e400}}}]}}", "spec.containers[0].resources.requests.cpu: read '1e400', expected a quantity")]
    [InlineData("[{\"apiVersion\":\"v1\",\"kind\":\"Pod\"}]", "bad.json:1:1: expected Kubernetes objects")]
    [InlineData("{\"nodes\":[{\"name\":\"a\",\"cap_cpu_m\":-1,\"cap_mem_bytes\":5}],\"pods\":[]}", "nodes[0].cap_cpu_m: read '-1', expected an amount")]
    [InlineData("{\"nodes\":[{\"name\":\"a\",\"cap_cpu_m\":\"1\",\"cap_mem_bytes\":5}],\"pods\":[]}", "nodes[0].cap_cpu_m: read the text '1', expected an amount")]
    [InlineData("{\"nodes\":[{\"name\":\"a$(reboot)\",\"cap_cpu_m\":1,\"cap_mem_bytes\":5}],\"pods\":[]}", "nodes[0].name: read 'a$(reboot)', expected a name of lower-case letters")]
    [InlineData("{\"nodes\":[{\"name\":\"a\",\"cap_cpu_m\":1,\"cap_mem_bytes\":5}],\"pods\":[{\"uid\":\"u\",\"name\":\"p\",\"req_cpu\":1,\"req_mem_bytes\":1}]}", "pods[0].req_cpu: is no field here, expected such as 'req_cpu_m'")]
    [InlineData("{\"nodes\":[{\"name\":\"a\",\"cap_cpu_m\":1,\"cap_mem_bytes\":5}],\"pods\":[{\"uid\":\"u\",\"name\":\"p\",\"req_cpu_m\":1,\"req_mem_bytes\":1,\"node\":\"b\"}]}", "pods[0].node: read 'b', expected one of the 1 nodes")]
    public void A_wrong_text_is_refused(string text, string fault)
    {
        var refusal = Assert.Throws<InputException>(() => ClusterFiles.Read(TextInput.OfText(text, "bad.json")));
        Assert.Contains(fault, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused_and_a_byte_order_mark_is_not()
    {
        Assert.Equal("bad.yaml: is UTF-16, expected UTF-8 text", Refusal([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Node)]));
        Assert.Equal("bad.yaml: is binary (byte 0x00 at offset 3), expected text", Refusal([.. "ELF"u8, 0, 1, 2]));
        Assert.Equal("bad.yaml:2: is not UTF-8 (byte 0xE9 at offset 7), expected UTF-8 text", Refusal([.. "kind: \n"u8, 0xE9, (byte)'\n']));
        Assert.Single(ClusterFiles.Read(TextInput.OfBytes((byte[])[0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Node)], "good.yaml"))[0].Nodes);
        static string Refusal(byte[] bytes) => Assert.Throws<InputException>(() => ClusterFiles.Read(TextInput.OfBytes(bytes, "bad.yaml"))).Message;
    }

    [Theory]
    [InlineData("a,1000,10,2,500", "pods.csv:2:5: shares 2 GPUs at 500 thousandths, expected 1000: only one GPU can be shared")]
    [InlineData("a,1000,10,0,500", "pods.csv:2:5: asks for 500 thousandths of no GPU, expected 0 or at least one GPU")]
    [InlineData("a,1000,10,1,1500", "pods.csv:2:5: read '1500', expected thousandths of a GPU")]
    [InlineData("a,-1,10,1,500", "pods.csv:2:2: read '-1', expected thousandths of a core")]
    [InlineData("a,1e400,10,1,500", "pods.csv:2:2: read '1e400', expected thousandths of a core")]
    [InlineData("a,,10,1,500", "pods.csv:2:2: ")]
    [InlineData(",1,10,1,500", "pods.csv:2:1: is empty, expected a name")]
    [InlineData("a,1,10,1", "pods.csv:2:5: the line ends, expected 'gpu_milli'")]
    [InlineData("a,1,10,1,500,7", "pods.csv:2:6: read '7', expected the end of the line after 5 fields")]
    [InlineData("a,1,10,1,500\na,1,10,1,500", "pods.csv:3:1: pod 'a' comes twice, expected a name for each")]
    public void A_wrong_row_of_a_table_is_refused(string rows, string fault) => Assert.StartsWith(
        fault, Assert.Throws<InputException>(() => OpenbTables.Pods(TextInput.OfText("name,cpu_milli,memory_mib,num_gpu,gpu_milli\n" + rows + "\n", "pods.csv"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Whatever_a_value_is_replaced_by_the_reader_refuses_or_reads_and_never_breaks()
    {
        var whole = ValidManifestTests.Everything;
        for (var i = 0; i < whole.Length; i++)
        {
            if (whole[i] is not (':' or '[' or ',')) continue;
            foreach (var wrong in (string[])["null", "-1", "\"?\"", "[{}]"])
            {
                // The value that begins here is pushed aside into a name of its own.
                var text = string.Concat(whole.AsSpan(0, i + 1), wrong, whole[i] == ':' ? ",\"pushed\":" : ",", whole.AsSpan(i + 1));
                try
                {
                    ClusterFiles.Read(TextInput.OfText(text, "bad.json"));
                }
                catch (InputException fault)
                {
                    Assert.DoesNotContain('\n', fault.Message);
                }
            }
        }
    }

    private static void Refused(string text, string fault, string path)
    {
        var refusal = Assert.Throws<InputException>(() => ClusterFiles.Read(TextInput.OfText(text, "bad.yaml")));
        Assert.StartsWith("bad.yaml:", refusal.Message, StringComparison.Ordinal);
        Assert.True(refusal.Line > 0, refusal.Message);
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(fault, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }
}
