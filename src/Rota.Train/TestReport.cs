using System.Globalization;
using Rota.Learning;
using Rota.Learning.Files;
using Rota.Learning.Networks;
using Rota.Torch.Training;

namespace Rota.Train;

/// <summary>The trained policy beside named rules on test cases that neither training nor the choice of the best checkpoint has seen.</summary>
internal static class TestReport
{
    private const int Cases = 100;

    public static void Write(TextWriter output, TrainingTask task, string policyFile, int threads, CancellationToken cancellation)
    {
        var network = PolicyFile.Network(Safetensors.Read(policyFile), task.Create().Schema, policyFile);
        var cases = Evaluator.HeldOut(Cases, master: 2);
        EvaluationResult Play(IPolicy policy) => Evaluator.Run(task.Create, policy, cases, EvaluationMode.Greedy, TimeProvider.System, threads, cancellation);
        var learnt = Play(new NetworkPolicy(network, task.Name));
        var rivals = task.Rivals.Select(Play).OrderBy(result => result.Mean.Mean).ToList();
        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Cases} test cases, greedy, lower is better; {learnt.Decisions / learnt.Elapsed.TotalSeconds:N0} decisions/s"));
        foreach (var result in rivals.Prepend(learnt)) output.WriteLine($"  {result.Policy,-20} {result.Mean}");
        output.WriteLine(learnt.Against(rivals[0]).Sentence(task.Name, rivals[0].Policy));
    }
}
