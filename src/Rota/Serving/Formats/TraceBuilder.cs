using System.Collections.Immutable;
using System.Globalization;
using Rota.Formats;

namespace Rota.Serving.Formats;

/// <summary>
/// Collects the requests of a file: holds them to order of arrival, links the turns of programs, counts what is dropped and what is assumed, and makes the
/// trace of it.
/// </summary>
internal sealed class TraceBuilder(TextInput input, string format, TraceReadOptions options, bool hasArrivals = true)
{
    private readonly List<TraceRequest> requests = [];
    private readonly Dictionary<string, OpenProgram> programs = [];
    private readonly HashSet<string> ids = [];
    private readonly SortedDictionary<string, int> dropped = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> counted = new(StringComparer.Ordinal);
    private readonly List<string> notes = [];
    private double last = double.NegativeInfinity;

    public TraceReadOptions Options => options;

    /// <summary>True when no more requests are wanted.</summary>
    public bool IsFull => requests.Count >= options.MaxRequests;

    /// <summary>Why a request may not arrive now, behind those that were added; null when it may.</summary>
    public string? OrderFault(double arrival) => arrival >= last || options.Sort || !hasArrivals ? null : Disorder(arrival, last);

    /// <summary>What is said about a request that arrives before the one in front of it.</summary>
    public static string Disorder(double arrival, double last) => string.Create(
        CultureInfo.InvariantCulture, $"arrives at {arrival:0.#########} s, before the one in front of it at {last:0.#########} s; read it with sorting if that is meant");

    /// <summary>Why an id may not be used; null when it may, and is taken from now on.</summary>
    public string? IdFault(string id) => ids.Add(id) ? null : $"id '{id}' comes twice, expected one for each";

    /// <summary>Why a request may not be without a target; null when it may.</summary>
    public string? TargetFault(double? target) =>
        target is null && options.RequireTargets ? "has no target of the time to the first token, expected one of more than 0 s" : null;

    /// <summary>Adds a request on its own.</summary>
    public void Add(TraceRequest request)
    {
        requests.Add(request);
        last = Math.Max(last, request.ArrivalSeconds);
    }

    /// <summary>Adds the next turn of a program, and works out how much of the context before it shares.</summary>
    /// <param name="request">The turn.</param>
    /// <param name="turn">Its number as the file counts; -1 for one more than the last.</param>
    /// <param name="infer">False to leave what it shares with the turn before as it is.</param>
    public void AddTurn(TraceRequest request, int turn = -1, bool infer = true)
    {
        var later = programs.ContainsKey(request.Program);
        if (!programs.TryGetValue(request.Program, out var program))
        {
            program = new() { FirstPrompt = request.Prompt };
            programs[request.Program] = program;
        }
        else if (infer && request.Blocks.IsEmpty && request.SharedWithPrevious is null)
        {
            request = request with { SharedWithPrevious = Shared(program, request.Prompt) };
        }
        (program.Prompt, program.Output, program.Turn, program.Index) = (request.Prompt, request.Output, turn < 0 ? program.Turn + 1 : turn, requests.Count);
        requests.Add(request);
        // A run ignores when a later turn arrives: it follows the answer before.
        if (!later) last = Math.Max(last, request.ArrivalSeconds);
    }

    /// <summary>The program's state; null when none of its turns was added.</summary>
    public OpenProgram? Find(string program) => programs.GetValueOrDefault(program);

    /// <summary>Sets the pause behind the last turn of a program.</summary>
    public void Pause(OpenProgram program, double seconds, string? tool = null)
    {
        var request = requests[program.Index];
        requests[program.Index] = request with { PauseSeconds = seconds, Tool = tool ?? request.Tool };
    }

    /// <summary>
    /// Sets the pause behind the last turn of a program from the end of its answer to the arrival of the next. Why that turn may not arrive then; null when it may.
    /// </summary>
    public string? PauseUntil(OpenProgram program, double arrival, bool stated = true)
    {
        if (arrival < program.End && stated)
        {
            if (options.RefuseOverlaps)
                return string.Create(CultureInfo.InvariantCulture, $"arrives at {arrival:0.#########} s, before the answer to the turn before it ended at {program.End:0.#########} s");
            Count("turns were sent before the answer before them ended: they follow it at once");
        }
        Pause(program, Math.Clamp(Math.Round(arrival - program.End, 9), 0, TraceLimits.MaxPause));
        return null;
    }

    /// <summary>Counts a row that is left out: "rows without output".</summary>
    public void Drop(string reason) => dropped[reason] = dropped.GetValueOrDefault(reason) + 1;

    /// <summary>Counts something assumed or repaired: "turns do not repeat the answer before".</summary>
    public void Count(string what) => counted[what] = counted.GetValueOrDefault(what) + 1;

