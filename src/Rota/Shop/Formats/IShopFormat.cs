using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Shop.Formats;

/// <summary>A file format of shop problems.</summary>
public interface IShopFormat
{
    /// <summary>The name the user gives it.</summary>
    string Name { get; }

    /// <summary>One line: what a file of it looks like.</summary>
    string Description { get; }

    /// <summary>How well the text fits.</summary>
    /// <exception cref="InputException">The text begins like JSON and is none.</exception>
    FormatFit Recognises(TextInput input, ShopReadOptions options);

    /// <summary>Every instance of the text; <see cref="ShopReadOptions.InstanceName"/> is a hint that the others are not needed.</summary>
    /// <exception cref="InputException">The text breaks a rule of the format.</exception>
    ImmutableArray<ShopProblem> Read(TextInput input, ShopReadOptions options);

    /// <summary>Why a problem cannot be written in this format without losing what matters; null when it can. Names of jobs do not matter.</summary>
    string? Refusal(ShopProblem problem);

    /// <summary>Writes one problem.</summary>
    /// <exception cref="RotaException">The format cannot hold it; see <see cref="Refusal"/>.</exception>
    void Write(ShopProblem problem, TextWriter output);
}
