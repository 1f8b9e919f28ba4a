namespace Rota.Shop.Formats;

/// <summary>The catalog of shop formats. Adding one: a new file and a line here. Where a faulty text has the shape of several, the first is taken.</summary>
public static class ShopFormats
{
    /// <summary>All formats, by the name the command line takes.</summary>
    public static IReadOnlyList<IShopFormat> All { get; } =
    [
        new StandardFormat(),
        new TaillardFormat(machinesFirst: false),
        new TaillardFormat(machinesFirst: true),
        new OrLibraryFormat(),
        new FlexibleFormat(),
        new ReentrantFormat(),
        new CompactFormat(),
        new JspLibFormat(),
        new JspLibIndexFormat(),
        new RotaFormat(),
    ];
}
