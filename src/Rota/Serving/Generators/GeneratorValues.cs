using System.Globalization;
using Rota.Formats;

namespace Rota.Serving.Generators;

/// <summary>What a user set behind a generator's name, as text until the generator asks for it.</summary>
public sealed class GeneratorValues
{
    private readonly string generator;
    private readonly Dictionary<string, string> values;

    internal GeneratorValues(string generator, Dictionary<string, string> values) => (this.generator, this.values) = (generator, values);

    /// <summary>A number; <paramref name="otherwise"/> when it was not set.</summary>
    /// <exception cref="RotaException">It is no finite number.</exception>
    public double Real(string name, double otherwise) =>
        !values.TryGetValue(name, out var text) ? otherwise
        : FieldReal.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out var value) ? value
        : throw Fault(name, text, "a number");

    /// <summary>A whole number; <paramref name="otherwise"/> when it was not set.</summary>
    /// <exception cref="RotaException">It is no whole number of 32 bits.</exception>
    public int Whole(string name, int otherwise) =>
        !values.TryGetValue(name, out var text) ? otherwise
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value
        : throw Fault(name, text, "a whole number");

    /// <summary>The seed; 1 when it was not set.</summary>
    /// <exception cref="RotaException">It is no whole number of 64 bits, at least 0.</exception>
    public ulong Seed =>
        !values.TryGetValue("seed", out var text) ? 1
        : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value
        : throw Fault("seed", text, "a whole number of at least 0");

    private RotaException Fault(string name, string text, string expected) => new($"{generator}: {name} '{text}', expected {expected}");
}
