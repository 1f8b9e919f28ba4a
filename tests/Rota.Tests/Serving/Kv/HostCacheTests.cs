using CsCheck;
using Rota.Serving.Kv;
using Xunit;

namespace Rota.Tests.Serving.Kv;

public sealed class HostCacheTests
{
    [Fact]
    public void It_keeps_what_was_used_last() =>
        Gen.Select(Gen.Int[1, 8], Gen.Long[0, 15].Array[0, 60]).Sample((capacity, names) =>
        {
            var cache = new HostCache(capacity);
            foreach (var name in names) cache.Put(name);
            var kept = names.Reverse().Distinct().Take(capacity).ToHashSet();
            for (var name = 0L; name < 16; name++) Assert.Equal(kept.Contains(name), cache.Has(name));
            Assert.Equal(kept.Count, cache.Count);
            if (names.Distinct().Count() <= capacity) Assert.Equal(0, cache.Forgotten);
        });
}
