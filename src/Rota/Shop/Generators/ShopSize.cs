namespace Rota.Shop.Generators;

/// <summary>What fits: shops beyond this are refused before memory is asked for.</summary>
internal static class ShopSize
{
    /// <summary>Most operations of a generated shop; ten times the largest public instance.</summary>
    public const int MaxOperations = 10_000_000;
}
