using Rota.Projects.Formats;
using Rota.Projects.Solvers;
using Xunit;

namespace Rota.Tests.Projects.Formats;

public class SharedProjectFilesTests
{
    [Theory]
    [InlineData("psplib/j30.sm.tar.gz", "j30", 480)]
    [InlineData("psplib/j60.sm.tar.gz", "j60", 480)]
    [InlineData("psplib/j120.sm.tar.gz", "j120", 600)]
    [InlineData("psplib/patterson.rcp.tar.gz", "patterson", 110)]
    [InlineData("psplib/rg300-48.rcp.tar.gz", "rg300", 48)]
    [InlineData("psplib/cv-hard.rcp.tar.gz", "cv", 104)]
    public void Every_single_mode_file_is_read_and_has_the_listed_critical_path(string archive, string set, int expected)
    {
        Assert.SkipUnless(SharedProjects.Exist, SharedProjects.Missing);
        var known = SharedProjects.BestKnown().Where(pair => pair.Key.Set.StartsWith(set, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(pair => pair.Key.Instance, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
        var (read, compared) = (0, 0);
        foreach (var problem in SharedProjects.Read(archive))
        {
            read++;
            Assert.True(problem.IsPlain);
            if (!known.TryGetValue(problem.Name, out var values) || values.CriticalPath < 0) continue;
            compared++;
            Assert.Equal(values.CriticalPath, new ProjectNetwork(problem).Times(problem).CriticalPath);
        }
        Assert.InRange(read, expected - 6, expected + 6);
        if (set.StartsWith('j')) Assert.Equal(read, compared);
    }

    [Theory]
    [InlineData("mm/j10.mm.tar.gz", 536)]
    [InlineData("mm/mmlib50-108.mm.tar.gz", 108)]
    public void Multi_mode_files_have_modes_and_stocks(string archive, int expected)
    {
        Assert.SkipUnless(SharedProjects.Exist, SharedProjects.Missing);
        var problems = SharedProjects.Read(archive).ToList();
        Assert.Equal(expected, problems.Count);
        Assert.All(problems, problem => Assert.True(problem.IsMultiMode && problem.Resources.Any(resource => !resource.Renewable)));
    }

    [Fact]
    public void Files_with_maximal_lags_are_read_whether_feasible_or_not()
    {
        Assert.SkipUnless(SharedProjects.Exist, SharedProjects.Missing);
        var problems = SharedProjects.Read("rcpspmax/j10-j20-j30-ubo10-ubo20-ubo50.sch.tar.gz").ToList();
        Assert.Equal((270 * 3) + (90 * 3), problems.Count);
        Assert.InRange(problems.Count(problem => problem.Links.Any(link => link.Lag < 0)), 900, problems.Count);
    }

    [Theory]
    [InlineData("psplib/j30.sm.tar.gz", "psplib")]
    [InlineData("psplib/j30.sm.tar.gz", "patterson")]
    [InlineData("psplib/j30.sm.tar.gz", "progen-max")]
    [InlineData("mm/j10.mm.tar.gz", "psplib")]
    [InlineData("rcpspmax/j10-j20-j30-ubo10-ubo20-ubo50.sch.tar.gz", "progen-max")]
    public void What_is_written_is_read_back_the_same(string archive, string format)
    {
        Assert.SkipUnless(SharedProjects.Exist, SharedProjects.Missing);
        foreach (var problem in SharedProjects.Read(archive).Take(12))
        {
            using var text = new StringWriter();
            ProjectFiles.Write(problem, format, text);
            var again = ProjectFiles.Read(Rota.Formats.TextInput.OfText(text.ToString(), problem.Name + ".x")).Single();
            Assert.Equal(problem.Tasks.SelectMany(task => task.Modes).Select(Flat), again.Tasks.SelectMany(task => task.Modes).Select(Flat));
            Assert.Equal(problem.Resources.Select(resource => (resource.Capacity, resource.Renewable)), again.Resources.Select(resource => (resource.Capacity, resource.Renewable)));
            Assert.Equal(StartWindows.Of(problem, problem.Horizon).Earliest, StartWindows.Of(again, problem.Horizon).Earliest);
        }
    }

    private static string Flat(Rota.Projects.TaskMode mode) => $"{mode.Duration}: {string.Join(' ', mode.Demands.Select(demand => $"{demand.Resource}x{demand.Amount}"))}";
}
