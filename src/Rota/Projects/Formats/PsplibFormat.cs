using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Projects.Formats;

/// <summary>
/// PSPLIB's files, single-mode (.sm) and multi-mode (.mm), those of MMLIB included: sections between star lines. Read by section, never by column. Tasks are called 1, 2, ... as
/// in the file, resources R1, R2, ... and N1, N2, ...
/// </summary>
public sealed class PsplibFormat : IProjectFormat
{
    /// <inheritdoc/>
    public string Name => "psplib";

    /// <inheritdoc/>
    public string Description => "PSPLIB .sm and .mm, MMLIB: sections of text between star lines";

    /// <inheritdoc/>
    public FormatFit Recognises(TextInput input, ProjectReadOptions options)
    {
        if (input.LooksLikeJson) return FormatFit.None;
        if (input.Text.IndexOf("PRECEDENCE RELATIONS"u8) < 0 && input.Text.IndexOf("REQUESTS/DURATIONS"u8) < 0) return FormatFit.None;
        return FormatFit.Whole;
    }

    /// <inheritdoc/>
    public ImmutableArray<ProjectProblem> Read(TextInput input, ProjectReadOptions options) => [new PsplibReader(input).Read()];

    /// <inheritdoc/>
    public string? Refusal(ProjectProblem problem) => FileProjects.Refusal(problem, modes: true, lags: false);

    /// <inheritdoc/>
    public void Write(ProjectProblem problem, TextWriter output)
    {
        ProjectFiles.Catalog.Accept(this, problem);
        var stars = new string('*', 72);
        var resources = Enumerable.Range(0, problem.Resources.Length).OrderBy(r => !problem.Resources[r].Renewable).ToArray();
        var renewable = problem.Resources.Count(resource => resource.Renewable);
        output.Write($"{stars}\nprojects                      :  1\njobs (incl. supersource/sink ):  {problem.Tasks.Length}\nhorizon                       :  {problem.Horizon}\n");
        output.Write($"RESOURCES\n  - renewable                 :  {renewable}   R\n  - nonrenewable              :  {problem.Resources.Length - renewable}   N\n");
        output.Write($"  - doubly constrained        :  0   D\n{stars}\nPRECEDENCE RELATIONS:\njobnr.    #modes  #successors   successors\n");
        var successors = problem.Links.ToLookup(link => link.From, link => link.To + 1);
        for (var i = 0; i < problem.Tasks.Length; i++)
            output.Write($"{i + 1,4} {problem.Tasks[i].Modes.Length,8} {successors[i].Count(),10}   {string.Concat(successors[i].Select(task => $" {task,4}"))}\n");
        output.Write($"{stars}\nREQUESTS/DURATIONS:\njobnr. mode duration{string.Concat(Names(renewable, resources.Length))}\n{new string('-', 72)}\n");
        for (var i = 0; i < problem.Tasks.Length; i++)
            for (var m = 0; m < problem.Tasks[i].Modes.Length; m++)
            {
                var mode = problem.Tasks[i].Modes[m];
                output.Write($"{(m == 0 ? $"{i + 1,4}" : "    ")} {m + 1,6} {mode.Duration,6}   {string.Concat(resources.Select(r => $" {mode.DemandOf(r),4}"))}\n");
            }
        output.Write($"{stars}\nRESOURCEAVAILABILITIES:\n{string.Concat(Names(renewable, resources.Length))}\n{string.Concat(resources.Select(r => $" {problem.Resources[r].Capacity,5}"))}\n{stars}\n");
    }

    private static IEnumerable<string> Names(int renewable, int all) => Enumerable.Range(0, all).Select(r => r < renewable ? $"  R {r + 1}" : $"  N {r + 1 - renewable}");
}
