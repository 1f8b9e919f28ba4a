namespace Rota.Serving.Policies;

/// <summary>How a policy predicts prefill times, and how wrong it is made to be. Equal options predict alike wherever they are used in a policy.</summary>
public sealed record PredictorOptions
{
    /// <summary>Chunk size C the server is profiled with, tokens.</summary>
    public int ChunkTokens { get; init; } = 8192;

    /// <summary>Control cost of a prompt that the profile contains, milliseconds.</summary>
    public double ControlMilliseconds { get; init; } = 2;

    /// <summary>Control cost of every chunk that the profile contains, milliseconds.</summary>
    public double ChunkControlMilliseconds { get; init; }

    /// <summary>Factor on every prediction; 1 for none. Tests robustness.</summary>
    public double Bias { get; init; } = 1;

    /// <summary>Standard deviation of the logarithm of a factor drawn for every request; 0 for none. Tests robustness.</summary>
    public double ErrorSigma { get; init; }

    /// <summary>Weight of the newest finished pass in the running correction of the predictions; 0 for none, which is the paper's. 0.05 follows a drift in some 20 passes.</summary>
    public double OnlineWeight { get; init; }

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="RotaException">Out of range; all of them are named.</exception>
    public PredictorOptions Validated()
    {
        List<string> faults = [];
        Range(ChunkTokens, 1, PrefillPredictor.TableTokens, "chunk tokens");
        Range(ControlMilliseconds, 0, 1e6, "control milliseconds");
        Range(ChunkControlMilliseconds, 0, 1e6, "chunk control milliseconds");
        Range(Bias, 0.01, 100, "bias");
        Range(ErrorSigma, 0, 5, "error sigma");
        Range(OnlineWeight, 0, 1, "online weight");
        return faults.Count == 0 ? this : throw new RotaException("predictor: " + string.Join("; ", faults));

        void Range(double value, double least, double most, string name)
        {
            if (!(value >= least && value <= most)) faults.Add(FormattableString.Invariant($"{name} {value}, expected {least} to {most}"));
        }
    }
}
