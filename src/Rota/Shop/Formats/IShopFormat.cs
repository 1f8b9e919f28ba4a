using Rota.Formats;

namespace Rota.Shop.Formats;

/// <summary>A file format of shop problems. Names of jobs do not matter to <see cref="IInstanceFormat{TProblem, TOptions}.Refusal"/>.</summary>
public interface IShopFormat : IInstanceFormat<ShopProblem, ShopReadOptions>;
