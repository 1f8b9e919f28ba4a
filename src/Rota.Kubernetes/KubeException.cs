namespace Rota.Kubernetes;

/// <summary>The API server refused a request, or could not be reached.</summary>
/// <param name="code">HTTP status; 0 when there was no answer.</param>
/// <param name="reason">The server's reason in one word; may be empty.</param>
/// <param name="message">The server's message.</param>
/// <param name="budget">A disruption budget is what forbids it.</param>
public sealed class KubeException(int code, string reason, string message, bool budget = false) : Exception(message)
{
    /// <summary>HTTP status; 0 when there was no answer.</summary>
    public int Code => code;

    /// <summary>The server's reason in one word.</summary>
    public string Reason => reason;

    /// <summary>A disruption budget forbids an eviction; else a 429 is the server's own overload.</summary>
    public bool IsBudget => budget;

    /// <summary>Worth another try: no answer, overload, or an error of the server's.</summary>
    public bool IsPassing => code is 0 or 429 or >= 500;
}
