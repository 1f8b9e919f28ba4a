using System.Text.Json;
using Rota.Formats;

namespace Rota.Cluster.Pods.Moves;

/// <summary>A journal as files: JSON lines for machines, a shell script of kubectl calls for people who carry it out by hand.</summary>
public static class MoveScript
{
    /// <summary>A line a step: {"step", "action", "namespace", "pod", "uid", "node", "owner", "parked"}.</summary>
    public static void WriteJsonLines(PodProblem problem, MoveJournal journal, TextWriter output)
    {
        for (var i = 0; i < journal.Steps.Length; i++)
        {
            using var buffer = new MemoryStream();
            using (var json = new Utf8JsonWriter(buffer)) Write(json, problem, i + 1, journal.Steps[i]);
            output.Write(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
            output.Write('\n');
        }
    }

    /// <summary>One step as an object.</summary>
    public static void Write(Utf8JsonWriter json, PodProblem problem, int number, MoveStep step)
    {
        var pod = problem.Pods[step.Pod];
        json.WriteStartObject();
        json.WriteNumber("step", number);
        json.WriteString("action", step.Action.ToString().ToLowerInvariant());
        json.WriteString("namespace", pod.Namespace);
        json.WriteString("pod", pod.Name);
        json.WriteString("uid", pod.Uid);
        json.WriteString("node", problem.Nodes[step.Node].Name);
        if (pod.Owner.Length > 0) json.WriteString("owner", pod.Owner);
        if (step.Parked) json.WriteBoolean("parked", true);
        json.WriteEndObject();
    }

    /// <summary>kubectl calls: evictions and bindings through the API, each with the pod's uid as precondition, so that a pod of the same name made since is left alone.</summary>
    public static void WriteShell(PodProblem problem, MoveJournal journal, TextWriter output)
    {
        output.Write("#!/bin/sh\n# A plan of rota, step by step. Replacements of evicted pods have new names: where one is bound, set POD to its name.\nset -eu\n");
        foreach (var step in journal.Steps)
        {
            var pod = problem.Pods[step.Pod];
            output.Write($"\n# {MoveJournal.Words(problem, step)}\n");
            if (step.Action == MoveAction.Evict)
            {
                output.Write($"kubectl create --raw '/api/v1/namespaces/{pod.Namespace}/pods/{pod.Name}/eviction' -f - <<'EOF'\n");
                output.Write($"{{\"apiVersion\":\"policy/v1\",\"kind\":\"Eviction\",\"metadata\":{{\"name\":{JsonShape.Quoted(pod.Name)},\"namespace\":{JsonShape.Quoted(pod.Namespace)}}},\"deleteOptions\":{{\"preconditions\":{{\"uid\":{JsonShape.Quoted(pod.Uid)}}}}}}}\nEOF\n");
                continue;
            }
            var (name, uid) = pod.Node < 0 ? (pod.Name, $",\"uid\":{JsonShape.Quoted(pod.Uid)}") : ("$POD", "");
            // Only where a name is to be filled in does the shell look into the text.
            output.Write($"kubectl create --raw \"/api/v1/namespaces/{pod.Namespace}/pods/{name}/binding\" -f - <<{(pod.Node < 0 ? "'EOF'" : "EOF")}\n");
            output.Write($"{{\"apiVersion\":\"v1\",\"kind\":\"Binding\",\"metadata\":{{\"name\":\"{name}\"{uid}}},\"target\":{{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"name\":{JsonShape.Quoted(problem.Nodes[step.Node].Name)}}}}}\nEOF\n");
        }
    }
}
