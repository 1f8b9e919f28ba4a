using Rota.Formats;
using Rota.Projects;
using Rota.Projects.Formats;
using Rota.Projects.Solvers;
using Rota.Solving;
using Rota.Tests.Formats;
using Xunit;

namespace Rota.Tests.Projects.Formats;

public class ProjectRefusalTests
{
    public const string Psplib = """
        ************************
        projects                      :  1
        jobs (incl. supersource/sink ):  4
        horizon                       :  9
        RESOURCES
          - renewable                 :  1   R
          - nonrenewable              :  1   N
          - doubly constrained        :  0   D
        ************************
        PRECEDENCE RELATIONS:
        jobnr.    #modes  #successors   successors
           1        1          2           2   3
           2        2          1           4
           3        1          1           4
           4        1          0
        ************************
        REQUESTS/DURATIONS:
        jobnr. mode duration  R 1  N 1
        ------------------------
          1      1     0       0    0
          2      1     3       2    5
                 2     6       1    0
          3      1     2       1    0
          4      1     0       0    0
        ************************
        RESOURCEAVAILABILITIES:
          R 1  N 1
            2    4
        ************************
        """;

    public const string Patterson = """
        4 2
        3 4
        0 0 0 2 2 3
        3 1 2 1
        4
        2 3 0 1 4
        0 0 0 0
        """;

    public const string ProgenMax = """
        2 1 0 0
        0 1 2 1 2 [0] [0]
        1 1 1 3 [4]
        2 1 2 3 1 [2] [-5]
        3 1 0
        0 1 0 0
        1 1 4 1
        2 1 2 1
        3 1 0 0
        1
        """;

    [Fact]
    public void The_small_files_are_read()
    {
        var psplib = Read(Psplib);
        Assert.Equal((4, 2, 2), (psplib.Tasks.Length, psplib.Resources.Length, psplib.Tasks[1].Modes.Length));
        Assert.Equal((6L, 1L), (psplib.Tasks[1].Modes[1].Duration, psplib.Tasks[1].Modes[1].DemandOf(0)));
        Assert.False(psplib.Resources[1].Renewable);
        var patterson = Read(Patterson);
        Assert.Equal((4, 4), (patterson.Tasks.Length, patterson.Links.Length));
        Assert.Equal(2, patterson.Tasks[1].Modes[0].DemandOf(1));
        var max = Read(ProgenMax);
        Assert.Equal(-5, max.Links.Single(link => link.From == 2 && link.To == 1).Lag);
    }

    [Theory]
    [InlineData("   3        1          1           4", "   3        1          1           9", "unknown successor 9, expected 1 to 4")]
    [InlineData("   4        1          0", "   4        1          1           1", "a circle of precedence: ")]
    [InlineData("  2      1     3       2    5", "  2      1     3       2", "4 numbers for mode 1 of job 2, expected a job, a mode, a duration and 2 requests")]
    [InlineData("  2      1     3       2    5", "  2      1    -3       2    5", "nearest 0")]
    [InlineData("  2      1     3       2    5", "  2      1   3.5       2    5", "a whole number")]
    [InlineData("  3      1     2       1    0", "  3      1     2       3    0", "task 3 demands 3 of R1, which has capacity 2")]
    [InlineData("  3      1     2       1    0", "  2      1     2       1    0", "job 2 comes twice, expected job 3")]
    [InlineData("   3        1          1           4", "   3        1          2           4", "job 3 lists 1 successors, expected 2")]
    [InlineData("REQUESTS/DURATIONS:", "SOMETHING ELSE:", "has no section REQUESTS/DURATIONS")]
    [InlineData("RESOURCEAVAILABILITIES:", "AVAILABLE:", "has no section RESOURCEAVAILABILITIES")]
    [InlineData("    2    4", "    2    4    7", "3 capacities, expected 2")]
    [InlineData(":  0   D", ":  1   D", "doubly constrained")]
    [InlineData("jobs (incl. supersource/sink ):  4", "jobs (incl. supersource/sink ):  5", "the section ends, expected the successors of job 5")]
    public void Psplib_faults_are_named(string good, string bad, string expected) => Refused(Psplib, good, bad, expected);

    [Theory]
    [InlineData("0 0 0 0", "0 0 0 0 7", "expected the end of the text")]
    [InlineData("2 3 0 1 4", "2 3 0 1 5", "nearest 4")]
    [InlineData("2 3 0 1 4", "2 4 0 1 4", "task 3 demands 4 of R1, which has capacity 3")]
    [InlineData("2 3 0 1 4", "2 -3 0 1 4", "nearest 0")]
    [InlineData("0 0 0 0", "0 0 0", "the text ends, expected the number of successors of task 4")]
    [InlineData("0 0 0 0", "0 0 0 1 2", "a circle of precedence: ")]
    public void Patterson_faults_are_named(string good, string bad, string expected) => Refused(Patterson, good, bad, expected);

    [Theory]
    [InlineData("1 1 1 3 [4]", "1 1 1 3 4", "expected a lag of task 1 in brackets")]
    [InlineData("1 1 1 3 [4]", "0 1 1 3 [4]", "task 0 comes twice, expected task 1")]
    [InlineData("1 1 1 3 [4]", "1 1 1 8 [4]", "nearest 3")]
    [InlineData("2 1 0 0", "2 1 1 0", "nonrenewable")]
    public void ProgenMax_faults_are_named(string good, string bad, string expected) => Refused(ProgenMax, good, bad, expected);

    [Fact]
    public void A_circle_of_positive_length_is_no_fault_of_the_file() => Assert.Equal(4, Read(ProgenMax.Replace("[-5]", "[5]").Replace("1 1 1 3 [4]", "1 1 2 3 2 [4] [1]")).Tasks.Length);

    [Theory]
    [InlineData("hello", "expected a project")]
    [InlineData("[1, 2]", "expected a project: an object with 'tasks'")]
    [InlineData("{\"jobs\": 3}", "expected a project: an object with 'tasks'")]
    public void What_is_no_project_is_told(string text, string expected) => Assert.Contains(expected, Assert.Throws<InputException>(() => Read(text)).Message);

    [Fact]
    public void Mutated_files_are_read_or_refused_and_never_crash()
    {
        const int Files = 12_000;
        var solved = 0;
        var (read, refused) = new Mutants(20261130, Psplib, Patterson, ProgenMax, SpecVector.Json) { NamesFile = true, Divider = ' ' }.Run(Files, (input, _) =>
        {
            foreach (var problem in ProjectFiles.Read(input))
            {
                if (problem.Tasks.Length > 60 || problem.Horizon > 100_000) continue;
                if (new RuleSchedules().Solve(problem, ProjectChecker.Instance, new Run<ProjectSchedule>(Limit.None)).Answer is not null) solved++;
            }
        });
        Assert.InRange(read, Files / 20, Files);
        Assert.InRange(refused, Files / 4, Files);
        Assert.InRange(solved, Files / 50, read);
    }

    private static ProjectProblem Read(string text) => ProjectFiles.Read(TextInput.OfText(text, "small.x"))[0];

    private static void Refused(string text, string good, string bad, string expected)
    {
        Assert.Contains(good, text);
        Assert.Contains(expected, Assert.Throws<InputException>(() => Read(text.Replace(good, bad))).Message);
    }
}
