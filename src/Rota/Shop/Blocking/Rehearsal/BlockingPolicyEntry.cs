using Rota.Shop.Blocking.Policies;

namespace Rota.Shop.Blocking.Rehearsal;

/// <summary>A policy of the catalog.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">One line for listings.</param>
/// <param name="Create">Makes one; the number is how long machines that are down are assumed to stay so, null when that is known.</param>
public sealed record BlockingPolicyEntry(string Name, string Description, Func<int?, IBlockingPolicy> Create);
