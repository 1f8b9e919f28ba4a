using System.Runtime.CompilerServices;
using Rota.Rendering;
using Rota.Shop;
using Rota.Shop.BestKnown;
using Rota.Shop.Explain;
using Rota.Shop.Generators;
using Rota.Shop.Solvers;
using Rota.Solving;

// Plans, checks, explains and draws ta01 as a stranger's program would, from a binary without a runtime. Exit code 0 only when everything held.
var shop = TaillardShops.Create("ta01");
var solver = new InTurn<ShopProblem, ShopSchedule>("smoke", "rules, then tabu search", new RulePortfolio(), new TabuSearch());
var run = new Run<ShopSchedule>(Limit.Time(TimeSpan.FromSeconds(1)));
var solution = solver.Solve(shop, ShopChecker.Instance, run);
if (solution.Answer is not { } answer) return Fail("no schedule");

if (BestKnownBounds.Find(shop.Name) is not { } known) return Fail("no best known bounds of ta01 in the program");
// Wide enough for a busy machine; a second of tabu search leaves far less.
if (solution.Objective < known.Lower || solution.Objective > known.Upper * 1.10) return Fail($"makespan {solution.Objective}, best known {known.Upper}");

var schedule = answer.ToSchedule(shop);
if (!GanttSvg.Render(schedule).TrimEnd().EndsWith("</svg>", StringComparison.Ordinal)) return Fail("the picture is not whole");
var json = new StringWriter();
ScheduleJson.Write(schedule, json);
if (ScheduleJson.Read(new StringReader(json.ToString()), "json").Blocks.Length != shop.OperationCount) return Fail("JSON lost a block");
if (ShopExplanation.CriticalPath(shop, answer).Reasons.IsEmpty) return Fail("no chain decides the makespan");

var native = RuntimeFeature.IsDynamicCodeCompiled ? "with a just-in-time compiler" : "compiled ahead of time";
Console.WriteLine($"{shop.Name}: makespan {solution.Objective}, best known {known.Upper}, {solution.Elapsed.TotalSeconds:F2} s, {native}");
return 0;

static int Fail(string why)
{
    Console.Error.WriteLine($"smoke: {why}");
    return 1;
}
