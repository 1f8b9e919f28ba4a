namespace Rota.Torch.Training;

/// <summary>One training run.</summary>
/// <param name="Folder">Where checkpoints, log, curve and policy go.</param>
/// <param name="Seed">The master seed.</param>
/// <param name="Command">The command, for the card.</param>
public sealed record TrainingOptions(string Folder, ulong Seed, string Command)
{
    /// <summary>Wall time of this run; null for as long as it takes.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>True to go on from the folder's last checkpoint where there is one.</summary>
    public bool Resume { get; init; }

    /// <summary>Updates after which this run stops though the training is not over; null for none.</summary>
    public int? StopAfter { get; init; }

    /// <summary>Threads for collecting and validating. Default 1.</summary>
    public int Threads { get; init; } = 1;
}
