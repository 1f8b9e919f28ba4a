using System.Runtime.CompilerServices;
using Rota.Shop;
using Rota.Shop.Explain;
using Rota.Shop.Solvers;
using Rota.Solving;

// Plans a shop of known optimum as a stranger's program would, from a binary without a runtime. Exit code 0 only when everything held.
const long Optimum = 55;
int[][] machines = [[2, 0, 1, 3, 5, 4], [1, 2, 4, 5, 0, 3], [2, 3, 5, 0, 1, 4], [1, 0, 2, 3, 4, 5], [2, 1, 4, 5, 0, 3], [1, 3, 5, 0, 4, 2]];
int[][] durations = [[1, 3, 6, 7, 3, 6], [8, 5, 10, 10, 10, 4], [5, 4, 8, 9, 1, 7], [5, 5, 5, 3, 8, 9], [9, 3, 5, 4, 3, 1], [3, 3, 9, 10, 4, 1]];
var shop = new ShopProblem(
    "ft06", 6, [.. machines.Zip(durations, (on, lasting) => new ShopJob("job", [.. on.Zip(lasting, (m, d) => new Operation(m, d))]))]);

var solver = new InTurn<ShopProblem, ShopSchedule>("smoke", "rules, then tabu search", new RulePortfolio(), new TabuSearch());
var run = new Run<ShopSchedule>(Limit.Time(TimeSpan.FromSeconds(1)) | Limit.Target(Optimum));
var solution = solver.Solve(shop, ShopChecker.Instance, run);

var blocks = solution.Answer?.ToSchedule(shop).Blocks.Length;
var chain = solution.Answer is { } answer ? ShopExplanation.CriticalPath(shop, answer).ToString() : "";
var native = RuntimeFeature.IsDynamicCodeCompiled ? "with a just-in-time compiler" : "compiled ahead of time";
Console.WriteLine($"{shop.Name}: objective {solution.Objective}, bound {solution.Bound}, {blocks} blocks, {solution.Elapsed.TotalSeconds:F2} s, {native}");
return solution.Objective == Optimum && blocks == 36 && chain.Length > 0 ? 0 : 1;
