using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Rota.Formats;

namespace Rota.Projects.Formats;

/// <summary>An element of Microsoft Project's XML: its fields by name, every fault at its line and column.</summary>
internal readonly struct MsProjectElement(TextInput input, XElement element)
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public IEnumerable<MsProjectElement> List(string container, string name)
    {
        var source = input;
        return element.Elements().Where(child => child.Name.LocalName == container).SelectMany(child => child.Elements())
            .Where(child => child.Name.LocalName == name).Select(child => new MsProjectElement(source, child));
    }

    public IEnumerable<MsProjectElement> All(string name)
    {
        var source = input;
        return element.Elements().Where(child => child.Name.LocalName == name).Select(child => new MsProjectElement(source, child));
    }

    public MsProjectElement? Find(string name) => All(name).Select(child => (MsProjectElement?)child).FirstOrDefault();

    public string? Text(string name) => element.Elements().FirstOrDefault(child => child.Name.LocalName == name)?.Value.Trim();

    public long Integer(string name, long? otherwise, long least = int.MinValue, long most = int.MaxValue)
    {
        if (Text(name) is not { Length: > 0 } text) return otherwise ?? throw Error($"has no {name}");
        return long.TryParse(text, NumberStyles.AllowLeadingSign, Invariant, out var value) && value >= least && value <= most
            ? value
            : throw At(name).Error($"is {Quoted(text)}, expected a whole number from {least} to {most}");
    }

    public bool Flag(string name, bool otherwise = false) => Text(name) switch
    {
        null or "" => otherwise,
        "1" or "true" => true,
        "0" or "false" => false,
        var text => throw At(name).Error($"is {Quoted(text)}, expected 0 or 1"),
    };

    /// <summary>Hundredths of a number: 1.5 is 150.</summary>
    public long Hundredths(string name, long otherwise)
    {
        if (Text(name) is not { Length: > 0 } text) return otherwise;
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, Invariant, out var value) && value is >= 0 and <= 1_000_000
            ? (long)Math.Round(value * 100)
            : throw At(name).Error($"is {Quoted(text)}, expected a number from 0 to 1000000");
    }

    /// <summary>A date, null when it is not there.</summary>
    public DateTime? Date(string name)
    {
        if (Text(name) is not { Length: > 0 } text) return null;
        return DateTime.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd"], Invariant, DateTimeStyles.None, out var date) && date.Year is > 1900 and < 9000
            ? date
            : throw At(name).Error($"is {Quoted(text)}, expected a date such as 2026-01-05T08:00:00");
    }

    /// <summary>Minutes of a time of day.</summary>
    public int TimeOfDay(string name)
    {
        var text = Text(name) ?? throw Error($"has no {name}");
        return TimeOnly.TryParseExact(text, ["HH:mm:ss", "HH:mm"], Invariant, DateTimeStyles.None, out var time) && time.Second == 0
            ? time.Hour * 60 + time.Minute
            : throw At(name).Error($"is {Quoted(text)}, expected a time of day in whole minutes such as 08:00:00");
    }

    /// <summary>Minutes of a duration such as PT16H0M0S.</summary>
    public long Minutes(string name)
    {
        var text = Text(name);
        if (text is null or "") return 0;
        try
        {
            var span = XmlConvert.ToTimeSpan(text);
            if (span >= TimeSpan.Zero && span.Ticks % TimeSpan.TicksPerMinute == 0) return span.Ticks / TimeSpan.TicksPerMinute;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
        }
        throw At(name).Error($"is {Quoted(text)}, expected whole minutes such as PT16H0M0S");
    }

    public InputException Error(string problem)
    {
        IXmlLineInfo place = element;
        return new(input.Name, place.LineNumber, place.LinePosition, $"{element.Name.LocalName} {problem}");
    }

    private MsProjectElement At(string name) => Find(name) ?? this;

    private static string Quoted(string text) => FieldNumber.Quote(Encoding.UTF8.GetBytes(text));
}
