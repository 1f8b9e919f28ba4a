using Rota.Formats;

namespace Rota.Cluster.Pods.Formats;

/// <summary>Looks at a value and everything below it; throws where it breaks a rule. Told of fields that nobody knows.</summary>
/// <param name="value">The value, never null.</param>
/// <param name="unknown">Gets the name of a field that is not known.</param>
internal delegate void KubeCheck(KubeValue value, Action<string> unknown);

/// <summary>What fields may hold: the words in which <see cref="KubeSchema"/> is written.</summary>
internal static class KubeChecks
{
    /// <summary>A name this close to a known one is a slip, not a field of a later version.</summary>
    private const int Slip = 2;

    public static KubeCheck Anything { get; } = (_, _) => { };

    public static KubeCheck Text { get; } = (value, _) => IsText(value, "a text");

    public static KubeCheck Flag { get; } = (value, _) =>
    {
        if (value.Type != KubeScalar.Truth) throw value.Unexpected("true or false");
    };

    public static KubeCheck Label { get; } = (value, _) => Named(IsText(value, "a name"), value, "a name of at most 63 lower-case letters, digits and '-'", KubeNames.IsLabel, dots: false);

    public static KubeCheck Subdomain { get; } = (value, _) => Named(IsText(value, "a name"), value, "a name of lower-case letters, digits, '-' and '.'", KubeNames.IsSubdomain, dots: true);

    public static KubeCheck Key { get; } = (value, _) =>
    {
        if (!KubeNames.IsKey(IsText(value, "the key of a label"))) throw value.Unexpected("the key of a label, such as app or example.com/app");
    };

    /// <summary>A key, or empty where that means all.</summary>
    public static KubeCheck KeyOrAll { get; } = (value, unknown) =>
    {
        if (value.Scalar is not "") Key(value, unknown);
    };

    public static KubeCheck LabelValue { get; } = (value, _) =>
    {
        if (!KubeNames.IsValue(IsText(value, "the value of a label"))) throw value.Unexpected("the value of a label: at most 63 letters, digits, '-', '_', '.', a letter or digit at both ends");
    };

    /// <summary>Labels: keys and values by their rules.</summary>
    public static KubeCheck Labels { get; } = (value, unknown) =>
    {
        foreach (var (name, own) in value.Properties ?? throw value.Unexpected("an object of texts"))
        {
            if (!KubeNames.IsKey(name)) throw own.Error("its name is not the key of a label, expected such as app or example.com/app, a letter or digit at both ends");
            if (!own.IsNull) LabelValue(own, unknown);
        }
    };

    /// <summary>Texts under any keys: annotations.</summary>
    public static KubeCheck Texts { get; } = (value, unknown) =>
    {
        foreach (var (_, own) in value.Properties ?? throw value.Unexpected("an object of texts"))
            if (!own.IsNull) Text(own, unknown);
    };

    public static KubeCheck Quantities(Func<string, string?> refusal) => (value, _) =>
    {
        foreach (var (name, own) in value.Properties ?? throw value.Unexpected("an object of quantities"))
        {
            if (refusal(name) is { } why) throw own.Error(why);
            if (own.Type is not (KubeScalar.Text or KubeScalar.Number)) throw own.Unexpected(Quantity.Expected);
        }
    };

    public static KubeCheck Port { get; } = (value, unknown) =>
    {
        if (value.Type == KubeScalar.Text ? !KubeNames.IsPort(value.Scalar!) : !IsWhole(value, 1, 65535)) throw NoNumber(value, "a port from 1 to 65535, or the name of one");
    };

    public static KubeCheck PortName { get; } = (value, _) =>
    {
        if (!KubeNames.IsPort(IsText(value, "the name of a port"))) throw value.Unexpected("the name of a port: at most 15 lower-case letters, digits and '-'");
    };

    /// <summary>A number of pods, or a percentage.</summary>
    public static KubeCheck Share { get; } = (value, _) =>
    {
        if (value.Type == KubeScalar.Text && value.Scalar is [.., '%']) return;
        if (!IsWhole(value, 0, int.MaxValue)) throw NoNumber(value, "a number of pods of at least 0, or a percentage such as \"25%\"");
    };

    public static KubeCheck Whole(string what, long least = 0, long most = int.MaxValue) => (value, _) =>
    {
        if (!IsWhole(value, least, most)) throw NoNumber(value, $"{what}, a whole number from {least} to {most}");
    };

    public static KubeCheck OneOf(params string[] words) => (value, _) =>
    {
        if (!words.Contains(IsText(value, string.Join(" or ", words))))
            throw value.Error($"read '{value.Scalar!.ReplaceLineEndings(" ")}', expected {(words.Length > 2 ? "one of " + string.Join(", ", words) : string.Join(" or ", words))}{Nearest.Hint(value.Scalar!, words)}");
    };

    public static KubeCheck List(KubeCheck item) => (value, unknown) =>
    {
        foreach (var own in value.Elements ?? throw value.Unexpected("a list")) item(own.IsNull ? throw own.Error("is null, expected an element or nothing at all") : own, unknown);
    };

    /// <summary>An object with these fields. Others are told of, those close to a known one refused.</summary>
    public static KubeCheck Fields(params (string Name, KubeCheck Check)[] fields)
    {
        var known = fields.ToDictionary(field => field.Name, field => field.Check);
        return (value, unknown) =>
        {
            foreach (var (name, own) in value.Properties ?? throw value.Unexpected("an object"))
            {
                if (known.TryGetValue(name, out var check))
                {
                    if (!own.IsNull) check(own, unknown);
                    continue;
                }
                if (Nearest.Of(name, known.Keys) is { } near && Nearest.Distance(name, near) <= Math.Min(Slip, name.Length / 3)) throw own.Error($"is no field here, expected such as '{near}'; did you mean '{near}'?");
                unknown(name);
            }
        };
    }

    /// <summary>An object in which only these fields are looked at.</summary>
    public static KubeCheck Some(params (string Name, KubeCheck Check)[] fields) => (value, unknown) =>
    {
        if (value.Properties is null) throw value.Unexpected("an object");
        foreach (var (name, check) in fields)
            if (value.Find(name) is { } own) check(own, unknown);
    };

    /// <summary>First one rule, then another.</summary>
    public static KubeCheck Then(this KubeCheck first, Action<KubeValue> second) => (value, unknown) =>
    {
        first(value, unknown);
        second(value);
    };

    private static string IsText(KubeValue value, string what) => value.Type == KubeScalar.Text ? value.AsText(what, longest: 1 << 20) : throw value.Unexpected(what);

    private static InputException NoNumber(KubeValue value, string what) => value.Type switch
    {
        KubeScalar.Number => value.Error($"read '{value.Scalar}', expected {what}"),
        KubeScalar.Text => value.Error($"read the text '{(value.Scalar!.Length > 40 ? value.Scalar[..40] + "..." : value.Scalar).ReplaceLineEndings(" ")}', expected {what}"),
        _ => value.Unexpected(what),
    };

    private static bool IsWhole(KubeValue value, long least, long most) =>
        value.Type == KubeScalar.Number && long.TryParse(value.Scalar, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= least && number <= most;

    private static void Named(string name, KubeValue value, string what, Func<ReadOnlySpan<char>, bool> valid, bool dots)
    {
        if (!valid(name)) throw value.Error($"read '{(name.Length > 40 ? name[..40] + "..." : name).ReplaceLineEndings(" ")}', expected {what}{KubeNames.Hint(name, dots)}");
    }
}
