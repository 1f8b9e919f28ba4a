using Rota.Learning;

namespace Rota.Shop.Transfer.Simulation;

/// <summary>
/// A line in virtual time, stopped wherever a robot has to decide. Flat arrays, so that a fork is a few copies. Deterministic: the seed and the decisions
/// make the run.
/// </summary>
public sealed partial class LineSimulation
{
    private const long Never = long.MaxValue;
    private readonly LineTables tables;
    private readonly LineChance chance;
    private readonly Plate[] plates;
    private readonly RobotState[] robots;
    private readonly int[] inside;
    private readonly int[] reserved;
    private readonly long[] toggleAt;
    private readonly int[] toggles;
    private readonly long[] downSince;
    private readonly long[] putAt;
    private readonly List<TransferCandidate> candidates = [];
    private readonly List<long> outputs;
    private readonly List<long> flows;
    private int created;
    private int heads;
    private int arrived;
    private long nextArrival;

    /// <summary>A line at its beginning: empty, robots at home.</summary>
    /// <param name="line">The line.</param>
    /// <param name="seed">All its chance.</param>
    /// <param name="log">Filled when given.</param>
    public LineSimulation(TransferLine line, ulong seed, LineLog? log = null) : this(LineTables.Of(line), seed, log) { }

    internal LineSimulation(LineTables tables, ulong seed, LineLog? log = null)
    {
        (this.tables, chance, Log, Line) = (tables, new(seed), log, tables.Line);
        var count = Line.Stations.Length;
        plates = new Plate[tables.Slots];
        putAt = new long[tables.Slots];
        robots = new RobotState[Line.Robots.Length];
        (inside, reserved, toggleAt, toggles, downSince) = (new int[count], new int[count], new long[count], new int[count], new long[count]);
        (outputs, flows) = ([], []);
        for (var r = 0; r < robots.Length; r++) robots[r] = new() { At = Line.Robots[r].Home, Until = Never, Held = -1, Plate = -1, Source = -1, Target = -1, Occupant = -1, Awake = true };
        for (var s = 0; s < count; s++)
        {
            downSince[s] = -1;
            toggleAt[s] = Line.Stations[s].MeanUp > 0 ? chance.Exponential(Line.Stations[s].MeanUp, s, 0) : Never;
        }
        nextArrival = Line.Arrivals is { Lot.IsEmpty: true, Period: > 0 } ? 0 : Never;
        if (nextArrival == Never) Refill();
        else Arrive();
    }

    private LineSimulation(LineSimulation other, LineChance future)
    {
        (tables, chance, Line) = (other.tables, future, other.Line);
        (plates, robots) = ([.. other.plates], [.. other.robots]);
        (inside, reserved, toggleAt, toggles, downSince) = ([.. other.inside], [.. other.reserved], [.. other.toggleAt], [.. other.toggles], [.. other.downSince]);
        (outputs, flows, putAt) = ([.. other.outputs], [.. other.flows], [.. other.putAt]);
        (created, heads, arrived, nextArrival, Now, Robot, Violations, Deadlocked) = (other.created, other.heads, other.arrived, other.nextArrival, other.Now, other.Robot, other.Violations, other.Deadlocked);
        candidates.AddRange(other.candidates);
    }

    /// <summary>The line.</summary>
    public TransferLine Line { get; }

    /// <summary>The log; null when nobody asked for one.</summary>
    public LineLog? Log { get; }

    /// <summary>Milliseconds since the beginning.</summary>
    public long Now { get; private set; }

    /// <summary>The robot that has to decide.</summary>
    public int Robot { get; private set; }

    /// <summary>Its moves, all legal.</summary>
    public IReadOnlyList<TransferCandidate> Candidates => candidates;

    /// <summary>Times at which plates left.</summary>
    public IReadOnlyList<long> Outputs => outputs;

    /// <summary>Milliseconds each of them was in the line.</summary>
    public IReadOnlyList<long> FlowTimes => flows;

    /// <summary>Stays that were longer than their step allows.</summary>
    public int Violations { get; private set; }

    /// <summary>True when nothing can move any more although plates are in the line.</summary>
    public bool Deadlocked { get; private set; }

