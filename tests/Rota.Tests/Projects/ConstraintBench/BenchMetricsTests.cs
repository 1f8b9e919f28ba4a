using Rota.Projects.ConstraintBench;
using Xunit;

namespace Rota.Tests.Projects.ConstraintBench;

public sealed class BenchMetricsTests
{
    [Fact]
    public void The_worked_out_curve_has_its_areas_and_threshold()
    {
        // f = 1, 1, 0.5, 0 at levels 1..4.
        var answers = new List<(int, int, bool)>();
        for (var project = 0; project < 4; project++)
            for (var level = 1; level <= 4; level++) answers.Add((project, level, level <= 2 || (level == 3 && project % 2 == 0)));
        var metrics = BenchMetrics.Of(answers);
        Assert.Equal(0.625, metrics.Auc, 12);
        Assert.Equal(0.45, metrics.Wauc.Mean, 12);
        Assert.InRange(metrics.Wauc.Low, 0.29, 0.45);
        Assert.InRange(metrics.Wauc.High, 0.45, 0.61);
        Assert.Equal([(0.9, 3), (0.5, 4), (0.1, 4)], metrics.Thresholds.Select(t => (t.Below, t.Level!.Value)));
    }

    [Fact]
    public void A_curve_that_never_falls_has_no_threshold() =>
        Assert.All(BenchMetrics.Of([(0, 1, true), (0, 2, true)]).Thresholds, threshold => Assert.Null(threshold.Level));

    [Fact]
    public void A_dip_that_recovers_is_smoothed_before_a_threshold_is_read()
    {
        // 1, 0, 1, 1: the non-increasing fit stays above 0.5.
        var metrics = BenchMetrics.Of([(0, 1, true), (0, 2, false), (0, 3, true), (0, 4, true)]);
        Assert.Null(metrics.Thresholds[1].Level);
        Assert.Equal(2, metrics.Thresholds[0].Level);
    }
}
