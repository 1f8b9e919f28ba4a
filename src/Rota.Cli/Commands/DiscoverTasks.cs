using Rota.Cli.Input;
using Rota.Formats;
using Rota.Shop.Discovery;
using Rota.SingleMachine.Discovery;
using Rota.Studies;
using Rota.Tuning.Discovery;

namespace Rota.Cli.Commands;

/// <summary>What <c>discover</c> can search rules for. Adding one: its task in its domain and a line here.</summary>
internal static class DiscoverTasks
{
    private const string Shared = "classical/smtt/smtt-25-train-10000.csv.gz";
    private const ulong TrainingSeed = 25;
    private const ulong ValidationSeed = 2510;

    // Optima of thousands of instances are a matter of a second or two up to here; without them gaps are to the rule begun with.
    private const int MostSolved = 40;

    private static readonly IReadOnlyList<(string Name, Func<string?, IDiscoveryTask> Make)> All =
    [
        ("tardiness", Tardiness),
        ("job-shop", train => train is null ? new JobShopDiscovery() : throw new RotaException("--train: the shops of job-shop are generated, a file is not taken")),
    ];

    public static IEnumerable<string> Names => All.Select(task => task.Name);

    public static IDiscoveryTask Create(string name, string? train)
    {
        foreach (var (known, make) in All)
            if (known.Equals(name, StringComparison.OrdinalIgnoreCase)) return make(train);
        throw new RotaException($"unknown task '{name}'{Suggestion.Of(name, Names)}");
    }

    private static TardinessDiscovery Tardiness(string? train)
    {
        var path = train ?? StudyData.Find(Shared);
        var training = path is null ? TardinessSet.Generate(10_000, 25, TrainingSeed) : TardinessSet.Read(TextInput.Open(path));
        return new(training.Jobs <= MostSolved ? training.Solved() : training, Held(training.Jobs));
    }

    private static TardinessSet Held(int jobs)
    {
        var set = TardinessSet.Generate(2_000, jobs, ValidationSeed);
        return jobs <= MostSolved ? set.Solved() : set;
    }
}
