using System.Collections.Immutable;
using System.Text.Json;
using Rota.Rendering;
using Rota.Schedules;
using Rota.Solving;

namespace Rota.Cli.Planning;

/// <summary>An instance at hand, whatever its domain. Answers are the domain's own, handed through as they are.</summary>
internal interface IPlanInstance
{
    /// <summary>What kind of problem it is.</summary>
    IPlanDomain Domain { get; }

    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>The instance in words: "ta21: 20 jobs on 20 machines, 400 operations".</summary>
    string Words { get; }

    /// <summary>What is minimised, by the name the command line takes: "total-tardiness".</summary>
    string Objective { get; }

    /// <summary>The best bounds published for it; null when none are known.</summary>
    KnownBound? BestKnown { get; }

    /// <summary>The same instance with another objective.</summary>
    /// <exception cref="RotaException">The domain has no such objective.</exception>
    IPlanInstance With(string objective);

    /// <summary>Runs a solver of the domain and has the referee look at its answer.</summary>
    Solution<object> Solve(string solver, Limit limit, ulong seed, int workers, IProgress<TrajectoryPoint>? progress, CancellationToken cancellation);

    /// <summary>The answer as blocks of work on resources.</summary>
    Schedule ScheduleOf(object answer);

    /// <summary>Writes the answer's properties into a JSON object that is open.</summary>
    void WriteAnswer(Utf8JsonWriter json, object answer);

    /// <summary>What the answer comes to, in lines for people; may be empty.</summary>
    IReadOnlyList<string> Told(object answer);

    /// <summary>Files of the domain's own that --out can write, by extension: ".ics".</summary>
    IReadOnlyList<string> Exports { get; }

    /// <summary>Says before any work whether such a file can be written.</summary>
    /// <exception cref="RotaException">The instance lacks what the file needs, such as a start date.</exception>
    void ExpectExport(string extension);

    /// <summary>The answer as such a file.</summary>
    void Export(string extension, object answer, TextWriter output);

    /// <summary>Reads what <see cref="WriteAnswer"/> wrote. Rules are the referee's.</summary>
    /// <exception cref="RotaException">It is not the shape of an answer of this instance.</exception>
    object ReadAnswer(JsonElement answer);

    /// <summary>Asks the referee.</summary>
    Verdict Check(object answer);

    /// <summary>Indices of the schedule's blocks that decide the objective, for pictures to outline.</summary>
    ImmutableArray<int> Critical(object answer);

    /// <summary>What a page shows below the schedule, such as the load of resources; may be empty.</summary>
    ImmutableArray<PageSection> Pictures(object answer);

    /// <summary>Why the answer is as it is.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="work">Name or number of a job or task; null for the whole.</param>
    /// <exception cref="RotaException">There is no such job or task.</exception>
    PlanExplanation Explain(object answer, string? work);

    /// <summary>The smallest set of demands that no answer meets together, in words.</summary>
    /// <exception cref="NotSupportedException">Instances of the domain always have an answer.</exception>
    IReadOnlyList<string> ExplainInfeasible(CancellationToken cancellation);
}
