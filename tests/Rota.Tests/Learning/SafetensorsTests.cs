using System.Buffers.Binary;
using System.Text;
using Rota.Formats;
using Rota.Learning.Files;
using Rota.Learning.Networks;
using Rota.Learning.Toys;
using Rota.Randomness;
using Xunit;

namespace Rota.Tests.Learning;

public sealed class SafetensorsTests
{
    private static readonly TensorFile Small = new(
        [new("a", [2, 3], [1, 2, 3, 4, 5, 6]), new("b", [], [0.5f]), new("none", [0, 4], [])],
        [new("who", "me"), new("where", "Zürich \"x\"")]);

    [Fact]
    public void What_is_written_is_read_again_and_the_same_content_makes_the_same_bytes()
    {
        var bytes = Safetensors.ToBytes(Small);
        Assert.Equal(bytes, Safetensors.ToBytes(Small));
        var read = Safetensors.Read(bytes, "small");
        Assert.Equal(["a", "b", "none"], read.Tensors.Select(t => t.Name).Order());
        Assert.Equal([1f, 2, 3, 4, 5, 6], read.Tensor("a")!.Values);
        Assert.Equal([2, 3], read.Tensor("a")!.Shape);
        Assert.Equal("Zürich \"x\"", read.Word("where"));
        Assert.Null(read.Word("when"));
    }

    [Fact]
    public void Halves_bfloats_and_doubles_are_converted()
    {
        var data = new byte[12];
        BinaryPrimitives.WriteHalfLittleEndian(data, (Half)1.5);
        BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(2), 0x4020);
        BinaryPrimitives.WriteDoubleLittleEndian(data.AsSpan(4), -0.25);
        var file = Safetensors.Read(File("""{"h":{"dtype":"F16","shape":[1],"data_offsets":[0,2]},"f":{"dtype":"BF16","shape":[1],"data_offsets":[2,4]},"d":{"dtype":"F64","shape":[],"data_offsets":[4,12]}}""", data), "x");
        Assert.Equal([1.5f, 2.5f, -0.25f], file.Tensors.Select(t => t.Values[0]));
    }

    [Theory]
    [InlineData("[]", 0, "expected an object")]
    [InlineData("{", 0, "no JSON")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "comes twice")]
    [InlineData("""{"a":{"dtype":"F33","shape":[1],"data_offsets":[0,4]}}""", 4, "did you mean 'F32'?")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "needs 8")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "expected 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8, "expected 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 8, "the file has 8")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "proper data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "no whole number")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2147483647,2147483647,9],"data_offsets":[0,4]}}""", 4, "too large")]
    [InlineData("""{"a":{"dtype":"F32","shape":"x","data_offsets":[0,4]}}""", 4, "no list 'shape'")]
    [InlineData("""{"a":7}""", 0, "expected an object")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "expected text")]
    public void A_broken_file_is_refused_with_its_name_and_what_is_wrong(string header, int bytes, string problem)
    {
        var error = Assert.Throws<InputException>(() => Safetensors.Read(File(header, new byte[bytes]), "x.safetensors"));
        Assert.StartsWith("x.safetensors: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_file_with_broken_bytes_is_read_or_refused()
    {
        var whole = Safetensors.ToBytes(Small);
        var random = new RandomStream(4);
        for (var round = 0; round < 4000; round++)
        {
            var broken = whole.AsSpan(0, random.Next(8) == 0 ? random.Next(whole.Length) : whole.Length).ToArray();
            for (var hits = random.Next(1, 4); hits > 0 && broken.Length > 0; hits--) broken[random.Next(broken.Length)] = (byte)random.Next(256);
            try
            {
                Safetensors.Read(broken, "broken");
            }
            catch (InputException)
            {
                // Refused in words: that is all that is asked.
            }
        }
    }

    [Fact]
    public void A_policy_file_brings_its_network_and_card_back()
    {
        var network = Network();
        var card = new PolicyCard { Name = "p", Command = "rota train bandit", Seed = 7, Data = "none", Curve = [new(0, 1.5), new(100, 0.25)] };
        var file = Safetensors.Read(Safetensors.ToBytes(PolicyFile.Create(network, card)), "p");
        var read = PolicyFile.Card(file, "p");
        Assert.Equal((card.Name, card.Command, card.Seed, card.Licence), (read.Name, read.Command, read.Seed, read.Licence));
        Assert.Equal(card.Curve, read.Curve);
        var again = PolicyFile.Network(file, network.Layout.Schema, "p");
        Assert.All(network.Weights, weight => Assert.Equal(weight.Value, again.Weights[weight.Key]));
    }

    [Fact]
    public void A_policy_of_another_environment_or_with_a_weight_that_is_no_number_is_refused()
    {
        var network = Network();
        var card = new PolicyCard { Name = "p", Command = "c", Seed = 7, Data = "none" };
        var file = PolicyFile.Create(network, card);
        var error = Assert.Throws<InputException>(() => PolicyFile.Network(file, new CartPole().Schema, "p"));
        Assert.Contains("bandit v1", error.Message, StringComparison.Ordinal);
        Assert.Contains("cartpole v1", error.Message, StringComparison.Ordinal);
        network.Weights["actor.0.bias"][0] = float.NaN;
        Assert.Throws<InputException>(() => PolicyFile.Network(file, network.Layout.Schema, "p"));
    }

    private static PolicyNetwork Network()
    {
        var layout = new NetworkLayout(new Bandit().Schema, new() { Width = 8 });
        return new(layout, Initialisation.Create(layout, 1));
    }

    private static byte[] File(string header, byte[] data)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var bytes = new byte[8 + text.Length + data.Length];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, text.Length);
        text.CopyTo(bytes, 8);
        data.CopyTo(bytes, 8 + text.Length);
        return bytes;
    }
}
