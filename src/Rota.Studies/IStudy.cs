using Rota.Chat;

namespace Rota.Studies;

/// <summary>How much a study measures.</summary>
public enum StudyScale
{
    /// <summary>A minute or two: shows that everything runs.</summary>
    Smoke,

    /// <summary>Under 20 minutes on two cores.</summary>
    Short,

    /// <summary>What the claims speak of; hours.</summary>
    Full,
}

/// <summary>What a study is told.</summary>
public sealed record StudyOptions
{
    /// <summary>How much to measure.</summary>
    public StudyScale Scale { get; init; } = StudyScale.Short;

    /// <summary>Seeds a cell, for studies that have cells with seeds; null for as many as the scale says.</summary>
    public int? Seeds { get; init; }

    /// <summary>Folder for results that long studies keep and go on from, and for pictures; null keeps nothing.</summary>
    public string? Folder { get; init; }

    /// <summary>A language model for studies that ask one beside their baselines; null for none.</summary>
    public IChatModel? Model { get; init; }
}

/// <summary>A paper's claims, the workload they are about, and the measurement that decides them.</summary>
public interface IStudy
{
    /// <summary>The name the command line takes.</summary>
    string Name { get; }

    /// <summary>The paper, or the source of the claims.</summary>
    string Paper { get; }

    /// <summary>One line for listings.</summary>
    string Description { get; }

    /// <summary>Measures. Deterministic up to time: what depends on the machine's speed says so in the claim.</summary>
    /// <param name="options">How much, and where results are kept.</param>
    /// <param name="progress">Lines of progress; null for none.</param>
    /// <param name="cancellation">Ends the study; claims not yet decided are not measured.</param>
    StudyReport Run(StudyOptions options, TextWriter? progress = null, CancellationToken cancellation = default);
}
