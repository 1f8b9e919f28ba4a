using Rota.Serving;
using Rota.Serving.Latency;
using Xunit;

namespace Rota.Tests.Serving.Latency;

public class CopyModelTests
{
    private static readonly ModelShape Llama = ModelShapes.Find("llama-3-8b");

    private static double Milliseconds(long duration) => duration / (double)SimTime.Millisecond;

    // fastswitch section 10.
    [Fact]
    public void Scattered_pages_are_bound_by_their_calls()
    {
        Assert.Equal(4032, CopyModel.Calls(63, Llama.Layers));
        Assert.Equal(20.16, Milliseconds(new CopyModel().Duration(Llama, 63, 63)), 1e-9);
        Assert.Equal(19.2, Milliseconds(new CopyModel().Duration(ModelShapes.Find("qwen1.5-32b"), 30, 30)), 1e-9);
    }

    [Fact]
    public void Long_runs_are_bound_by_the_link()
    {
        Assert.Equal(1.28, Milliseconds(new CopyModel().Duration(CopyModel.Calls(4, Llama.Layers), 0)), 1e-9);
        Assert.Equal(5.50, Milliseconds(new CopyModel().Duration(Llama, 63, 4)), 0.01);
        Assert.Equal(5.24, Milliseconds(new CopyModel().Duration(ModelShapes.Find("qwen1.5-32b"), 30, 1)), 0.01);
    }

    [Fact]
    public void Links_that_cannot_be_are_refused()
    {
        Assert.Throws<RotaException>(() => new CopyModel(0).Checked());
        Assert.Throws<RotaException>(() => new CopyModel(24, -1).Checked());
        Assert.Equal(50, CopyModel.HostLinkOf(Gpus.Find("h100")).Bandwidth);
    }
}
