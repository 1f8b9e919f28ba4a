namespace Rota.Serving;

/// <summary>
/// Knows how long every answer of a workload will be, which no server does. Only a bound may hold one: a policy that is given an oracle says so in its type,
/// and no view of an engine leads to one.
/// </summary>
public sealed class Oracle
{
    private readonly Workload workload;

    private Oracle(Workload workload) => this.workload = workload;

    /// <summary>The oracle of a workload; of no use on any other.</summary>
    public static Oracle Of(Workload workload) => new(workload);

    /// <summary>Tokens a request will generate.</summary>
    public int OutputOf(int request) => workload.Output[request];
}
