using System.Collections.Immutable;
using System.Text.Json;
using Rota.Formats;

namespace Rota.Cluster.Pods.Formats;

/// <summary>Kubernetes objects as JSON: a List as kubectl prints it, or objects one after another.</summary>
public sealed class KubernetesJsonFormat : IInstanceFormat<PodProblem, ClusterReadOptions>
{
    /// <inheritdoc/>
    public string Name => "kubernetes-json";

    /// <inheritdoc/>
    public string Description => "Kubernetes objects as JSON: kubectl get nodes,pods,pdb,priorityclasses -A -o json";

    /// <inheritdoc/>
    public FormatFit Recognises(TextInput input, ClusterReadOptions options)
    {
        if (JsonShape.First(input) is not { Kind: JsonTokenType.StartObject } first) return FormatFit.None;
        var names = first.Names();
        if (names.Contains("apiVersion") && (names.Contains("kind") || names.Contains("items"))) return FormatFit.Whole;
        return names.Contains("kind") && (names.Contains("metadata") || names.Contains("items")) ? FormatFit.Shape : FormatFit.None;
    }

    /// <inheritdoc/>
    public ImmutableArray<PodProblem> Read(TextInput input, ClusterReadOptions options)
    {
        var documents = new List<KubeValue>();
        foreach (var value in input.Json.Values) documents.Add(KubeValue.Of(value, ""));
        if (documents.Count > 1)
        {
            documents.Clear();
            foreach (var value in input.Json.Values) documents.Add(KubeValue.Of(value, $"[{documents.Count}]"));
        }
        return [ClusterReader.Read(documents, input.Name, options)];
    }

    /// <inheritdoc/>
    public string? Refusal(PodProblem problem) => problem.SharesGpus ? "shares of GPUs" : null;

    /// <inheritdoc/>
    public void Write(PodProblem problem, TextWriter output) => ClusterWriter.Write(problem, output);
}
