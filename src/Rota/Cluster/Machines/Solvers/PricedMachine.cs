namespace Rota.Cluster.Machines.Solvers;

/// <summary>A machine that buys and sells VMs at prices, to have as many slots as pays; exact by dynamic programming over cores.</summary>
internal sealed class PricedMachine
{
    private readonly int[][] kinds = new int[3][];
    private readonly int[][] sizes = new int[3][];
    private readonly int[][] counts = new int[3][];
    private readonly int[] room = new int[2];
    private readonly int[] rest = new int[2];
    private readonly int unit;
    private readonly int slot;
    private readonly int slotsNow;
    private readonly double[][] best = new double[3][];
    private readonly int[][][] choice = new int[3][][];
    private readonly double[][] most = new double[2][];
    private readonly int[][] used = new int[2][];

    public PricedMachine(List<PricedKind> list, int group, int unit, int slot, int free0, int free1, Func<(int Node, int Kind), int> count)
    {
        (this.unit, this.slot, slotsNow) = (unit, slot, (free0 / slot) + (free1 / slot));
        int[] cores = [free0, free1];
        var own = Enumerable.Range(0, list.Count).Where(t => list[t].Group == group).ToArray();
        for (var part = 0; part < 3; part++)
        {
            var p = part;
            kinds[p] = [.. own.Where(t => list[t].Spans == (p == 2))];
            sizes[p] = [.. kinds[p].Select(t => list[t].Cores / unit)];
            counts[p] = [.. kinds[p].Select(t => count((p == 2 ? 0 : p, t)))];
            for (var k = 0; k < 2; k++)
                if (p == 2 || p == k) cores[k] += kinds[p].Select((t, i) => list[t].Cores * counts[p][i]).Sum();
        }
        for (var k = 0; k < 2; k++) (room[k], rest[k]) = (cores[k] / unit, cores[k] % unit);
        for (var p = 0; p < 3; p++)
        {
            var length = (p == 2 ? Math.Min(room[0], room[1]) : room[p]) + 1;
            best[p] = new double[length];
            choice[p] = [.. kinds[p].Select(_ => new int[length])];
            if (p < 2) (most[p], used[p]) = (new double[length], new int[length]);
        }
        Signature = string.Join(',', [group, room[0], room[1], rest[0], rest[1], .. counts.SelectMany(c => c)]);
    }

    /// <summary>Machines of one signature decide alike.</summary>
    public string Signature { get; }

    /// <summary>How many machines of this signature there are.</summary>
    public int Times { get; set; } = 1;

    /// <summary>Steps of one decision, about.</summary>
    public long Work => ((long)room[0] * room[0]) + ((long)room[1] * room[1]);

    /// <summary>Most that the machine can make, in slots.</summary>
    /// <param name="prices">The price of each kind.</param>
    /// <param name="toll">What a departure costs.</param>
    /// <param name="flow">Departures less arrivals of each kind are added, for all machines of this signature.</param>
    /// <param name="outs">Departures are added.</param>
    public double Best(double[] prices, double toll, double[] flow, ref double outs)
    {
        var (top, both) = Most(prices, toll);
        Trace(2, both, flow, ref outs);
        Trace(0, used[0][room[0] - both], flow, ref outs);
        Trace(1, used[1][room[1] - both], flow, ref outs);
        return top - slotsNow;
    }

    /// <summary>What the machine loses against its best if a VM of a kind must leave, or come.</summary>
    /// <param name="prices">The price of each kind.</param>
    /// <param name="toll">What a departure costs.</param>
    /// <param name="told">Told node (2 for both), kind, loss if one leaves, loss if one comes; infinite where that cannot be.</param>
    public void Losses(double[] prices, double toll, Action<int, int, double, double> told)
    {
        var top = Most(prices, toll).Value;
        for (var p = 0; p < 3; p++)
            for (var i = 0; i < kinds[p].Length; i++)
            {
                var leaves = counts[p][i] == 0 ? double.PositiveInfinity : top - Most(prices, toll, (p, i, -1)).Value;
                told(p, kinds[p][i], leaves, top - Most(prices, toll, (p, i, 1)).Value);
            }
    }

    private (double Value, int Both) Most(double[] prices, double toll, (int Part, int Kind, int Way) forced = default)
    {
        for (var p = 0; p < 3; p++) Fill(p, prices, toll, p == forced.Part ? forced.Kind : -1, forced.Way);
        for (var k = 0; k < 2; k++)
            for (var c = 0; c <= room[k]; c++)
            {
                var (value, at) = (double.NegativeInfinity, 0);
                for (var u = 0; u <= c; u++)
                    if (best[k][u] + ((((c - u) * unit) + rest[k]) / slot) is var v && v > value + 1e-12) (value, at) = (v, u);
                (most[k][c], used[k][c]) = (value, at);
            }
        var (top, both) = (double.NegativeInfinity, 0);
        for (var d = 0; d < best[2].Length; d++)
            if (best[2][d] + most[0][room[0] - d] + most[1][room[1] - d] is var v && v > top + 1e-12) (top, both) = (v, d);
        return (top, both);
    }

    /// <summary>best[u]: most that VMs of this part earn when they have exactly u units of cores.</summary>
    private void Fill(int part, double[] prices, double toll, int forced, int way)
    {
        var table = best[part];
        Array.Fill(table, double.NegativeInfinity);
        table[0] = 0;
        for (var i = 0; i < kinds[part].Length; i++)
        {
            var (size, have, price, chosen) = (sizes[part][i], counts[part][i], prices[kinds[part][i]], choice[part][i]);
            var (least, most) = i != forced || way == 0 ? (0, int.MaxValue) : way > 0 ? (have + 1, int.MaxValue) : (0, have - 1);
            for (var u = table.Length - 1; u >= 0; u--)
            {
                var (value, count) = (double.NegativeInfinity, 0);
                for (var n = least; n <= most && n * size <= u; n++)
                {
                    var earned = table[u - (n * size)] + (n < have ? (have - n) * (price - toll) : (have - n) * price);
                    if (earned > value) (value, count) = (earned, n);
                }
                (table[u], chosen[u]) = (value, count);
            }
        }
    }

    private void Trace(int part, int at, double[] flow, ref double outs)
    {
        for (var i = kinds[part].Length - 1; i >= 0; i--)
        {
            var n = choice[part][i][at];
            var leave = counts[part][i] - n;
            flow[kinds[part][i]] += Times * leave;
            if (leave > 0) outs += Times * leave;
            at -= n * sizes[part][i];
        }
    }
}
