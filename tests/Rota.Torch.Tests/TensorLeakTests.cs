using Rota.Learning.Rollouts;
using Rota.Learning.Toys;
using Rota.Torch.Learners;
using Rota.Torch.Native;
using Rota.Torch.Training;
using Xunit;

namespace Rota.Torch.Tests;

/// <summary>Alone in the process: libtorch counts the tensors of all threads together.</summary>
[CollectionDefinition(nameof(TensorLeakTests), DisableParallelization = true)]
[Collection(nameof(TensorLeakTests))]
public sealed class TensorLeakTests
{
    [Fact]
    public void A_thousand_steps_leave_no_tensor_behind()
    {
        LibTorch.Ensure();
        var model = new PolicyModel(new(new TwoStageMatrix().Schema, new() { Width = 8 }), 1);
        var seeds = new Seeds(1);
        var context = new LearnerContext(model, () => new TwoStageMatrix(), new(_ => new TwoStageMatrix(), 4, seeds), seeds, 1);
        var ppo = new Ppo(new() { Steps = 10, Epochs = 5, Minibatches = 4, TargetKl = double.PositiveInfinity });
        ppo.Update(context, 0, 100, TestContext.Current.CancellationToken);
        // What other tests left behind must be gone before the first look, and what is counted must live until the last.
        Settle();
        var before = LibTorch.LiveTensors;
        for (var update = 1; update <= 50; update++) ppo.Update(context, update, 100, TestContext.Current.CancellationToken);
        Settle();
        Assert.Equal(before, LibTorch.LiveTensors);
        GC.KeepAlive(context);
        GC.KeepAlive(ppo);
        // The count does count.
        using var kept = TorchSharp.torch.ones(1);
        Assert.Equal(before + 1, LibTorch.LiveTensors);
    }

    private static void Settle()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
