using Rota.SingleMachine.FlowTime;
using Xunit;

namespace Rota.Tests.SingleMachine.FlowTime;

public sealed class SizeClassTests
{
    [Theory]
    [InlineData(2, 1, 0)]
    [InlineData(2, 7, 2)]
    [InlineData(2, 8, 3)]
    [InlineData(2, 1L << 61, 61)]
    [InlineData(2, (1L << 61) - 1, 60)]
    [InlineData(10, 999, 2)]
    [InlineData(10, 1000, 3)]
    [InlineData(10, 1_000_000_000_000_000_000, 18)]
    [InlineData(3, 242, 4)]
    [InlineData(3, 243, 5)]
    [InlineData(1.5, 2, 1)]
    public void Powers_open_their_class(double @base, long size, int expected) => Assert.Equal(expected, new SizeClasses(@base).Of(size));

    [Fact]
    public void Chunks_end_where_a_larger_class_begins()
    {
        // Classes 2, 0 | 3, 3, 2 | 4.
        var problem = FlowJobs.Of((0, [4, 1, 9, 15, 7, 16]), (0, [5]));
        Assert.Equal(3, FlowChunks.Count(problem.Jobs[0], new()));
        Assert.Equal((3, 3), FlowChunks.Of(problem, new()));
    }
}
