using Rota.Formats;

namespace Rota.Serving.Formats;

/// <summary>
/// A request a row: arrival (or none, a file of lengths), prompt and output tokens under their usual names, and where there are such columns an id, a class or
/// tenant, targets and the declared maximum. Files with prompts alone get outputs of 1 token, and say so.
/// </summary>
/// <param name="arrivals">True for files with arrivals, false for lengths alone.</param>
public sealed class RequestCsvFormat(bool arrivals) : ITraceFormat
{
    private static readonly string[] PromptNames = ["input_tokens", "prompt_tokens", "input_length", "prompt_tokens_est"];
    private static readonly string[] OutputNames = ["output_tokens", "completion_tokens", "output_length"];
    private static readonly string[] ClassNames = ["class", "tenant", "task_type", "type"];
    private static readonly string[] IdNames = ["request", "request_id", "id", "arrival_index"];

    /// <inheritdoc/>
    public string Name => arrivals ? "csv" : "lengths";

    /// <inheritdoc/>
    public string Description => arrivals ? "CSV with arrival seconds and lengths of requests, class and targets if there are" : "CSV with lengths of requests, no arrivals";

    /// <inheritdoc/>
    public string Marks => arrivals ? "arrival_s,input_tokens,output_tokens" : "input_tokens,output_tokens";

    /// <inheritdoc/>
    public bool Recognises(TraceHead head) =>
        head.HasColumns("arrival_s") == arrivals && PromptNames.Any(name => head.HasColumns(name))
        && (OutputNames.Any(name => head.HasColumns(name)) || (!arrivals && head.HasColumns("prompt_tokens_est")))
        && !head.HasColumns("turn") && !head.HasColumns("call") && !head.HasColumns("start_s");

    /// <inheritdoc/>
    public ServingTrace Read(TextInput input, TraceReadOptions options)
    {
        var csv = new CsvText(input);
        var trace = new TraceBuilder(input, Name, options, arrivals);
        var columns = new Places(csv, arrivals);
        if (columns.Output < 0) trace.Note("the file has no outputs: every output is 1 token");
        columns.NoteOthers(csv, trace);
        while (!trace.IsFull && csv.NextRow()) trace.Add(Row(csv, columns, trace));
        return trace.Build();
    }

    private static TraceRequest Row(CsvText csv, in Places at, TraceBuilder trace)
    {
        var request = new TraceRequest
        {
            Id = at.Id < 0 ? "" : csv.Text(at.Id, "an id"),
            ArrivalSeconds = at.Arrival < 0 ? 0 : TraceLimits.Arrival(csv, at.Arrival),
            Prompt = TraceLimits.Prompt(csv, at.Prompt),
            Output = at.Output < 0 ? 1 : TraceLimits.Output(csv, at.Output),
            DeclaredMax = at.Declared < 0 || csv.Cell(at.Declared).IsEmpty ? null : (int)csv.Integer(at.Declared, "a declared maximum in tokens", 1, TraceLimits.MaxTokens),
            Class = at.Class < 0 ? "" : csv.Text(at.Class, "a class"),
            TtftTarget = Target(csv, at.Ttft, "a target of the time to the first token in seconds"),
            TbtTarget = Target(csv, at.Tbt, "a target of the time between tokens in seconds"),
        };
        if (request.Id.Length > 0 && trace.IdFault(request.Id) is { } repeated) throw csv.Error(at.Id, repeated);
        if (at.Arrival >= 0 && trace.OrderFault(request.ArrivalSeconds) is { } disorder) throw csv.Error(at.Arrival, disorder);
        return trace.TargetFault(request.TtftTarget) is { } missing ? throw csv.Error(-1, missing) : request;
    }

    private static double? Target(CsvText csv, int column, string what) => column < 0 ? null : csv.Real(column, what, TraceLimits.LeastTarget, TraceLimits.MaxPause);

    /// <summary>Where the columns stand; -1 for those that are not there.</summary>
    private readonly struct Places
    {
        public Places(CsvText csv, bool arrivals)
        {
            Arrival = arrivals ? csv.Get("arrival_s") : -1;
            Prompt = csv.Find(PromptNames) is var prompt and >= 0 ? prompt : csv.Get(PromptNames[0]);
            Output = csv.Find(OutputNames) is var output and >= 0 ? output : csv.Find("prompt_tokens_est") >= 0 ? -1 : csv.Get(OutputNames[0]);
            Class = csv.Find(ClassNames);
            Id = csv.Find(IdNames);
            Ttft = csv.Find("ttft_slo_s");
            Tbt = csv.Find("tbt_slo_s");
            Declared = csv.Find("max_tokens", "declared_max");
        }

        public int Arrival { get; }

        public int Prompt { get; }

        public int Output { get; }

        public int Class { get; }

        public int Id { get; }

        public int Ttft { get; }

        public int Tbt { get; }

        public int Declared { get; }

        /// <summary>Columns that are not read are named, so that a misspelt one is not lost without a word.</summary>
        public void NoteOthers(CsvText csv, TraceBuilder trace)
        {
            int[] read = [Arrival, Prompt, Output, Class, Id, Ttft, Tbt, Declared];
            var others = csv.Columns.Where((_, i) => !read.Contains(i)).ToArray();
            if (others.Length > 0) trace.Note($"columns not read: {string.Join(", ", others.Take(8))}{(others.Length > 8 ? ", ..." : "")}");
        }
    }
}
