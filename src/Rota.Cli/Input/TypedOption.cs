using System.CommandLine;
using System.Globalization;

namespace Rota.Cli.Input;

/// <summary>Options whose value is read by a function that throws <see cref="RotaException"/>; the option's name is put before its message.</summary>
internal static class TypedOption
{
    public static Option<T> Create<T>(string name, string valueName, string description, Func<string, T> read) => new(name)
    {
        Description = description,
        HelpName = valueName,
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result =>
        {
            try
            {
                return read(result.Tokens[0].Value);
            }
            catch (RotaException e)
            {
                result.AddError($"{name}: {e.Message}");
                return default;
            }
        },
    };

    public static Option<bool> Flag(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.Zero };

    public static Option<string?> Text(string name, string valueName, string description) =>
        Create<string?>(name, valueName, description, text => text.Length > 0 ? text : throw new RotaException("the value is empty"));

    public static Option<long?> Number(string name, string description, long least, long most) =>
        Create<long?>(name, "N", description, text => ReadNumber(text, least, most));

    public static Option<double?> Real(string name, string description, double least, double most) => Create<double?>(
        name, "X", description,
        text => double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new RotaException(string.Create(CultureInfo.InvariantCulture, $"'{text}' is not a number from {least} to {most}")));

    public static Option<TimeSpan?> Time(string name, string description) =>
        Create<TimeSpan?>(name, "TIME", description, text => Duration.Read(text));

    /// <summary>The option, completing to these words.</summary>
    public static Option<T> Suggesting<T>(this Option<T> option, IEnumerable<string> words)
    {
        var all = words.ToArray();
        option.CompletionSources.Add(all);
        return option;
    }

    private static long ReadNumber(string text, long least, long most)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        var expected = most == long.MaxValue ? $"a whole number from {least}" : $"a whole number from {least} to {most}";
        throw new RotaException($"'{text}' is not {expected}");
    }
}
