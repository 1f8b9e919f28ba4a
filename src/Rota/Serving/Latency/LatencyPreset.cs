namespace Rota.Serving.Latency;

/// <summary>A latency model as a paper or a calibration fixes it, with the KV cache it is used with.</summary>
/// <param name="Name">For look-ups: "flowprefill-a800".</param>
/// <param name="Source">What it stands for and where its constants are from.</param>
/// <param name="Make">Makes the model.</param>
/// <param name="KvTokens">Tokens of KV cache of the source; null when it states none.</param>
public sealed record LatencyPreset(string Name, string Source, Func<ILatencyModel> Make, long? KvTokens = null)
{
    /// <summary>A model of this preset.</summary>
    public ILatencyModel Model() => Make();
}
