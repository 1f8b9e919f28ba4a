namespace Rota.Projects.Policies;

/// <summary>A priority rule: a key for every task, smaller first, ties to the smaller number.</summary>
/// <param name="Name">The name the literature uses.</param>
/// <param name="Description">One line.</param>
public abstract record ProjectRule(string Name, string Description)
{
    /// <summary>The key of every task.</summary>
    public abstract long[] Keys(NetworkTimes times);
}
