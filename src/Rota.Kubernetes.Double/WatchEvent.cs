using System.Text.Json.Nodes;

namespace Rota.Kubernetes.Double;

/// <summary>A change: what watches tell.</summary>
/// <param name="Revision">Its resource version.</param>
/// <param name="Type">ADDED, MODIFIED or DELETED.</param>
/// <param name="Key">Which kind of object.</param>
/// <param name="Object">The object after it; for DELETED its last state.</param>
/// <param name="Before">The object before it; null when it is new.</param>
internal sealed record WatchEvent(long Revision, string Type, string Key, JsonObject Object, JsonObject? Before);