    /// <summary>Plates in the line by slot; those of phase None are none.</summary>
    public ReadOnlySpan<Plate> Plates => plates;

    /// <summary>The robots.</summary>
    public ReadOnlySpan<RobotState> Robots => robots;

    /// <summary>Number of plates in a station and on their way to it.</summary>
    public int Load(int station) => inside[station] + reserved[station];

    /// <summary>True while a station is stopped.</summary>
    public bool IsDown(int station) => downSince[station] >= 0;

    /// <summary>True when something other than a stop is going to happen: it makes sense to wait for it.</summary>
    public bool CanWait
    {
        get
        {
            if (nextArrival < Never) return true;
            foreach (ref readonly var robot in robots.AsSpan())
                if (robot.Phase != RobotPhase.Idle) return true;
            foreach (ref readonly var plate in plates.AsSpan())
                if (plate.Phase == PlatePhase.Working) return true;
            foreach (var since in downSince)
                if (since >= 0) return true;
            return false;
        }
    }

    /// <summary>An exact copy that shares nothing that changes; it keeps no log.</summary>
    public LineSimulation Fork() => new(this, chance);

    /// <summary>
    /// A copy with another future: what is not known yet (ends of work under way, stops to come, times of later steps) is drawn anew, so that looking ahead in it gives nothing away.
    /// </summary>
    public LineSimulation Imagine(ulong seed)
    {
        var copy = new LineSimulation(this, new LineChance(seed));
        if (driven) copy.GoOn();
        copy.Redraw();
        return copy;
    }

    /// <summary>A copy in which everything happens as expected: work takes its nominal time, stops that are under way last as long as they do on average, no others come.</summary>
    internal LineSimulation Expect()
    {
        var copy = new LineSimulation(this, new LineChance(0, expected: true));
        if (driven) copy.GoOn();
        copy.Foresee();
        return copy;
    }

    /// <summary>Lets time pass until a robot has a choice; false when there is none any more, <paramref name="plates"/> have left, or nothing is to be decided until a time.</summary>
    public bool Advance(int plates, long until = long.MaxValue)
    {
        while (outputs.Count < plates)
        {
            for (var r = 0; r < robots.Length; r++)
            {
                if (robots[r].Phase != RobotPhase.Idle || !robots[r].Awake) continue;
                Robot = r;
                ListCandidates(r);
                if (candidates.Count > 0) return true;
                robots[r].Awake = false;
            }
            if (!CanWait)
            {
                Deadlocked = outputs.Count < plates && this.plates.Any(plate => plate.Phase != PlatePhase.None);
                break;
            }
            var next = NextEvent();
            if (next > until)
            {
                Now = Math.Max(Now, until);
                break;
            }
            Now = next;
            Happen();
        }
        candidates.Clear();
        return false;
    }

    /// <summary>Sends the deciding robot on one of its moves.</summary>
    /// <exception cref="InvalidOperationException">No such candidate.</exception>
    public void Take(int candidate)
    {
        if ((uint)candidate >= (uint)candidates.Count) throw new InvalidOperationException($"candidate {candidate} of {candidates.Count}");
        Commit(Robot, candidates[candidate]);
        candidates.Clear();
    }

    /// <summary>Lets the deciding robot stand until something happens.</summary>
    public void Wait()
    {
        robots[Robot].Awake = false;
        candidates.Clear();
    }

    /// <summary>A number of the whole state.</summary>
    public ulong Digest()
    {
        var digest = new StateDigest().Add(Now).Add(created).Add(heads).Add(outputs.Count).Add(Violations);
        foreach (ref readonly var plate in plates.AsSpan())
            if (plate.Phase != PlatePhase.None) digest = digest.Add(plate.Id).Add(plate.Step).Add(plate.Station).Add((int)plate.Phase).Add(plate.Actual);
        foreach (ref readonly var robot in robots.AsSpan()) digest = digest.Add((int)robot.Phase).Add(robot.At).Add(robot.Until == Never ? -1 : robot.Until).Add(robot.Plate).Add(robot.Target);
        return digest.AddAll<int>(inside).AddAll<int>(reserved).AddAll<int>(toggles).Value;
    }
}
