using CsCheck;
using Rota.Randomness;
using Rota.Serving.Kv;
using Xunit;

namespace Rota.Tests.Serving.Kv;

public sealed class PageLayoutTests
{
    [Fact]
    public void Groups_are_taken_reclaimed_and_given_back_as_in_the_specification()
    {
        var (a, b, c) = (0, 1, 2);
        var groups = new PageGroups(100, 60);
        groups.Resize(a, 1);
        Assert.Equal([new PageRun(0, 60)], groups.Groups(a));
        groups.Resize(b, 1);
        Assert.Equal([new PageRun(60, 40)], groups.Groups(b));
        groups.Resize(c, 1);
        Assert.Equal([new PageRun(0, 30)], groups.Groups(a));
        Assert.Equal([new PageRun(30, 30)], groups.Groups(c));
        groups.Resize(a, 30);
        Assert.Single(groups.Groups(a));
        groups.Resize(a, 31);
        Assert.Equal([new PageRun(0, 30), new PageRun(80, 20)], groups.Groups(a));
        groups.Check();
    }

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(2, 1, 0)]
    [InlineData(1, 0, 2)]
    public void Whatever_the_order_of_release_one_run_is_left(int first, int second, int third)
    {
        var groups = new PageGroups(100, 60);
        for (var context = 0; context < 3; context++) groups.Resize(context, 1);
        groups.Resize(0, 31);
        foreach (var context in new[] { first, second, third }) groups.Resize(context, 0);
        groups.Check();
        Assert.Equal((1, 100), (groups.FreeRunCount, groups.Free));
    }

    [Fact]
    public void A_group_grows_in_place_while_the_pages_behind_it_are_free()
    {
        var groups = new PageGroups(100, 8);
        groups.Resize(7, 8);
        groups.Resize(7, 20);
        Assert.Equal([new PageRun(0, 20)], groups.Groups(7));
        Assert.Equal([new PageRun(3, 14)], groups.Runs(7, 3, 17));
    }

    [Fact]
    public void Below_the_watermark_groups_are_as_large_as_needed()
    {
        var groups = new PageGroups(100, 10, watermark: 0.5);
        groups.Resize(1, 60);
        groups.Resize(2, 3);
        Assert.Equal(3, Assert.Single(groups.Groups(2)).Length);
    }

    [Fact]
    public void No_page_is_in_two_places_and_nothing_is_refused_that_plain_paging_gives() => Gen.Select(
        Gen.Int[1, 90], Gen.Int[1, 70], Gen.Double[0, 0.3], Gen.Select(Gen.Int[0, 7], Gen.Int[0, 40]).Array[1, 60], Gen.ULong).Sample((pages, size, watermark, moves, seed) =>
    {
        PageLayout[] layouts = [new PageGroups(pages, size, watermark), new ScatteredPages(pages, new RandomStream(seed))];
        var held = new int[8];
        foreach (var (context, wanted) in moves)
        {
            var count = Math.Min(wanted, pages - held.Sum() + held[context]);
            held[context] = count;
            foreach (var layout in layouts)
            {
                layout.Resize(context, count);
                layout.Check();
                Assert.Equal(pages - held.Sum(), layout.Free);
                Assert.Equal(count, layout.Pages(context));
                var runs = layout.Runs(context, 0, count);
                Assert.Equal(count, runs.Sum(run => run.Length));
                Assert.DoesNotContain(runs.Zip(runs.Skip(1)), pair => pair.First.End == pair.Second.Start);
            }
        }
    }, iter: 100);

    [Fact]
    public void Pages_of_a_context_keep_their_place_while_it_grows() => Gen.Select(Gen.Int[1, 60], Gen.Select(Gen.Int[0, 5], Gen.Int[1, 9]).Array[1, 40]).Sample((size, moves) =>
    {
        var groups = new PageGroups(400, size);
        var held = new int[6];
        foreach (var (context, more) in moves)
        {
            var before = groups.Runs(context, 0, held[context]);
            held[context] += more;
            groups.Resize(context, held[context]);
            Assert.Equal(before.SelectMany(Pages), groups.Runs(context, 0, held[context]).SelectMany(Pages).Take(held[context] - more));
        }

        static IEnumerable<int> Pages(PageRun run) => Enumerable.Range(run.Start, run.Length);
    });

    [Fact]
    public void More_than_is_free_is_a_bug_of_the_caller() => Assert.Throws<InvalidOperationException>(() => new PageGroups(10).Resize(1, 11));

    [Fact]
    public void A_copy_is_one_call_for_each_stretch_adjacent_on_both_sides()
    {
        Assert.Equal(0, CopyRuns.Count([], []));
        Assert.Equal(1, CopyRuns.Count([new(5, 20)], [new(70, 20)]));
        Assert.Equal(4, CopyRuns.Count([new(0, 5), new(10, 10)], [new(0, 3), new(50, 4), new(60, 8)]));
        Assert.Equal(15, CopyRuns.Count([new(0, 15)], [.. Enumerable.Range(0, 15).Select(i => new PageRun(2 * i, 1))]));
        Assert.Throws<InvalidOperationException>(() => CopyRuns.Count([new(0, 5)], [new(0, 4)]));
    }

    [Fact]
    public void A_write_waits_for_copies_out_of_its_own_pages_and_no_others()
    {
        var pending = new PendingCopies();
        pending.Add([new(0, 10), new(30, 5)], 100);
        pending.Add([new(10, 10)], 300);
        Assert.Equal(0, pending.ConflictEnd([new(20, 10), new(35, 1)]));
        Assert.Equal(100, pending.ConflictEnd([new(25, 6)]));
        Assert.Equal(300, pending.ConflictEnd([new(9, 2)]));
        pending.Advance(100);
        Assert.Equal((1, 0), (pending.Count, pending.ConflictEnd([new(0, 10)])));
    }
}
