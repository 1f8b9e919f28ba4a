namespace Rota.Learning.Networks;

/// <summary>
/// The shape of a policy's network. Rows of sets are embedded; in every round messages run along the edges and rows of a set may look at each other; a
/// context is drawn from globals and the sets' means; every candidate is scored from its features, the row it points at, and the context; a critic
/// looks at the context and the mean candidate.
/// </summary>
public sealed record NetworkShape
{
    /// <summary>Width of all hidden layers, 1 to 4096. Default 64.</summary>
    public int Width { get; init; } = 64;

    /// <summary>Hidden layers of the candidate's and of the critic's score, 1 to 8. Default 2.</summary>
    public int Hidden { get; init; } = 2;

    /// <summary>Rounds of messages and attention, 0 to 16. Default 0.</summary>
    public int Rounds { get; init; }

    /// <summary>Heads of attention inside each set, a divisor of the width; 0 for none. Default 0.</summary>
    public int Heads { get; init; }

    /// <summary>How messages are joined. Default mean.</summary>
    public Aggregation Aggregation { get; init; } = Aggregation.Mean;

    /// <summary>Between layers. Default tanh.</summary>
    public Activation Activation { get; init; } = Activation.Tanh;

    /// <summary>With a critic. Default true.</summary>
    public bool Critic { get; init; } = true;

    /// <summary>Throws when a value is out of its range; the one line names them all.</summary>
    /// <exception cref="RotaException">Some value is out of range.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (Width is < 1 or > 4096) faults.Add($"width {Width}, expected 1 to 4096");
        if (Hidden is < 1 or > 8) faults.Add($"hidden layers {Hidden}, expected 1 to 8");
        if (Rounds is < 0 or > 16) faults.Add($"rounds {Rounds}, expected 0 to 16");
        if (Heads < 0 || (Heads > 0 && Width % Heads != 0)) faults.Add($"heads {Heads}, expected 0 or a divisor of the width {Width}");
        if (!Enum.IsDefined(Aggregation)) faults.Add($"aggregation {Aggregation}, expected {string.Join(", ", Enum.GetNames<Aggregation>())}");
        if (!Enum.IsDefined(Activation)) faults.Add($"activation {Activation}, expected {string.Join(", ", Enum.GetNames<Activation>())}");
        if (faults.Count > 0) throw new RotaException("no network has such a shape: " + string.Join("; ", faults));
    }
}
