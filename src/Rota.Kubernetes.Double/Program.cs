using System.Globalization;
using System.Text.Json.Nodes;
using Rota.Kubernetes.Double;

// rota-kubernetes-double [--port N] [--from FILE.json ...]
var (port, files) = (8001, new List<string>());
for (var i = 0; i < args.Length; i++)
{
    if (args[i] == "--port" && i + 1 < args.Length && int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out port)) i++;
    else if (args[i] == "--from" && i + 1 < args.Length) files.Add(args[++i]);
    else
    {
        Console.Error.WriteLine($"unexpected '{args[i]}'; usage: rota-kubernetes-double [--port N] [--from FILE.json ...], files as kubectl get -o json prints them");
        return 2;
    }
}
await using var server = await KubernetesDouble.Start(port);
foreach (var file in files) server.Load(JsonNode.Parse(await File.ReadAllTextAsync(file))!);
Console.WriteLine($"{server.Url}; use it with: kubectl --server {server.Url} get nodes; stop with Ctrl-C");
var stop = new TaskCompletionSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.TrySetResult();
};
await stop.Task;
return 0;
