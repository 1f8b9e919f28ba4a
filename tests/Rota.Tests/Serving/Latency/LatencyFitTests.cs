using System.Globalization;
using System.Text;
using CsCheck;
using Rota.Formats;
using Rota.Randomness;
using Rota.Serving.Latency;
using Xunit;

namespace Rota.Tests.Serving.Latency;

public class LatencyFitTests
{
    private static readonly ModelShape Llama = ModelShapes.Find("llama-3.1-8b");

    private static readonly Gpu Truth = Gpus.Find("a100") with
    {
        Kernels = Gpus.AmpereKernels2024 with { GemmBandwidth = 1.30, GemmTeraflops = 190, GemmExponent = 1.75, AttentionBandwidth = 1.1, AttentionTeraflops = 120, MixedPenalty = 1.6, StepMicroseconds = 2500, SequenceMicroseconds = 25 },
    };

    private static List<StepSample> Log(int count, double noise, bool mixed = true, bool prefill = true)
    {
        var model = new AnalyticLatency(Llama, Truth);
        var random = new RandomStream(3).Split("latency fit log");
        var samples = new List<StepSample>();
        for (var i = 0; i < count; i++)
        {
            var decodes = prefill && i % 3 == 0 ? 0 : 1 + (int)(200 * random.NextDouble() * random.NextDouble());
            var fresh = prefill && (decodes == 0 || (mixed && i % 3 == 1)) ? 16 + (int)(4000 * random.NextDouble() * random.NextDouble()) : 0;
            var sample = new StepSample(fresh, fresh > 0 && i % 2 == 0 ? 2000 : 0, decodes, (long)(decodes * (100 + (3000 * random.NextDouble()))), 1, fresh > 0 ? 1 : 0);
            var factor = 1 + (noise * ((2 * random.NextDouble()) - 1));
            samples.Add(sample with { Seconds = LatencyFit.Predict(model, sample) * factor });
        }
        return samples;
    }

    [Theory]
    [InlineData(0, 0.01)]
    [InlineData(0.05, 0.08)]
    public void Known_constants_come_back_from_a_log(double noise, double tolerance)
    {
        var report = LatencyFit.Fit(Log(1500, noise), Llama, Gpus.Find("a100"));
        var (found, truth) = (report.Gpu.Kernels, Truth.Kernels);
        Assert.Equal(1, found.GemmBandwidth / truth.GemmBandwidth, tolerance);
        Assert.Equal(1, found.GemmTeraflops / truth.GemmTeraflops, tolerance);
        Assert.Equal(1, found.AttentionBandwidth / truth.AttentionBandwidth, tolerance);
        Assert.Equal(1, found.AttentionTeraflops / truth.AttentionTeraflops, 2 * tolerance);
        Assert.Equal(1, found.MixedPenalty / truth.MixedPenalty, 2 * tolerance);
        Assert.Equal(1, found.SequenceMicroseconds / truth.SequenceMicroseconds, 3 * tolerance);
        Assert.True(report.MeanError < 0.01 + noise && Math.Abs(report.Bias) < 0.01);
        // The start of decode attention is taken as the old GPU's, twice instead of 1.6 times in mixed steps.
        if (noise == 0) Assert.Equal(truth.GemmExponent, found.GemmExponent);
    }

    [Fact]
    public void A_fitted_GPU_travels_through_its_file()
    {
        var report = LatencyFit.Fit(Log(400, 0.02), Llama, Gpus.Find("a100"));
        var text = new StringWriter();
        HardwareFile.Write(report.Gpu, text);
        Assert.Equal(report.Gpu.Kernels, HardwareFile.Read(TextInput.OfText(text.ToString(), "fit.json")).Kernels);
    }

    [Fact]
    public void What_the_log_does_not_say_keeps_its_value_with_a_warning()
    {
        var start = Gpus.Find("a100");
        var report = LatencyFit.Fit(Log(400, 0.01, prefill: false), Llama, start);
        Assert.Equal(start.Kernels.AttentionTeraflops, report.Gpu.Kernels.AttentionTeraflops);
        Assert.Equal(start.Kernels.MixedPenalty, report.Gpu.Kernels.MixedPenalty);
        Assert.Contains(report.Warnings, w => w.StartsWith("AttentionTFlops keeps its value: no step has a prompt", StringComparison.Ordinal));
        Assert.Contains(report.Warnings, w => w.StartsWith("no step decodes beside a prompt", StringComparison.Ordinal));
        Assert.False(report.Constants.Single(c => c.Name == "AttentionTFlops").Identified);
        Assert.True(report.Constants.Single(c => c.Name == "AttentionBwTBs").Identified);
        Assert.True(report.MeanError < 0.02, $"{report.MeanError}");
    }

    [Fact]
    public void One_kind_of_batch_cannot_tell_the_engine_from_the_weights()
    {
        var model = new AnalyticLatency(Llama, Truth);
        var samples = Enumerable.Range(0, 100).Select(i => new StepSample(0, 0, 8, 1000 + (100 * i), 1, 0)).Select(s => s with { Seconds = LatencyFit.Predict(model, s) }).ToList();
        var report = LatencyFit.Fit(samples, Llama, Gpus.Find("a100"));
        Assert.True(report.Constants.Single(c => c.Name == "AttentionBwTBs").Identified);
        Assert.Contains(report.Warnings, w => w.StartsWith("StepUs keeps its value", StringComparison.Ordinal));
        Assert.Contains(report.Warnings, w => w.StartsWith("GemmTFlops and GemmExponent keep", StringComparison.Ordinal));
        Assert.True(report.MeanError < 0.005, $"{report.MeanError}");
        Assert.Throws<RotaException>(() => LatencyFit.Fit(samples[..5], Llama, Gpus.Find("a100")));
        Assert.Throws<RotaException>(() => LatencyFit.Fit(samples, ModelShapes.Find("mixtral-8x7b"), Gpus.Find("a100")));
    }

