using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>What live requests were given since a mark was set: prompt tokens computed and tokens generated. Lost work counts as given.</summary>
internal sealed class ProgressLog
{
    private readonly Dictionary<int, (int Computed, int Generated)> marks = [];

    /// <summary>Tokens generated, and prompt tokens weighed, that a request was given since its last mark, or in all.</summary>
    public double Since(ServingView view, int request, double promptWeight = 1, double outputWeight = 1)
    {
        var (computed, generated) = marks.GetValueOrDefault(request);
        var prompts = PromptComputed(view, request) - computed;
        return (promptWeight * Math.Max(0, prompts)) + (outputWeight * (view.Generated(request) - generated));
    }

    /// <summary>Sets the marks.</summary>
    public void Mark(ServingView view, IEnumerable<int> requests)
    {
        foreach (var request in requests) marks[request] = (PromptComputed(view, request), view.Generated(request));
    }

    /// <summary>Forgets a request.</summary>
    public void Forget(int request) => marks.Remove(request);

    private static int PromptComputed(ServingView view, int request) => Math.Min(view.Computed(request), view.Prompt(request));
}
