using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Rota.Chat;
using Rota.Randomness;
using Rota.Tuning.Expressions;

namespace Rota.Tuning.Discovery;

/// <summary>
/// What a strategy works with: it asks, proposals come back evaluated. Keeps the budget, the cache of what was evaluated before, and the record.
/// </summary>
public sealed class DiscoveryRun
{
    private readonly IDiscoveryTask task;
    private readonly DiscoveryOptions options;
    private readonly IChatModel? model;
    private readonly DiscoveryJournal journal;
    private readonly CandidateEvaluator evaluator;
    private readonly TimeProvider clock;
    private readonly CancellationToken cancellation;
    private readonly Dictionary<PriorityExpression, Candidate> known = [];
    private readonly List<Candidate> all = [];
    private readonly string system;
    private readonly long began;
    private readonly double reference;

    internal DiscoveryRun(
        IDiscoveryTask task, DiscoveryOptions options, IChatModel? model, DiscoveryJournal journal, TimeProvider clock, CancellationToken cancellation)
    {
        this.task = task;
        this.options = options;
        this.model = model;
        this.journal = journal;
        this.clock = clock;
        this.cancellation = cancellation;
        began = clock.GetTimestamp();
        evaluator = new(task, options.Tolerance);
        system = DiscoveryPrompts.System(task);
        Random = new RandomStream(options.Seed).Split(options.Strategy);
        var seed = PriorityExpression.Parse(options.Begin ?? task.Seed, task.Features).Canonical();
        reference = task.LeastMean(DiscoveryStage.Training) ?? double.NaN;
        Seed = Evaluate(seed, seed, "the rule to begin with", "seed", []);
        if (double.IsNaN(reference)) reference = Seed.Cost;
        Seed = all[0] = known[seed] = Seed with { Gap = Gap(Seed.Cost) };
        Best = Seed;
        Record(Seed);
    }

    /// <summary>The rule the search began with.</summary>
    public Candidate Seed { get; }

    /// <summary>The best so far on the training set; the earlier of two that are equal.</summary>
    public Candidate Best { get; private set; }

    /// <summary>Everything evaluated, in order.</summary>
    public IReadOnlyList<Candidate> All => all;

    /// <summary>Chance for the strategy.</summary>
    public RandomStream Random { get; }

    /// <summary>Expressions evaluated, the seed not counted.</summary>
    public int Evaluations => all.Count - 1;

    /// <summary>The most that will be evaluated.</summary>
    public int EvaluationLimit => options.Evaluations;

    /// <summary>Questions asked.</summary>
    public int Asked { get; private set; }

    /// <summary>Answers in which no expression could be read, after the second try.</summary>
    public int Unreadable { get; private set; }

    /// <summary>Proposals that had been evaluated before, in another notation or the same.</summary>
    public int Repeated { get; private set; }

    /// <summary>Tokens of all questions and answers.</summary>
    public (long In, long Out) Tokens { get; private set; }

    /// <summary>True when the budget is spent or the run is stopped.</summary>
    public bool IsDone =>
        BudgetSpent
        || (!journal.IsReplaying && (journal.IsOver || cancellation.IsCancellationRequested || (options.Time is { } most && clock.GetElapsedTime(began) >= most)));

    internal bool BudgetSpent => Evaluations >= options.Evaluations || Asked >= (options.Asks ?? 5L * options.Evaluations);

    /// <summary>Asks for a rule, evaluates it, and keeps it. A text that is no expression is sent back once with what is wrong about it.</summary>
    /// <param name="purpose">The strategy's operator, for the record.</param>
    /// <param name="question">The question.</param>
    /// <param name="parents">The rules shown in it.</param>
    /// <returns>The rule, evaluated now or before; null when there is none to be read or the budget is spent.</returns>
    public Candidate? Propose(string purpose, string question, params IReadOnlyList<Candidate> parents)
    {
        if (IsDone) return null;
        var reply = Ask(purpose, question, DiscoveryPrompts.Schema, []);
        if (!TryRead(reply, out var idea, out var expression, out var fault))
        {
            if (IsDone) return null;
            var again = $"That is no rule: {fault}. Answer again with one JSON object: {{\"idea\": \"one sentence\", \"expression\": \"the rule\"}}";
            reply = Ask(purpose + "-again", again, DiscoveryPrompts.Schema, [(question, reply)]);
            if (!TryRead(reply, out idea, out expression, out _))
            {
                Unreadable++;
                return null;
            }
        }
        var canonical = expression.Canonical();
        if (known.TryGetValue(canonical, out var before))
        {
            Repeated++;
            return before;
        }
        var candidate = Evaluate(canonical, Seed.Expression, idea, purpose, parents);
        Record(candidate);
        if (candidate.Cost < Best.Cost) Best = candidate;
        return candidate;
    }

