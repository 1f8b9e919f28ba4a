using Rota.Solving;

namespace Rota.Tests.Solving;

/// <summary>A solver that does what it is told; its problem is the smallest value allowed, its answer a text whose length is the objective.</summary>
internal sealed class Scripted(string name, Action<Run<string>> script) : ISolver<int, string>
{
    public string Name => name;

    public string Description => "for tests";

    public void Improve(int problem, Run<string> run) => script(run);

    /// <summary>Works until the run says stop.</summary>
    public static void Endure(Run<string> run) => SpinWait.SpinUntil(() => run.ShouldStop);
}

/// <summary>Measures the length of the text and refuses one that is too short.</summary>
internal sealed class LengthReferee : IReferee<int, string>
{
    public Verdict Check(int problem, string answer) =>
        new(answer.Length, answer.Length < problem ? [$"{answer.Length} is below {problem}"] : []);
}
