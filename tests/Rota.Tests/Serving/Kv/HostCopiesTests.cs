using CsCheck;
using Rota.Serving.Kv;
using Xunit;

namespace Rota.Tests.Serving.Kv;

public sealed class HostCopiesTests
{
    [Theory]
    [InlineData(160, 10)]
    [InlineData(165, 11)]
    public void A_second_swap_out_copies_what_is_new_and_the_page_that_was_not_full(int first, int pages)
    {
        var host = new HostCopies(new PageGroups(100, 8), 16);
        Assert.Equal((0, pages), host.Store(1, first, Never));
        Assert.Equal(first, host.Tokens(1));
        // Pages 11 to 13, counted from 1: page 11 is new in the one case and was copied half full in the other.
        Assert.Equal((10, 13), host.Store(1, 200, Never));
        Assert.Equal(default, host.Store(1, 200, Never));
    }

    [Fact]
    public void Room_is_made_from_the_ends_of_the_copies_that_rank_highest()
    {
        var host = new HostCopies(new PageGroups(30, 4), 16);
        host.Store(1, 160, Never);
        host.Store(2, 155, Never);
        host.Store(3, 160, Never);
        Assert.Equal((0, 4), host.Store<int>(4, 64, context => context == 2 ? 5 : context == 1 ? 3 : null));
        // Context 2 lost 4 pages of 10: what is left of it ends on a full page.
        Assert.Equal((160, 96, 160, 64), (host.Tokens(1), host.Tokens(2), host.Tokens(3), host.Tokens(4)));
        Assert.Equal((0, 8), host.Store<int>(5, 128, context => context == 2 ? 5 : context == 1 ? 3 : null));
        Assert.Equal((128, 0, 160, 128), (host.Tokens(1), host.Tokens(2), host.Tokens(3), host.Tokens(5)));
    }

    [Fact]
    public void Where_no_copy_may_go_only_the_start_of_a_context_is_kept()
    {
        var host = new HostCopies(new PageGroups(10, 4), 16);
        host.Store(1, 100, Never);
        Assert.Equal((0, 3), host.Store(2, 100, Never));
        Assert.Equal(48, host.Tokens(2));
        Assert.Equal(default, host.Store(3, 20, Never));
        Assert.Equal(0, host.Tokens(3));
    }

    [Fact]
    public void A_context_that_forks_keeps_what_it_shares()
    {
        var host = new HostCopies(new PageGroups(100, 4), 16);
        host.Store(1, 100, Never);
        host.Cut(1, 50);
        Assert.Equal((50, 4), (host.Tokens(1), host.Layout.Pages(1)));
        Assert.Equal((3, 7), host.Store(1, 100, Never));
        host.Drop(1);
        Assert.Equal((0, 100), (host.Tokens(1), host.Layout.Free));
    }

    [Fact]
    public void Keeping_copies_never_copies_more_pages_than_dropping_them() => Gen.Select(Gen.Int[20, 200], Gen.Select(Gen.Int[0, 5], Gen.Int[1, 90]).Array[1, 60]).Sample((pages, swaps) =>
    {
        var keeps = new HostCopies(new PageGroups(pages, 8), 16);
        var drops = new HostCopies(new PageGroups(pages, 8), 16);
        var tokens = new int[6];
        var (kept, dropped) = (0, 0);
        foreach (var (context, more) in swaps)
        {
            tokens[context] += more;
            var (from, to) = keeps.Store(context, tokens[context], Anyone);
            var (alsoFrom, alsoTo) = drops.Store(context, tokens[context], Never);
            drops.Drop(context);
            keeps.Layout.Check();
            kept += to - from;
            dropped += alsoTo - alsoFrom;
            Assert.True(to - from <= alsoTo - alsoFrom);
            Assert.True(keeps.Tokens(context) <= tokens[context]);
        }
        Assert.True(kept <= dropped);

        int? Anyone(int other) => other;
    });

    private static int? Never(int context) => null;
}
