using Rota.Formats;
using Rota.Serving.Latency;
using Xunit;

namespace Rota.Tests.Serving.Latency;

public class GpusTests
{
    [Theory]
    [InlineData("A100", "a100")]
    [InlineData("4090", "rtx-4090")]
    [InlineData("NVIDIA GeForce RTX 4090", "rtx-4090")]
    [InlineData("H100_SXM", "h100")]
    [InlineData("a100-80gb", "a100")]
    public void Names_are_read_as_people_write_them(string name, string gpu) => Assert.Equal(gpu, Gpus.Find(name).Name);

    [Fact]
    public void An_unknown_name_gets_the_nearest() =>
        Assert.EndsWith("did you mean 'rtx-4090'?", Assert.Throws<RotaException>(() => Gpus.Find("rtx-409")).Message);

    [Fact]
    public void No_name_stands_for_two_GPUs()
    {
        var names = Gpus.All.SelectMany(g => g.Aliases.Prepend(g.Name)).ToList();
        Assert.Equal(names.Count, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(Gpus.All, g => Assert.True(g.Kernels.GemmBandwidth < g.BandwidthPeak && g.Kernels.GemmTeraflops < g.TeraflopsPeak && g.Kernels.AttentionBandwidth < g.BandwidthPeak));
    }

    [Fact]
    public void A_file_gives_back_what_was_written() => Assert.All(Gpus.All, gpu =>
    {
        var text = new StringWriter();
        HardwareFile.Write(gpu, text);
        var read = HardwareFile.Read(TextInput.OfText(text.ToString(), "gpu.json"));
        Assert.Equal(gpu.AllReduces, read.AllReduces);
        Assert.Equal(gpu with { Aliases = [], AllReduces = [] }, read with { Aliases = [], AllReduces = [] });
    });

    [Fact]
    public void Three_numbers_are_enough_and_the_rest_is_derived()
    {
        var gpu = Read("""{"Name": "mine", "TFlopsPeak": 100, "BwPeakTBs": 1, "MemoryGiB": 24}""");
        Assert.Equal("derived", gpu.Kernels.Origin);
        Assert.Equal(0.76, gpu.Kernels.GemmBandwidth, 1e-12);
        Assert.Equal(75, gpu.Kernels.GemmTeraflops, 1e-12);
    }

    [Fact]
    public void A_base_stands_where_the_file_is_silent()
    {
        var gpu = Read("""{"Base": "a100", "Name": "mine", "MemoryGiB": 39.4, "Coefficients": {"StepUs": 4000}}""");
        Assert.Equal(2.039, gpu.BandwidthPeak);
        Assert.Equal(39.4, gpu.MemoryGiB);
        Assert.Equal(4000, gpu.Kernels.StepMicroseconds);
        Assert.Equal(227, gpu.Kernels.GemmTeraflops);
    }

    [Theory]
    [InlineData("""{"TFlopsPeak": 100, "BwPeakTB": 1, "MemoryGiB": 24}""", "gpu.json:1:21: unknown property 'BwPeakTB'")]
    [InlineData("""{"TFlopsPeak": 100, "MemoryGiB": 24}""", "gpu.json:1:1: has no 'BwPeakTBs'")]
    [InlineData("""{"TFlopsPeak": 0, "BwPeakTBs": 1, "MemoryGiB": 24}""", "gpu.json:1:16: read '0', expected TFlopsPeak from 0.001")]
    [InlineData("""{"Base": "a10O"}""", "gpu.json:1:10: read GPU 'a10O', expected a10, ")]
    [InlineData("""{"Base": "a100", "Coefficients": {"GemmExponent": 0.5}}""", "gpu.json:1:51: read '0.5', expected GemmExponent from 1 to 100")]
    [InlineData("""[1]""", "gpu.json: is no JSON object")]
    public void Mistakes_in_a_file_are_named_with_their_place(string text, string start) =>
        Assert.StartsWith(start, Assert.Throws<InputException>(() => Read(text)).Message);

    [Fact]
    public void An_all_reduce_that_nobody_measured_is_a_ring_over_the_link()
    {
        // 2 (n-1)/n bytes over 20 GB/s and 60 us: two GPUs move each byte once.
        Assert.Equal(60 + (1e6 / 20e3), Gpus.Find("rtx-4090").AllReduce(2).Microseconds(1e6), 1e-9);
        Assert.Equal(60 + (1.5e6 / 20e3), Gpus.Find("rtx-4090").AllReduce(4).Microseconds(1e6), 1e-9);
        Assert.Equal(Gpus.Find("h100").AllReduce(4), Gpus.Find("h100").AllReduce(3));
    }

    private static Gpu Read(string text) => HardwareFile.Read(TextInput.OfText(text, "gpu.json"));
}
