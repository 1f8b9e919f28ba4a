namespace Rota.Cli.Planning;

/// <summary>An instance, and where to find it again: a name, a file's full path, or <c>FILE#NAME</c>.</summary>
internal sealed record SourcedInstance(IPlanInstance Instance, string Source);
