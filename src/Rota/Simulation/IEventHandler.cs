namespace Rota.Simulation;

/// <summary>What a model does when an event happens: it changes its state and schedules what follows.</summary>
/// <typeparam name="TEvent">What can happen.</typeparam>
public interface IEventHandler<TEvent>
{
    /// <summary>Handles one event; <see cref="Simulation{TEvent}.Now"/> is its time.</summary>
    void Handle(in TEvent happening, Simulation<TEvent> simulation);
}
