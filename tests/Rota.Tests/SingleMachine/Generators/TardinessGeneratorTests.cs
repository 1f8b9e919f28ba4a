using Rota.SingleMachine.Generators;
using Xunit;

namespace Rota.Tests.SingleMachine.Generators;

public sealed class TardinessGeneratorTests
{
    [Fact]
    public void Due_dates_lie_in_the_range_of_the_class()
    {
        foreach (var (range, tightness) in TardinessGenerator.Classes)
        {
            var problem = TardinessGenerator.Create(new() { Jobs = 300, DueRange = range, Tightness = tightness, ClampDue = false, Seed = 7 });
            var (low, high) = (problem.TotalProcessing * (1 - tightness - (range / 2)), problem.TotalProcessing * (1 - tightness + (range / 2)));
            Assert.All(problem.Jobs, job => Assert.InRange(job.Due, Math.Floor(low), high));
            Assert.All(problem.Jobs, job => Assert.InRange(job.Processing, 1, 100));
            // Both ends are reached nearly.
            Assert.InRange(problem.Jobs.Min(job => job.Due), low - 1, low + ((high - low) * 0.1));
            Assert.InRange(problem.Jobs.Max(job => job.Due), high - ((high - low) * 0.1), high);
        }
    }

    [Fact]
    public void There_are_twenty_classes() => Assert.Equal(20, TardinessGenerator.Classes.Distinct().Count());

    [Fact]
    public void The_same_seed_gives_the_same_jobs_and_another_option_leaves_the_rest_alone()
    {
        var options = new TardinessGeneratorOptions { Jobs = 50, Seed = 11 };
        var (first, again) = (TardinessGenerator.Create(options), TardinessGenerator.Create(options));
        Assert.Equal(first.Jobs.AsEnumerable(), again.Jobs);
        var weighted = TardinessGenerator.Create(options with { MaxWeight = 10 });
        Assert.True(weighted.IsWeighted);
        Assert.Equal(first.Jobs.AsEnumerable(), weighted.Jobs.Select(job => job with { Weight = 1 }));
        Assert.NotEqual(first.Jobs.AsEnumerable(), TardinessGenerator.Create(options with { Seed = 12 }).Jobs);
        var released = TardinessGenerator.Create(options with { ReleaseSpread = 0.5 });
        Assert.Equal(first.Jobs.AsEnumerable(), released.Jobs.Select(job => job with { Release = 0, Due = job.Due - job.Release }));
    }

    [Fact]
    public void Normal_lengths_are_never_below_1()
    {
        var problem = TardinessGenerator.Create(new() { Jobs = 5000, Lengths = LengthDistribution.Normal, MeanLength = 30, LengthDeviation = 30 });
        Assert.All(problem.Jobs, job => Assert.True(job.Processing >= 1));
        Assert.InRange(problem.Jobs.Average(job => job.Processing), 30, 50);
    }

    [Fact]
    public void Options_out_of_range_are_all_named() => Assert.Equal(
        "cannot generate such a problem: jobs -1, expected 0 to 1000000; due range 3, expected 0 to 2; largest weight 0, expected 1 to 1000000",
        Assert.Throws<RotaException>(() => TardinessGenerator.Create(new() { Jobs = -1, DueRange = 3, MaxWeight = 0 })).Message);
}
