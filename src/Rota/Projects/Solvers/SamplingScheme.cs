namespace Rota.Projects.Solvers;

/// <summary>How <see cref="RegretSampling"/> makes its schedules.</summary>
public enum SamplingScheme
{
    /// <summary>Serial schedules.</summary>
    Serial,

    /// <summary>Parallel schedules.</summary>
    Parallel,

    /// <summary>Serial and parallel schedules in turn, justified: three or more passes each.</summary>
    Justified,
}
