using System.Collections.Immutable;

namespace Rota.Formats;

/// <summary>A file format of a domain's problems.</summary>
/// <typeparam name="TProblem">The domain's problem.</typeparam>
/// <typeparam name="TOptions">How its files are read.</typeparam>
public interface IInstanceFormat<TProblem, in TOptions>
    where TOptions : InstanceReadOptions
{
    /// <summary>The name the user gives it.</summary>
    string Name { get; }

    /// <summary>One line: what a file of it looks like.</summary>
    string Description { get; }

    /// <summary>How well the text fits.</summary>
    /// <exception cref="InputException">The text begins like JSON and is none.</exception>
    FormatFit Recognises(TextInput input, TOptions options);

    /// <summary>Every instance of the text; <see cref="InstanceReadOptions.InstanceName"/> is a hint that the others are not needed.</summary>
    /// <exception cref="InputException">The text breaks a rule of the format.</exception>
    ImmutableArray<TProblem> Read(TextInput input, TOptions options);

    /// <summary>Why a problem cannot be written in this format without losing what matters; null when it can.</summary>
    string? Refusal(TProblem problem);

    /// <summary>Writes one problem.</summary>
    /// <exception cref="RotaException">The format cannot hold it; see <see cref="Refusal"/>.</exception>
    void Write(TProblem problem, TextWriter output);
}
