using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Cluster.Pods.Formats;

/// <summary>Kubernetes objects as YAML: a List as kubectl prints it, or manifests, several documents a file.</summary>
public sealed class KubernetesYamlFormat : IInstanceFormat<PodProblem, ClusterReadOptions>
{
    private const int FewValues = 100_000;

    /// <inheritdoc/>
    public string Name => "kubernetes-yaml";

    /// <inheritdoc/>
    public string Description => "Kubernetes objects as YAML: kubectl get ... -o yaml, or manifests of several documents";

    /// <inheritdoc/>
    public FormatFit Recognises(TextInput input, ClusterReadOptions options)
    {
        if (input.LooksLikeJson) return FormatFit.None;
        // Seen without reading it all: the words stand at the beginning of a line.
        var (kind, version) = (HasLine(input.Text, "kind:"u8), HasLine(input.Text, "apiVersion:"u8));
        return kind && version ? FormatFit.Whole : kind ? FormatFit.Shape : FormatFit.None;
    }

    /// <inheritdoc/>
    public ImmutableArray<PodProblem> Read(TextInput input, ClusterReadOptions options)
    {
        var documents = YamlText.Read(input).Where(document => !document.IsNull).ToArray();
        // A text has fewer values than letters; only aliases make more of them.
        var left = input.Text.Length + FewValues;
        var values = new List<KubeValue>();
        foreach (var document in documents) values.Add(KubeValue.Of(document, input.Name, documents.Length == 1 ? "" : $"document[{values.Count}]", ref left));
        return [ClusterReader.Read(values, input.Name, options)];
    }

    /// <inheritdoc/>
    public string? Refusal(PodProblem problem) => "anything: clusters are written as JSON, which kubectl reads as well";

    /// <inheritdoc/>
    public void Write(PodProblem problem, TextWriter output) => throw new NotSupportedException();

    private static bool HasLine(ReadOnlySpan<byte> text, ReadOnlySpan<byte> start)
    {
        if (text.StartsWith(start)) return true;
        for (var at = text.IndexOf(start); at >= 0;)
        {
            if (at > 0 && text[at - 1] == '\n') return true;
            var next = text[(at + 1)..].IndexOf(start);
            at = next < 0 ? -1 : at + 1 + next;
        }
        return false;
    }
}
