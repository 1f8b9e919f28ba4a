namespace Rota.Cli.Demo;

/// <summary>What the demo was asked.</summary>
/// <param name="Time">Time of each contender.</param>
/// <param name="Workers">Threads of each contender.</param>
internal sealed record DemoOptions(TimeSpan Time, int Workers);
