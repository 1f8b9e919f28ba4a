using Rota.Shop.Transfer.Vehicles;

namespace Rota.Shop.Transfer.Formats;

/// <summary>A cell of a lab as JobShopLab describes it: the shop by its nominal times, and the same as a line with noise.</summary>
/// <param name="Shop">The shop.</param>
/// <param name="Line">The line.</param>
public sealed record LabCell(TransportShop Shop, TransferLine Line);
