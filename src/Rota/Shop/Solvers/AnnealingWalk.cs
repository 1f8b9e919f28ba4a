using Rota.Randomness;
using Rota.Solving;

namespace Rota.Shop.Solvers;

/// <summary>One thread's simulated annealing: rounds that cool from hot to cold, each from the best schedule known and twice as long as the one before.</summary>
internal sealed class AnnealingWalk
{
    private const int MovesBetweenLooks = 256;

    private readonly Run<ShopSchedule> run;
    private readonly AnnealingOptions options;
    private readonly string source;
    private readonly RandomStream random;
    private readonly LocalSearchSequence sequence;
    private readonly LocalSearchCost cost;
    private readonly LocalSearchMoves moves;
    private readonly int operations;

    public AnnealingWalk(DispatchArrays arrays, Run<ShopSchedule> run, AnnealingOptions options, RandomStream random, string source)
    {
        (this.run, this.options, this.random, this.source) = (run, options, random, source);
        operations = arrays.JobOf.Length;
        sequence = new(arrays);
        cost = new(arrays, sequence);
        moves = new(arrays, sequence, cost, random);
    }

    /// <summary>Moves tried so far.</summary>
    public long Tried { get; private set; }

    /// <summary>Anneals until the run stops.</summary>
    public void Work()
    {
        var length = (long)options.MovesPerOperation * operations;
        while (!run.ShouldStop && run.Best is { } start)
        {
            sequence.Load(start.Answer);
            cost.Measure();
            moves.Forget();
            Report();
            var loss = MeanLoss();
            if (loss is not { } unit) return;
            Cool(unit * options.Hot, unit * options.Cold, length);
            length *= 2;
        }
    }

    /// <summary>Mean loss of the random moves that lose, null when no move is possible; leaves the schedule as it is.</summary>
    private double? MeanLoss()
    {
        var (sum, count, possible, before) = (0.0, 0, false, cost.Total);
        for (var i = 0; i < 400; i++)
        {
            if (!moves.Try()) continue;
            possible = true;
            cost.Update();
            if (cost.Total > before) (sum, count) = (sum + cost.Total - before, count + 1);
            sequence.Undo();
            cost.Update();
        }
        return !possible ? null : count == 0 ? 1 : sum / count;
    }

    private void Cool(double hot, double cold, long length)
    {
        var began = Tried;
        var temperature = hot;
        var current = cost.Total;
        var best = current;
        while (true)
        {
            if ((Tried - began) % MovesBetweenLooks == 0)
            {
                if (run.ShouldStop) return;
                var progress = (double)(Tried - began) / length;
                if (progress >= 1) return;
                temperature = hot * Math.Pow(cold / hot, progress);
            }
            Tried++;
            if (!moves.Try()) continue;
            cost.Update();
            var now = cost.Total;
            if (now <= current || random.NextDouble() < Math.Exp((current - now) / temperature))
            {
                current = now;
                moves.Forget();
                if (now >= best) continue;
                best = now;
                Report();
            }
            else
            {
                sequence.Undo();
                cost.Update();
            }
        }
    }

    private void Report()
    {
        var total = cost.Total;
        if (total < run.Objective) run.Offer(sequence.ToSchedule(), total, source);
    }
}
