using Rota.Serving;
using Rota.Serving.Latency;
using Xunit;

namespace Rota.Tests.Serving.Latency;

public sealed class CopyTimeTests
{
    [Theory]
    [InlineData("llama-3.1-8b", 63, 63, 4032, 20.16)]
    [InlineData("llama-3.1-8b", 63, 4, 256, 5.505)]
    [InlineData("qwen1.5-32b", 30, 30, 3840, 19.2)]
    [InlineData("qwen1.5-32b", 30, 1, 128, 5.243)]
    public void Copies_take_as_long_as_their_calls_or_their_bytes(string name, int pages, int runs, int calls, double milliseconds)
    {
        var model = ModelShapes.Find(name);
        Assert.Equal(calls, CopyModel.Calls(runs, model.Layers));
        Assert.Equal(milliseconds, (double)new CopyModel().Duration(model, pages, runs) / SimTime.Millisecond, 3);
    }
}
