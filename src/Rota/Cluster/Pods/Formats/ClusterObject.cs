using System.Collections.Immutable;

namespace Rota.Cluster.Pods.Formats;

/// <summary>An object of a known kind, with its name and labels.</summary>
internal sealed class ClusterObject
{
    private static readonly string[] Workloads = ["Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "ReplicationController"];

    /// <param name="kind">Its kind.</param>
    /// <param name="value">Its fields.</param>
    /// <param name="unknown">Told of fields that are not known; null when the fields were checked before.</param>
    public ClusterObject(string kind, KubeValue value, Action<string>? unknown)
    {
        (Kind, Value) = (kind, value);
        if (unknown is not null) KubeSchema.Check(kind, value, unknown);
        var metadata = value.Get("metadata");
        Name = metadata.Find("name") ?? metadata.Find("generateName") ?? throw metadata.Error("has no 'name'");
        NameText = Name.AsText("a name");
        if (NameText.Length == 0) throw Name.Error("is empty, expected a name");
        Space = kind is "Node" or "PriorityClass" ? "" : metadata.Find("namespace")?.AsText("a namespace") ?? "default";
        Labels = metadata.Find("labels")?.AsLabels() ?? ImmutableDictionary<string, string>.Empty;
        Metadata = metadata;
    }

    public string Kind { get; }

    public KubeValue Value { get; }

    public KubeValue Metadata { get; }

    public KubeValue Name { get; }

    public string NameText { get; }

    public string Space { get; }

    public ImmutableDictionary<string, string> Labels { get; }

    public bool IsWorkload => Workloads.Contains(Kind);

    /// <summary>The owner that re-creates it: kind and name; null when there is none.</summary>
    public (string Kind, string Name)? Controller
    {
        get
        {
            (string, string)? first = null;
            foreach (var owner in Metadata.Each("ownerReferences"))
            {
                if (owner.Find("controller")?.AsFlag() != true) continue;
                if (first is not null) throw owner.Error("is a second controller, expected one at most");
                first = (owner.Get("kind").AsText("a kind"), owner.Get("name").AsText("a name"));
            }
            return first;
        }
    }
}
