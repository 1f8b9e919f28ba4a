using Rota.Randomness;
using Rota.Torch.Native;
using Xunit;

namespace Rota.Torch.Tests;

public sealed class NativeTests
{
    private static readonly string Library = Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so");

    [Fact]
    public void The_build_has_mended_the_library_it_copied()
    {
        if (!File.Exists(Library)) Assert.Skip("no native library of Linux in this output");
        var bytes = File.ReadAllBytes(Library);
        var flags = GlibcxxNeed.Find(bytes);
        Assert.True(flags > 0);
        Assert.True(GlibcxxNeed.IsWeak(bytes, flags));
        Assert.False(GlibcxxNeed.Weaken(Library, Library));
    }

    [Fact]
    public void Libtorch_loads_with_one_thread() => Assert.EndsWith("1 thread", LibTorch.Ensure(), StringComparison.Ordinal);

    [Fact]
    public void A_copy_is_mended_whole_and_its_source_stays()
    {
        if (!File.Exists(Library)) Assert.Skip("no native library of Linux in this output");
        var (source, copy) = (Path.GetTempFileName(), Path.GetTempFileName());
        var bytes = File.ReadAllBytes(Library);
        bytes[GlibcxxNeed.Find(bytes)] &= 0xfd;
        File.WriteAllBytes(source, bytes);
        Assert.True(GlibcxxNeed.Weaken(source, copy));
        Assert.Equal(bytes, File.ReadAllBytes(source));
        Assert.Equal(File.ReadAllBytes(Library), File.ReadAllBytes(copy));
        File.Delete(source);
        File.Delete(copy);
    }

    [Fact]
    public void No_file_however_broken_breaks_the_search_for_the_need()
    {
        var random = new RandomStream(1);
        var head = new byte[4096];
        for (var round = 0; round < 2000; round++)
        {
            for (var i = 0; i < head.Length; i++) head[i] = (byte)random.Next(random.Next(2) == 0 ? 256 : 4);
            (head[0], head[1], head[2], head[3], head[4]) = (0x7f, (byte)'E', (byte)'L', (byte)'F', 2);
            if (round % 2 == 0) head.AsSpan(0x28, 8).Clear();
            head[0x28] = 64;
            GlibcxxNeed.Find(head.AsSpan(0, random.Next(head.Length)).ToArray());
        }
    }
}
