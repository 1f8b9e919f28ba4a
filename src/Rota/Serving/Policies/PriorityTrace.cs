using Rota.Randomness;

namespace Rota.Serving.Policies;

/// <summary>
/// Random numbers keyed by request and refresh: the same for every policy, whatever it does and when (FastSwitch, section 3.5).
/// </summary>
internal sealed class PriorityTrace(ulong seed)
{
    private readonly RandomStream root = new RandomStream(seed).Split("priorities");

    /// <summary>A number uniform on [0, 1).</summary>
    /// <param name="request">The request.</param>
    /// <param name="refresh">Which refresh.</param>
    /// <param name="draw">Which number of that pair.</param>
    public double Uniform(int request, long refresh, int draw = 0) => root.Split(request).Split((int)(refresh * 2) + draw).NextDouble();
}
