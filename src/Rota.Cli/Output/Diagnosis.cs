using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using Rota.Cli.Input;
using Rota.Cli.Planning;
using Rota.CpSat.Shop;
using Rota.Shop;
using Rota.Solving;

namespace Rota.Cli.Output;

/// <summary>What the tool runs on, and whether its parts work.</summary>
/// <param name="Facts">Name and value, in the order they are shown.</param>
/// <param name="CpSatFault">Why OR-Tools does not work; null when it does.</param>
/// <param name="SelfTestFault">Why the self test failed; null when it passed.</param>
internal sealed record Diagnosis(IReadOnlyList<(string Name, string Value)> Facts, string? CpSatFault, string? SelfTestFault)
{
    private static readonly TimeSpan SelfTestTime = TimeSpan.FromSeconds(1);

    public bool Healthy => CpSatFault is null && SelfTestFault is null;

    public IEnumerable<(string Name, string Value)> Lines =>
        [.. Facts, ("verdict", Healthy ? "everything works" : "something does not work: see above")];

    public static Diagnosis Make()
    {
        var (cpSat, cpSatFault) = TryCpSat();
        var (test, testFault) = SelfTest();
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30);
        return new(
            [
                ("rota", VersionOf(typeof(Diagnosis).Assembly)),
                (".net", RuntimeInformation.FrameworkDescription),
                ("system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.RuntimeIdentifier}"),
                ("cores", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)),
                ("memory", memory.ToString("0.0", CultureInfo.InvariantCulture) + " GiB"),
                ("or-tools", cpSat),
                ("libtorch", TrainerProgram.LibTorch()),
                ("self test", test),
                ("shared data", SharedData() ?? "not here (only benchmarks on files need it)"),
            ],
            cpSatFault, testFault);
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var (name, value) in Facts) json.WriteString(name.TrimStart('.').Replace(' ', '_').Replace('-', '_'), value);
        json.WriteBoolean("healthy", Healthy);
        json.WriteEndObject();
    }

    // By name: the tool itself does not know OR-Tools, Rota.CpSat has loaded it.
    private const string OrTools = "Google.OrTools";

    private static (string Text, string? Fault) TryCpSat()
    {
        try
        {
            var problem = new ShopProblem("two jobs", 1, [new("a", [new(0, 2)]), new("b", [new(0, 3)])]);
            var run = new Run<ShopSchedule>(Limit.Time(TimeSpan.FromSeconds(20)));
            // Without a hint nothing but CP-SAT itself can find the answer.
            var solution = new CpSatShopSolver(new CpSatOptions { Hint = false }).Solve(problem, ShopChecker.Instance, run);
            var version = VersionOf(AppDomain.CurrentDomain.GetAssemblies().First(assembly => assembly.GetName().Name == OrTools));
            if (solution is { Objective: 5, Outcome: Outcome.Optimal }) return ($"{version}, loaded, solved a test in {Words.Seconds(solution.Elapsed.TotalSeconds)}", null);
            return ($"{version}, loaded, but a test failed", $"the test ended {solution.Outcome} with {solution.Objective}");
        }
        catch (Exception e)
        {
            var why = OneLine.Of((e.InnerException ?? e).Message);
            return ($"does not work: {why}", why);
        }
    }

    private static (string Text, string? Fault) SelfTest()
    {
        var shop = Instances.One(SelfTestInstance);
        try
        {
            var run = PlanRun.Execute("tabu", shop, Limit.Time(SelfTestTime), 1, Environment.ProcessorCount, null, default);
            var late = run.Solution.Elapsed > SelfTestTime * 1.02 + TimeSpan.FromMilliseconds(200);
            var text = $"{SelfTestInstance} for {Duration.Write(SelfTestTime)}: makespan {run.Solution.Objective}, took {Words.Seconds(run.Solution.Elapsed.TotalSeconds)}, checked";
            return (late ? text + " (too long)" : text, run.Solution.Answer is null ? "no schedule" : null);
        }
        catch (InvalidOperationException e)
        {
            return (OneLine.Of(e.Message), e.Message);
        }
    }

    private const string SelfTestInstance = "ta01";

    private static string? SharedData()
    {
        foreach (var from in new[] { Environment.CurrentDirectory, AppContext.BaseDirectory })
            for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
            {
                var path = System.IO.Path.Combine(folder.FullName, "shared", "data");
                if (Directory.Exists(path)) return path;
            }
        return null;
    }

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? assembly.GetName().Version?.ToString() ?? "unknown";
}
