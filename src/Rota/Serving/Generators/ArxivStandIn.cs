namespace Rota.Serving.Generators;

/// <summary>
/// Stands in for the full-length arXiv summarisation set of the layered prefill paper: prompts lognormal with median 8600 and sigma 0.4755, 200 to 16000 tokens;
/// outputs lognormal with median 208 and sigma 0.4515, 16 to 1024 (statistics of Sarathi-Serve, the median raised to that paper's chat templates).
/// </summary>
public static class ArxivStandIn
{
    /// <summary>Options for <see cref="RandomRequests"/>: 400 requests, Poisson, 1.3 a second.</summary>
    public static RandomRequestOptions Options { get; } = new()
    {
        Name = "arxiv-stand-in",
        Requests = 400,
        Arrivals = new(1.3),
        Prompt = LengthDistribution.LogNormal(8600, 0.4755, 200, 16_000),
        Output = LengthDistribution.LogNormal(208, 0.4515, 16, 1024),
    };
}