    /// <summary>Says something about the whole.</summary>
    public void Note(string note) => notes.Add(note);

    /// <summary>Makes the trace.</summary>
    /// <param name="fromZero">Shift arrivals so that the first is at 0.</param>
    /// <param name="spread">Spread quantised stamps, if the options want it.</param>
    public ServingTrace Build(bool fromZero = true, bool spread = false)
    {
        if (requests.Count == 0)
            throw new InputException(input.Name, dropped.Count == 0 ? "holds no request" : $"holds no request that can be run: {string.Join(", ", Lines(dropped))}");
        var kept = Fitting();
        if (kept.Count == 0) throw new InputException(input.Name, $"holds no request that can be run: {string.Join(", ", Lines(dropped))}");
        if (options.Sort && hasArrivals) kept = Sorted(kept);
        if (hasArrivals && fromZero) Shift(kept);
        if (hasArrivals && spread && options.SpreadQuantised && QuantisedArrivals.Spread(kept, options.Seed) is { } step)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"arrivals are stamped in steps of {step:0.###} s and were spread uniformly inside each step, seed {options.Seed}"));
        var latest = hasArrivals ? kept.Max(request => request.ArrivalSeconds) : 0;
        if (latest > TraceLimits.MaxSeconds) throw new InputException(input.Name, string.Create(CultureInfo.InvariantCulture, $"arrivals span {latest / 86400:0} days, expected at most 3 years"));
        if (latest > SimTime.MaxSeconds)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"arrivals span {latest / 86400:0.0} days, more than the 60 a run takes: slice or scale the trace"));
        return new ServingTrace(TraceLimits.NameOf(input.Name), [.. kept])
        {
            Format = format,
            HasArrivals = hasArrivals,
            Dropped = [.. Lines(dropped)],
            Notes = [.. notes, .. Lines(counted)],
        };
    }

    private int? Shared(OpenProgram program, int prompt)
    {
        if (prompt >= program.Prompt + program.Output) return null;
        if (prompt >= program.Prompt)
        {
            Count("turns do not repeat the whole answer before them: they share the prompt before, not the answer");
            return program.Prompt;
        }
        Count("turns come after a compaction of the context: they share the program's first prompt");
        return Math.Min(prompt, program.FirstPrompt);
    }

    private List<TraceRequest> Fitting()
    {
        if (options.MaxModelTokens is not { } most) return requests;
        var cut = new HashSet<string>();
        var kept = new List<TraceRequest>(requests.Count);
        foreach (var request in requests)
        {
            if (request.Prompt + request.Output <= most && !cut.Contains(request.Program)) kept.Add(request);
            else if (request.Program.Length == 0) Drop($"requests longer than the model limit of {most} tokens");
            else
            {
                cut.Add(request.Program);
                Drop($"turns from the one on that is longer than the model limit of {most} tokens");
            }
        }
        return kept;
    }

    /// <summary>By arrival, stable; a later turn never before the turn before it.</summary>
    private static List<TraceRequest> Sorted(List<TraceRequest> requests)
    {
        var reached = new Dictionary<string, double>();
        var keys = requests.ConvertAll(request =>
        {
            if (request.Program.Length == 0) return request.ArrivalSeconds;
            var key = reached.TryGetValue(request.Program, out var before) ? Math.Max(before, request.ArrivalSeconds) : request.ArrivalSeconds;
            return reached[request.Program] = key;
        });
        return [.. requests.Select((request, i) => (request, keys[i])).OrderBy(pair => pair.Item2).Select(pair => pair.request)];
    }

    private static void Shift(List<TraceRequest> requests)
    {
        var first = requests.Min(request => request.ArrivalSeconds);
        if (first == 0) return;
        // To whole nanoseconds: the difference of two decimal fractions is one again.
        for (var i = 0; i < requests.Count; i++) requests[i] = requests[i] with { ArrivalSeconds = Math.Round(requests[i].ArrivalSeconds - first, 9) };
    }

    private static IEnumerable<string> Lines(SortedDictionary<string, int> counts) => counts.Select(pair => $"{pair.Value} {pair.Key}");

    /// <summary>A program whose turns are being read.</summary>
    internal sealed class OpenProgram
    {
        public int FirstPrompt { get; init; }

        public int Prompt { get; set; }

        public int Output { get; set; }

        /// <summary>Number of the last turn as the file counts.</summary>
        public int Turn { get; set; } = -1;

        /// <summary>Place of the last turn among the requests.</summary>
        public int Index { get; set; }

        /// <summary>When the last answer ended, in seconds as the file counts.</summary>
        public double End { get; set; }
    }
}