    /// <summary>Asks for words (a hint, a reflection); empty when the budget is spent.</summary>
    public string Consult(string purpose, string question) => IsDone ? "" : Ask(purpose, question, null, []).Trim();

    private string Ask(string purpose, string question, string? schema, IReadOnlyList<(string, string)> earlier)
    {
        var number = Asked + 1;
        var seed = new RandomStream(options.Seed).Split("ask").Split(number).NextBits() >> 12;
        ChatReply reply;
        if (journal.Peek("ask") is { } recorded)
            reply = new(recorded.Word("reply"), (long)recorded.Number("tokens_in"), (long)recorded.Number("tokens_out"), recorded.Number("seconds"));
        else if (model is null) throw new RotaException("the record of the run ends here, and there is no model to go on with");
        else
        {
            var prompt = new ChatPrompt(system, question) { Schema = schema, Earlier = earlier, Seed = seed, Temperature = options.Temperature, MaxTokens = options.MaxTokens };
            var answer = model.Ask(prompt, cancellation);
            reply = answer with { Seconds = Math.Round(answer.Seconds, 3), Text = WellFormed(answer.Text) };
        }
        Asked = number;
        Tokens = (Tokens.In + reply.TokensIn, Tokens.Out + reply.TokensOut);
        journal.Record("ask", json =>
        {
            json.WriteNumber("n", number);
            json.WriteString("purpose", purpose);
            json.WriteNumber("seed", seed);
            json.WriteString("user", question);
            json.WriteString("reply", reply.Text);
            json.WriteNumber("tokens_in", reply.TokensIn);
            json.WriteNumber("tokens_out", reply.TokensOut);
            json.WriteNumber("seconds", reply.Seconds);
        });
        return reply.Text;
    }

    private bool TryRead(string reply, out string idea, [NotNullWhen(true)] out PriorityExpression? expression, out string fault)
    {
        (idea, var text) = ReplyReader.Read(reply);
        expression = null;
        fault = "there is no expression in it";
        if (text is null) return false;
        try
        {
            expression = PriorityExpression.Parse(text, task.Features);
            return true;
        }
        catch (ExpressionException e)
        {
            fault = e.Message;
            return false;
        }
    }

    private Candidate Evaluate(PriorityExpression expression, PriorityExpression seed, string idea, string purpose, IReadOnlyList<Candidate> parents)
    {
        var cost = journal.Peek("candidate") is { } recorded
            ? recorded.Fields.TryGetProperty("cost", out var value) && value.ValueKind == System.Text.Json.JsonValueKind.Number ? value.GetDouble() : double.PositiveInfinity
            // Not interrupted: an evaluation is short, and a question without its candidate would make the record end in the middle.
            : evaluator.Measure(expression, seed);
        var candidate = new Candidate(
            all.Count, expression, expression.ToText(task.Features), idea, purpose, [.. parents.Select(parent => parent.Id)], cost, Gap(cost));
        all.Add(candidate);
        known.Add(expression, candidate);
        return candidate;
    }

    private double Gap(double cost) => 100 * (cost - reference) / reference;

    private void Record(Candidate candidate) => journal.Record("candidate", json => DiscoveryDatabase.Write(json, candidate));

    /// <summary>Half a surrogate pair could not be written and read back.</summary>
    private static string WellFormed(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Evaluations} evaluated, best {Best.Cost:0.####}: {Best.Text}");
}
