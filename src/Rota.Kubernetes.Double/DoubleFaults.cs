namespace Rota.Kubernetes.Double;

/// <summary>Faults that the server makes on purpose, by chance from a seed: for tests of clients.</summary>
public sealed record DoubleFaults
{
    /// <summary>Share of requests that are answered with 500, 503, 504 or 429 and change nothing.</summary>
    public double Refused { get; init; }

    /// <summary>Share of writes that are carried out and then answered with 504, as if the answer was lost.</summary>
    public double Lost { get; init; }

    /// <summary>Share of writes that are answered with 409 and change nothing.</summary>
    public double Conflicts { get; init; }

    /// <summary>Chance for each change that a watch which is told of it ends right after.</summary>
    public double CutWatches { get; init; }

    /// <summary>Chance for each list or watch that the server forgets its changes first, so that older watches get 410.</summary>
    public double Compactions { get; init; }

    /// <summary>Seed of the chances.</summary>
    public int Seed { get; init; } = 1;
}
