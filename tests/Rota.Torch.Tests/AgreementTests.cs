using Rota.Cluster.Machines.Generators;
using Rota.Cluster.Machines.Learning;
using Rota.Learning;
using Rota.Learning.Networks;
using Rota.Learning.Rollouts;
using Rota.Randomness;
using Rota.Torch.Native;
using Rota.Torch.Training;
using TorchSharp;
using Xunit;

namespace Rota.Torch.Tests;

public sealed class AgreementTests
{
    public AgreementTests() => LibTorch.Ensure();

    [Theory]
    [InlineData(0, 0, Aggregation.Mean, Activation.Tanh)]
    [InlineData(1, 0, Aggregation.Sum, Activation.Relu)]
    [InlineData(2, 4, Aggregation.Mean, Activation.Gelu)]
    [InlineData(2, 2, Aggregation.Max, Activation.LeakyRelu)]
    public void Libtorch_and_plain_inference_agree_within_a_hundred_thousandth(int rounds, int heads, Aggregation aggregation, Activation activation)
    {
        var layout = new NetworkLayout(RandomObservations.Graph, new() { Width = 32, Rounds = rounds, Heads = heads, Aggregation = aggregation, Activation = activation });
        var model = new PolicyModel(layout, 3);
        var network = model.Network();
        var random = new RandomStream(7);
        var batch = new ObservationBatch(layout.Schema);
        var (logits, values) = (new List<float>(), new List<float>());
        for (var i = 0; i < 100; i++)
        {
            var observation = RandomObservations.Next(random);
            batch.Add(observation);
            var scores = new float[observation.CandidateCount];
            values.Add(network.Evaluate(observation, scores));
            logits.AddRange(scores);
        }
        using var scope = torch.NewDisposeScope();
        var (torchLogits, torchValues) = new TorchNetwork(model).Forward(batch);
        Near(logits, Ragged.Values(torchLogits));
        Near(values, Ragged.Values(torchValues!));
    }

    [Fact]
    public void They_agree_on_migrations_of_VMs_with_the_policy_that_ships()
    {
        var network = MachineModels.Rescheduling;
        var model = new PolicyModel(network.Layout, 1);
        model.Put(network.Weights);
        var environment = new RescheduleEnvironment(seed => FullCluster.Churned(seed, 16, 6));
        var (observation, random, batch, logits) = (new Observation(environment.Schema), new RandomStream(5), new ObservationBatch(environment.Schema), new List<float>());
        for (ulong seed = 1; seed <= 4; seed++)
        {
            environment.Reset(seed);
            while (environment.CandidateCount > 0)
            {
                observation.Capture(environment);
                batch.Add(observation);
                var scores = new float[observation.CandidateCount];
                network.Evaluate(observation, scores);
                logits.AddRange(scores);
                environment.Step(random.Next(observation.CandidateCount));
            }
        }
        using var scope = torch.NewDisposeScope();
        Near(logits, Ragged.Values(new TorchNetwork(model).Forward(batch).Logits));
    }

    [Fact]
    public void The_gradient_of_segment_softmax_is_that_of_finite_differences()
    {
        float[] start = [0.3f, -1.2f, 0.7f, 2.0f, -0.4f];
        int[] offsets = [0, 2, 5];
        float Loss(float[] x, float[]? gradient)
        {
            using var scope = torch.NewDisposeScope();
            var logits = torch.tensor(x, requires_grad: true);
            var loss = (Ragged.LogSoftmax(logits, offsets) * torch.tensor([1f, 2f, -1f, 0.5f, 3f])).sum();
            if (gradient is null) return loss.item<float>();
            loss.backward();
            Ragged.Values(logits.grad!).CopyTo(gradient, 0);
            return 0;
        }

        var gradient = new float[5];
        Loss(start, gradient);
        for (var i = 0; i < 5; i++)
        {
            float[] up = [.. start], down = [.. start];
            up[i] += 0.01f;
            down[i] -= 0.01f;
            Assert.Equal((Loss(up, null) - Loss(down, null)) / 0.02, gradient[i], 2);
        }
    }

    [Fact]
    public void A_masked_candidate_has_probability_0_and_makes_no_nan()
    {
        using var scope = torch.NewDisposeScope();
        var logits = torch.tensor([1f, 2f, 3f]).masked_fill(Ragged.Illegal([true, false, true]), Ragged.Never);
        var probabilities = Ragged.Values(Ragged.LogSoftmax(logits, [0, 3]).exp());
        Assert.Equal(0f, probabilities[1]);
        Assert.Equal(1, probabilities.Sum(), 6);
    }

    private static void Near(List<float> expected, float[] actual)
    {
        Assert.Equal(expected.Count, actual.Length);
        for (var i = 0; i < actual.Length; i++) Assert.True(Math.Abs(expected[i] - actual[i]) <= 1e-5 * Math.Max(1, Math.Abs(expected[i])), $"{expected[i]} and {actual[i]} at {i}");
    }
}
