using System.Globalization;
using System.Text.Json;

namespace Rota.Cli.Rehearse;

/// <summary>A table with a policy a row and figures in the columns, as text and as JSON.</summary>
internal static class PolicyCells
{
    /// <summary>The rows as text; what is no number is left empty.</summary>
    public static IEnumerable<IReadOnlyList<string>> Rows(IEnumerable<string> policies, IEnumerable<IReadOnlyList<double>> cells) =>
        policies.Zip(cells, (policy, row) => (IReadOnlyList<string>)[policy, .. row.Select(Number)]);

    /// <summary>Writes the list "policies": an object a row, keyed by the heads; what is no number is null.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="heads">The heads, "policy" first.</param>
    /// <param name="policies">A name a row.</param>
    /// <param name="cells">The figures, a row for each policy.</param>
    /// <param name="more">What else to write into a policy's object.</param>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<string> heads, IEnumerable<string> policies, IEnumerable<IReadOnlyList<double>> cells, Action<string>? more = null)
    {
        json.WriteStartArray("policies");
        foreach (var (policy, row) in policies.Zip(cells))
        {
            json.WriteStartObject();
            json.WriteString("policy", policy);
            for (var i = 0; i < row.Count; i++)
            {
                var key = Key(heads[i + 1]);
                if (double.IsFinite(row[i])) json.WriteNumber(key, row[i]);
                else json.WriteNull(key);
            }
            more?.Invoke(policy);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>Writes a list of texts.</summary>
    public static void Lines(Utf8JsonWriter json, string name, IEnumerable<string> lines)
    {
        json.WriteStartArray(name);
        foreach (var line in lines) json.WriteStringValue(line);
        json.WriteEndArray();
    }

    /// <summary>"flow mean s" becomes flow_mean_s, "over bound %" over_bound_percent.</summary>
    private static string Key(string head) => head.Replace(" %", "_percent", StringComparison.Ordinal).Replace("/h", "_per_hour", StringComparison.Ordinal).Replace(' ', '_');

    private static string Number(double value) =>
        double.IsFinite(value) ? value.ToString(Math.Abs(value) >= 1000 ? "0" : Math.Abs(value) >= 100 ? "0.0" : Math.Abs(value) >= 10 ? "0.0#" : "0.###", CultureInfo.InvariantCulture) : "";
}
