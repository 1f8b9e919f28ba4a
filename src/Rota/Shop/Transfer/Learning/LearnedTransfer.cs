using Rota.Learning;
using Rota.Learning.Files;
using Rota.Learning.Networks;
using Rota.Shop.Transfer.Policies;
using Rota.Shop.Transfer.Simulation;

namespace Rota.Shop.Transfer.Learning;

/// <summary>A network that scores every move and takes the best. For one thread at a time: <see cref="ForThread"/>.</summary>
/// <param name="network">The network.</param>
/// <param name="name">Its name.</param>
public sealed class LearnedTransfer(PolicyNetwork network, string name = "learned") : ITransferPolicy
{
    private readonly Observation observation = new(TransferFeatures.Schema);
    private float[] scores = new float[16];

    /// <inheritdoc/>
    public string Name => name;

    /// <summary>Reads a policy file.</summary>
    /// <exception cref="RotaException">It cannot be read, or is of another kind of decisions.</exception>
    public static LearnedTransfer Read(string path) => new(PolicyFile.Network(Safetensors.Read(path), TransferFeatures.Schema, path));

    /// <summary>The same policy for another thread.</summary>
    public LearnedTransfer ForThread() => new(network.ForThread(), name);

    /// <inheritdoc/>
    public int Choose(LineSimulation line)
    {
        observation.Clear();
        TransferFeatures.Write(line, observation);
        if (scores.Length < observation.CandidateCount) scores = new float[2 * observation.CandidateCount];
        var logits = scores.AsSpan(0, observation.CandidateCount);
        network.Evaluate(observation, logits);
        var best = 0;
        for (var c = 1; c < logits.Length; c++)
            if (logits[c] > logits[best]) best = c;
        return best < line.Candidates.Count ? best : -1;
    }
}
