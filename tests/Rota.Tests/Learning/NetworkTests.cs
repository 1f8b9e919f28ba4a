using Rota.Learning;
using Rota.Learning.Networks;
using Rota.Learning.Rollouts;
using Rota.Learning.Toys;
using Rota.Randomness;
using Xunit;

namespace Rota.Tests.Learning;

public sealed class NetworkTests
{
    private static readonly Schema Graph = new(
        "graph", 1, 2, 3, [new("jobs", 4), new("machines", 3)], [new("wants", "jobs", "machines", 2), new("holds", "machines", "jobs"), new("next", "jobs", "jobs")], "jobs");

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(13, 8)]
    [InlineData(64, 41)]
    [InlineData(5, 64)]
    public void A_linear_layer_is_the_sum_of_products(int inputs, int outputs)
    {
        var random = new RandomStream(1);
        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)random.NextNormal())];
        var (x, w, b) = (Numbers(3 * inputs), Numbers(outputs * inputs), Numbers(outputs));
        var y = new float[3 * outputs];
        new LinearLayer(w, b).Apply(x, y);
        for (var r = 0; r < 3; r++)
            for (var o = 0; o < outputs; o++)
                Assert.Equal(b[o] + Enumerable.Range(0, inputs).Sum(i => (double)x[(r * inputs) + i] * w[(o * inputs) + i]), y[(r * outputs) + o], 4);
    }

    [Theory]
    [InlineData(43, 64)]
    [InlineData(7, 27)]
    [InlineData(1, 16)]
    public void Rows_at_once_give_the_bits_of_rows_by_themselves(int inputs, int outputs)
    {
        var random = new RandomStream(2);
        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)random.NextNormal())];
        var layer = new LinearLayer(Numbers(outputs * inputs), Numbers(outputs));
        var x = Numbers(11 * inputs);
        var together = new float[11 * outputs];
        layer.Apply(x, together);
        var alone = new float[outputs];
        for (var r = 0; r < 11; r++)
        {
            layer.Apply(x.AsSpan(r * inputs, inputs), alone);
            Assert.Equal(alone.Select(BitConverter.SingleToInt32Bits), together[(r * outputs)..((r + 1) * outputs)].Select(BitConverter.SingleToInt32Bits));
        }
    }

    [Fact]
    public void Messages_are_summed_averaged_and_maximised()
    {
        float[] messages = [1, -2, 3, -4, 5, 6];
        float[] Join(Aggregation aggregation)
        {
            var into = new float[6];
            Segments.Scatter(aggregation, messages, [0, 0, 2], into, 2);
            return into;
        }

        Assert.Equal([4f, -6f, 0, 0, 5, 6], Join(Aggregation.Sum));
        Assert.Equal([2f, -3f, 0, 0, 5, 6], Join(Aggregation.Mean));
        Assert.Equal([3f, -2f, 0, 0, 5, 6], Join(Aggregation.Max));
    }

    [Fact]
    public void Attention_averages_what_it_may_look_at()
    {
        // Queries of 0 look at everything alike.
        float[] projected = [0, 0, 1, 1, 2, 4, 0, 0, 3, 1, 6, 8];
        var into = new float[4];
        Attention.Attend(projected, into, 2, 2);
        Assert.Equal([4f, 6f, 4f, 6f], into);
        Attention.Attend(projected, into, 1, 2, [true, false, false, false]);
        Assert.Equal([2f, 4f, 0, 0], into);
    }

    [Fact]
    public void Normalising_and_gelu_match_their_definitions()
    {
        float[] row = [1, 2, 3, 4];
        Kernels.LayerNorm(row, [1, 1, 1, 2], [0, 0, 0, 1], 0);
        Assert.Equal(-1.341641, row[0], 5);
        Assert.Equal((2 * 1.341641) + 1, row[3], 5);
        float[] x = [-3, -0.5f, 0, 1, 4];
        Kernels.Activate(Activation.Gelu, x);
        // Of tables of the normal distribution function.
        Assert.Equal([-0.00404969, -0.15426877, 0, 0.84134475, 3.99987331], x.Select(v => Math.Round((double)v, 8)), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void The_order_of_rows_does_not_change_scores()
    {
        var network = Network(new() { Width = 16, Rounds = 2, Heads = 4, Aggregation = Aggregation.Sum });
        var random = new RandomStream(3);
        float[] Row(int n) => [.. Enumerable.Range(0, n).Select(_ => (float)random.NextNormal())];
        var (a, b, m, c, d) = (Row(4), Row(4), Row(3), Row(3), Row(3));
        float[] Score(bool swapped)
        {
            var observation = new Observation(Graph);
            var (first, second) = swapped ? (b, a) : (a, b);
            first.CopyTo(observation.AddRow(0));
            second.CopyTo(observation.AddRow(0));
            m.CopyTo(observation.AddRow(1));
            observation.AddEdge(0, swapped ? 1 : 0, 0)[0] = 1;
            observation.AddEdge(1, 0, swapped ? 1 : 0);
            observation.AddEdge(2, swapped ? 1 : 0, swapped ? 0 : 1);
            c.CopyTo(observation.AddCandidate(swapped ? 1 : 0));
            d.CopyTo(observation.AddCandidate(swapped ? 0 : 1));
            var logits = new float[2];
            var value = network.Evaluate(observation, logits);
            return [.. logits, value];
        }

        var (one, other) = (Score(false), Score(true));
        Assert.All(one.Zip(other), pair => Assert.Equal(pair.First, pair.Second, 4));
        Assert.NotEqual(one[0], one[1]);
    }

    [Fact]
    public void The_same_input_gives_the_same_bits_on_another_thread_and_in_another_batch()
    {
        var network = Network(new() { Width = 32, Rounds = 1, Heads = 2 });
        var observation = Example(new RandomStream(8), 5, 4);
        var logits = new float[observation.CandidateCount];
        var value = network.Evaluate(observation, logits);
        var copy = network.ForThread();
        var others = new float[observation.CandidateCount];
        copy.Evaluate(Example(new RandomStream(9), 9, 7), new float[9]);
        Assert.Equal(value, copy.Evaluate(observation, others));
        Assert.Equal(logits, others);
    }

    [Fact]
    public void Orthogonal_weights_are_orthogonal()
    {
        var layout = new NetworkLayout(Graph, new() { Width = 16 });
        var weights = Initialisation.Create(layout, 5)["critic.1.weight"];
        for (var i = 0; i < 16; i++)
            for (var j = 0; j < 16; j++)
                Assert.Equal(i == j ? 2 : 0, Enumerable.Range(0, 16).Sum(k => (double)weights[(i * 16) + k] * weights[(j * 16) + k]), 5);
    }

    [Fact]
    public void A_batch_keeps_every_decision_with_rows_counted_through()
    {
        var batch = new ObservationBatch(Graph);
        var random = new RandomStream(2);
        var observations = new[] { Example(random, 3, 2), Example(random, 1, 1), Example(random, 4, 3) };
        foreach (var observation in observations) batch.Add(observation);
        Assert.Equal(3, batch.Count);
        Assert.Equal([0, 3, 4, 8], batch.SetOffsets(0).ToArray());
        var picked = new ObservationBatch(Graph);
        picked.Add(batch, 2);
        picked.Add(batch, 0);
        Assert.Equal(observations[2].To(0).ToArray(), picked.To(0)[..observations[2].To(0).Length].ToArray());
        Assert.Equal(observations[0].CandidateRows.ToArray().Select(r => r + 4), picked.CandidateRows[4..].ToArray());
        Assert.Equal([.. observations[2].Set(1), .. observations[0].Set(1)], picked.Set(1).ToArray());
        Assert.Equal([.. observations[2].Globals, .. observations[0].Globals], picked.Globals.ToArray());
    }

    [Fact]
    public void An_impossible_shape_is_refused_with_all_its_faults()
    {
        var error = Assert.Throws<RotaException>(() => new NetworkLayout(new Bandit().Schema, new() { Width = 10, Heads = 3, Rounds = 99 }));
        Assert.Contains("heads 3", error.Message, StringComparison.Ordinal);
        Assert.Contains("rounds 99", error.Message, StringComparison.Ordinal);
    }

    private static PolicyNetwork Network(NetworkShape shape)
    {
        var layout = new NetworkLayout(Graph, shape);
        var weights = Initialisation.Create(layout, 1);
        // The last layer begins near 0: scores would hardly differ.
        for (var i = 0; i < weights["actor.out.weight"].Length; i++) weights["actor.out.weight"][i] *= 100;
        return new(layout, weights);
    }

    private static Observation Example(RandomStream random, int jobs, int machines)
    {
        var observation = new Observation(Graph);
        void Fill(Span<float> row)
        {
            for (var i = 0; i < row.Length; i++) row[i] = (float)random.NextNormal();
        }

        Fill(observation.Globals);
        for (var j = 0; j < jobs; j++) Fill(observation.AddRow(0));
        for (var m = 0; m < machines; m++) Fill(observation.AddRow(1));
        for (var j = 0; j < jobs; j++)
        {
            Fill(observation.AddEdge(0, j, random.Next(machines)));
            observation.AddEdge(1, random.Next(machines), j);
            if (j > 0) observation.AddEdge(2, j - 1, j);
            Fill(observation.AddCandidate(j));
        }
        return observation;
    }
}
