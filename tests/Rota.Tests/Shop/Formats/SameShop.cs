using Rota.Shop;

namespace Rota.Tests.Shop.Formats;

/// <summary>Compares shops by everything that matters to a schedule.</summary>
internal static class SameShop
{
    /// <summary>Fails unless both are the same shop; names may differ.</summary>
    public static void Assert(ShopProblem expected, ShopProblem actual)
    {
        Xunit.Assert.Equal((expected.MachineCount, expected.Objective), (actual.MachineCount, actual.Objective));
        Xunit.Assert.Equal(expected.Jobs.Length, actual.Jobs.Length);
        foreach (var (a, b) in expected.Jobs.Zip(actual.Jobs))
        {
            Xunit.Assert.Equal((a.Release, a.Due, a.Weight), (b.Release, b.Due, b.Weight));
            var same = a.Operations.Length == b.Operations.Length;
            for (var k = 0; same && k < a.Operations.Length; k++) same = a.Operations[k].Modes.AsSpan().SequenceEqual(b.Operations[k].Modes.AsSpan());
            Xunit.Assert.True(same, $"job {a.Name} has other operations");
        }
    }
}
