using Rota.Formats;
using Rota.Shop.Transfer;
using Rota.Shop.Transfer.Formats;
using Rota.Shop.Transfer.Policies;
using Rota.Shop.Transfer.Simulation;
using Rota.Shop.Transfer.Vehicles;
using Xunit;

namespace Rota.Tests.Shop.Transfer;

public class TransportTests
{
    private const string Tiny = """{"name":"tiny","jobs":2,"machines":2,"ops":[[0,5,1,4],[1,3,0,6]],"agvs":1,"locations":["m-0","m-1","in-buf","out-buf"],"travel":[[0,2,1,1],[2,0,1,1],[1,1,0,3],[1,1,3,0]]}""";

    [Fact]
    public void One_job_and_one_vehicle_by_hand()
    {
        // The vehicle stands at machine 0: 1 to the input, 1 back, work 5, 2 to machine 1, work 4, 1 out.
        var shop = Read("""{"name":"one","machines":2,"ops":[[0,5,1,4]],"agvs":1,"travel":[[0,2,1,1],[2,0,1,1],[1,1,0,3],[1,1,3,0]]}""");
        Assert.Equal(14, TransportSearch.Solve(shop, 10, cancellation: TestContext.Current.CancellationToken).Makespan);
        Assert.Equal(13, shop.Bound);
        Assert.Equal(14, LineRehearsal.Run(shop.ToLine(), new EarliestStart(), cancellation: TestContext.Current.CancellationToken).Outputs[^1]);
    }

    [Fact]
    public void Plans_pass_the_referee_and_tampered_ones_do_not()
    {
        var plan = TransportSearch.Solve(Read(Tiny), 2000, cancellation: TestContext.Current.CancellationToken);
        Assert.Empty(TransportChecker.Violations(plan));
        Assert.True(plan.Makespan >= plan.Shop.Bound);
        var early = plan with { Legs = plan.Legs.SetItem(2, plan.Legs[2] with { PickUp = plan.Legs[2].PickUp - 1, Arrive = plan.Legs[2].Arrive - 1 }) };
        Assert.NotEmpty(TransportChecker.Violations(early));
    }

    [Fact]
    public void A_matrix_that_is_not_square_is_refused_at_its_place() =>
        Assert.Equal(
            "s.jsonl:1:86: a row of 2 travel times, expected 3: the matrix is not square",
            Assert.Throws<InputException>(() => Read("""{"name":"bad","machines":1,"ops":[[0,5]],"agvs":1,"travel":[[0,1,1],[1,0,1],         [1,1]]}""")).Message);

    [Fact]
    public void Plans_of_shared_shops_hold()
    {
        var path = SharedData.Find("shop/transport_jsp.jsonl.gz");
        Assert.SkipWhen(path is null, "shared data is not here");
        foreach (var shop in TransportShops.Read(TextInput.Open(path!)).Take(3))
        {
            var plan = TransportSearch.Solve(shop, 2000, cancellation: TestContext.Current.CancellationToken);
            Assert.Empty(TransportChecker.Violations(plan));
            var log = new LineLog();
            var line = shop.ToLine();
            LineRehearsal.Run(line, new EarliestStart(), 1, null, log, cancellation: TestContext.Current.CancellationToken);
            Assert.Empty(TransferChecker.Violations(line, log));
        }
    }

    [Fact]
    public void A_measured_lab_cell_runs_with_its_noise()
    {
        var path = SharedData.Find("shop/protolab_real_world_stochastic_6x6_instance.yaml");
        Assert.SkipWhen(path is null, "shared data is not here");
        var cell = LabCells.Read(TextInput.Open(path!));
        Assert.Equal((6, 6, 6), (cell.Shop.Jobs.Length, cell.Shop.Machines, cell.Shop.Vehicles));
        Assert.Equal([6, 7, 8, 9, 10, 11], cell.Shop.InputOf);
        Assert.Equal(5, cell.Shop.StartOf(0));
        Assert.Equal(NoiseKind.Gaussian, cell.Line.TravelNoise.Kind);
        var runs = Enumerable.Range(1, 5).Select(seed => LineRehearsal.Run(cell.Line, new EarliestStart(), (ulong)seed, cancellation: TestContext.Current.CancellationToken).Makespan).Distinct().Count();
        Assert.True(runs > 1);
        Assert.Empty(TransportChecker.Violations(TransportSearch.Solve(cell.Shop, 2000, cancellation: TestContext.Current.CancellationToken)));
    }

    private static TransportShop Read(string text) => TransportShops.Read(TextInput.OfText(text, "s.jsonl"))[0];
}
