using System.Globalization;
using System.Text;

namespace Rota.Rendering;

/// <summary>Text and numbers as they stand in SVG and HTML.</summary>
internal static class Markup
{
    /// <summary>Text made safe between tags and inside quoted attributes; characters that XML forbids become U+FFFD.</summary>
    public static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '<': safe.Append("&lt;"); break;
                case '>': safe.Append("&gt;"); break;
                case '&': safe.Append("&amp;"); break;
                case '"': safe.Append("&quot;"); break;
                case '\'': safe.Append("&#39;"); break;
                case '\t' or '\n' or '\r': safe.Append(' '); break;
                case < ' ' or '\uFFFE' or '\uFFFF': safe.Append('\uFFFD'); break;
                case >= '\uD800' and <= '\uDFFF':
                    if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) safe.Append(c).Append(text[++i]);
                    else safe.Append('\uFFFD');
                    break;
                default: safe.Append(c); break;
            }
        }
        return safe.ToString();
    }

    /// <summary>A coordinate, with at most one decimal.</summary>
    public static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>Width of text in pixels, on the generous side: fonts differ from one screen to the next.</summary>
    public static double Width(string text, double size)
    {
        var width = 0.0;
        foreach (var c in text)
        {
            width += c switch
            {
                'i' or 'j' or 'l' or 'I' or '.' or ',' or ':' or ';' or '|' or '\'' or ' ' => 0.35,
                'm' or 'w' or 'M' or 'W' or '@' => 0.95,
                >= 'A' and <= 'Z' => 0.72,
                >= '\u2E80' => 1.0,
                _ => 0.62,
            };
        }
        return width * size;
    }

    /// <summary>The text, cut with an ellipsis when it is wider than the room.</summary>
    public static string Fit(string text, double size, double room)
    {
        if (Width(text, size) <= room) return text;
        var length = text.Length;
        while (length > 0 && Width(text[..length], size) > room - size) length--;
        if (length > 0 && char.IsHighSurrogate(text[length - 1])) length--;
        return text[..length].TrimEnd() + "…";
    }
}
