namespace Rota.Tuning.Discovery.Strategies;

/// <summary>How a search chooses what to show the model and whom to keep. One a run.</summary>
public abstract class DiscoveryStrategy
{
    /// <summary>The name the command line takes.</summary>
    public abstract string Name { get; }

    /// <summary>One line for listings.</summary>
    public abstract string Description { get; }

    /// <summary>Who is kept, as the strategy arranges them (islands, cells, one population); part of the database.</summary>
    public abstract IEnumerable<IEnumerable<Candidate>> Groups { get; }

    /// <summary>Takes the seed in.</summary>
    public abstract void Begin(DiscoveryRun run);

    /// <summary>Goes on by a question or a few.</summary>
    public abstract void Step(DiscoveryRun run);
}
