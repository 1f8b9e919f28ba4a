namespace Rota.Rendering;

/// <summary>The look that all pictures share: a few named classes under <c>.rota</c>, in light and dark. A page may override them by one more selector.</summary>
internal static class SvgStyle
{
    /// <summary>A style element for the top of a picture.</summary>
    public const string Element =
        "<style>"
        + ".rota{font:12px system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;font-variant-numeric:tabular-nums}"
        + ".rota .paper{fill:#fff}.rota .ink{fill:#1d2430}.rota .soft{fill:#596373}.rota .zebra{fill:#f4f6f8}"
        + ".rota .grid{stroke:#e1e5ea}.rota .title{font-size:15px;font-weight:600}"
        + ".rota .label{fill:#10151c;font-size:11px;text-anchor:middle;pointer-events:none}"
        + ".rota .merged{fill:#8b95a5}.rota .critical{stroke:#1d2430;stroke-width:1.6}.rota .curve{fill:none;stroke-width:2;stroke-linejoin:round}"
        + "@media(prefers-color-scheme:dark){"
        + ".rota .paper{fill:#14181f}.rota .ink{fill:#e4e9f0}.rota .soft{fill:#9aa5b5}.rota .zebra{fill:#1a2029}"
        + ".rota .grid{stroke:#2b333f}.rota .critical{stroke:#fff}}"
        + "</style>";
}
