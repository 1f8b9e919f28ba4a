namespace Rota.Formats;

/// <summary>An entry of a mapping.</summary>
/// <param name="Key">Its name, a scalar.</param>
/// <param name="Value">Its value.</param>
public readonly record struct YamlEntry(YamlValue Key, YamlValue Value);