    [Fact]
    public void A_step_log_is_read_and_its_mistakes_are_named()
    {
        var steps = StepLogFile.Read(TextInput.OfText("prefill_tokens,past,decodes,context,ms\n512,100,0,0,50\n0,0,8,4000,12.5\n", "log.csv"));
        Assert.Equal([new StepSample(512, 100, 0, 0, 0.05), new StepSample(0, 0, 8, 4000, 0.0125, 0)], steps);
        Assert.StartsWith("log.csv:1: has no column 'decodes'; did you mean 'decode'?", Fault("prefill_tokens,decode,context,ms\n1,1,1,1\n"));
        Assert.StartsWith("log.csv:2:1: a step without tokens", Fault("prefill_tokens,decodes,context,ms\n0,0,0,1\n"));
        Assert.StartsWith("log.csv:2:4: read '0', expected a duration", Fault("prefill_tokens,decodes,context,ms\n1,1,1,0\n"));
    }

    [Fact]
    public void Requests_one_after_another_are_steps_without_start_times()
    {
        var steps = StepLogFile.Read(TextInput.OfText("""{"max_concurrency": 1, "ttfts": [0.1], "itls": [[0.02, 0.021]], "input_lens": [300], "output_lens": [3]}""", "b.json"));
        Assert.Equal([new StepSample(300, 0, 0, 0, 0.1), new StepSample(0, 0, 1, 301, 0.02, 0), new StepSample(0, 0, 1, 302, 0.021, 0)], steps);
        Assert.Contains("has no 'start_times'", Fault("""{"ttfts": [0.1], "itls": [[0.02]], "input_lens": [300], "output_lens": [2]}"""));
        Assert.Contains("expected as many of each", Fault("""{"ttfts": [0.1, 1], "itls": [[0.02]], "input_lens": [300], "output_lens": [2]}"""));
    }

    [Fact]
    public void Steps_are_rebuilt_from_the_times_of_tokens_and_give_the_constants_back()
    {
        // Requests join a running batch one at a time; a step with a prompt holds all of it.
        var model = new AnalyticLatency(Llama, Truth);
        var random = new RandomStream(5).Split("benchmark");
        var (now, running, all) = (0.0, new List<int>(), new List<(double Start, int Prompt, List<double> Tokens)>());
        for (var step = 0; step < 2000; step++)
        {
            var joins = running.Count < 40 && step % 25 == 0;
            if (joins) all.Add((now, 50 + (int)(2500 * random.NextDouble()), []));
            var context = running.Sum(r => (long)all[r].Prompt + all[r].Tokens.Count);
            var sample = new StepSample(joins ? all[^1].Prompt : 0, 0, running.Count, context, 1, joins ? 1 : 0);
            now += LatencyFit.Predict(model, sample);
            foreach (var r in running) all[r].Tokens.Add(now);
            if (joins)
            {
                all[^1].Tokens.Add(now);
                running.Add(all.Count - 1);
            }
            running.RemoveAll(r => all[r].Tokens.Count >= 600);
        }
        var steps = StepLogFile.Read(TextInput.OfText(Json(all), "bench.json"));
        Assert.True(steps.Length > 1700, $"{steps.Length} steps");
        var report = LatencyFit.Fit(steps, Llama, Gpus.Find("a100"));
        Assert.Equal(1, report.Gpu.Kernels.GemmBandwidth / 1.30, 0.03);
        Assert.Equal(1, report.Gpu.Kernels.AttentionBandwidth / 1.1, 0.05);
        Assert.True(report.MeanError < 0.01, $"{report.MeanError}");
    }

    [Fact]
    public void Non_negative_least_squares_are_the_best_of_all_non_negative_coefficients() =>
        Gen.Select(Gen.Double[-1, 1].Array[3].Array[12], Gen.Double[-1, 1].Array[12], Gen.Double[0, 2].Array[3]).Sample(t =>
        {
            var (rows, target, other) = t;
            var (best, sum) = new NonNegativeLeastSquares(rows, target).Solve();
            Assert.All(best, c => Assert.True(c >= 0));
            double Sum(double[] x) => rows.Zip(target).Sum(p => Math.Pow(p.First.Zip(x).Sum(q => q.First * q.Second) - p.Second, 2));
            Assert.Equal(Sum(best), sum, 1e-6);
            Assert.True(Sum(best) <= Sum(other) + 1e-9);
        }, iter: 300);

    private static string Fault(string text) => Assert.Throws<InputException>(() => StepLogFile.Read(TextInput.OfText(text, "log.csv"))).Message;

    private static string Json(List<(double Start, int Prompt, List<double> Tokens)> all)
    {
        var text = new StringBuilder("{");
        void List(string name, IEnumerable<string> values) => text.Append(text.Length > 1 ? "," : "").Append('"').Append(name).Append("\":[").AppendJoin(',', values).Append(']');
        string R(double x) => x.ToString("0.#########", CultureInfo.InvariantCulture);
        List("start_times", all.Select(r => R(r.Start)));
        List("ttfts", all.Select(r => R(r.Tokens[0] - r.Start)));
        List("input_lens", all.Select(r => R(r.Prompt)));
        List("output_lens", all.Select(r => R(r.Tokens.Count)));
        List("itls", all.Select(r => "[" + string.Join(',', r.Tokens.Zip(r.Tokens.Skip(1)).Select(p => R(p.Second - p.First))) + "]"));
        return text.Append('}').ToString();
    }
}
