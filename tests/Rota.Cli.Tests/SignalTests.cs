using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Rota.Cli.Tests;

/// <summary>The built program as its own process: what signals and pipes do to it, and what it loads.</summary>
public class SignalTests
{
    [Theory]
    [InlineData("INT", "tabu")]
    [InlineData("INT", "portfolio")]
    [InlineData("TERM", "portfolio")]
    public async Task A_signal_ends_solve_with_the_best_so_far_checked_and_written(string signal, string solver)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "signals are a matter of Unix");
        Assert.SkipWhen(signal == "INT" && IgnoresInterrupts, "SIGINT is ignored here, as under nohup, and programs that are started inherit that");
        using var folder = new Folder();
        using var process = Start("solve", "ta21", "--time", "1h", "--solver", solver, "--out", folder["plan.json"]);
        Assert.StartsWith("ta21", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        // The first schedule takes a moment.
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        using (var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"])) await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal((130, ""), (process.ExitCode, error));
        Assert.Contains("cancelled after", said, StringComparison.Ordinal);
        Assert.Equal(["plan.json"], folder.Names);
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(folder["plan.json"], TestContext.Current.CancellationToken));
        Assert.True(document.RootElement.GetProperty("checked").GetBoolean());
        Assert.Equal(0, Shell.Run("explain", folder["plan.json"]).Code);
    }

    [Fact]
    public async Task Doctor_finds_a_fresh_process_healthy_with_CP_SAT_loaded()
    {
        using var process = Start("doctor");
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Contains("everything works", said, StringComparison.Ordinal);
        Assert.Matches("or-tools +[0-9]+[.][0-9]+.*, loaded, solved a test", said);
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task A_reader_that_goes_away_is_no_fault()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "sh is needed");
        using var shell = new Process { StartInfo = new("sh", ["-c", $"'{Program}' solve ta41 --solver spt --json | head -n 1; '{Program}' --help | true"]) };
        shell.StartInfo.RedirectStandardOutput = shell.StartInfo.RedirectStandardError = true;
        shell.Start();
        var error = await shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal("{\n", await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Equal("", error);
    }

    private static bool IgnoresInterrupts =>
        File.Exists("/proc/self/status") && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } line
        && (Convert.ToUInt64(line[7..].Trim(), 16) & 2) != 0;

    private static string Program => Path.Combine(AppContext.BaseDirectory, "Rota.Cli");

    private static Process Start(params string[] args)
    {
        var process = new Process { StartInfo = new(Program, args) { RedirectStandardOutput = true, RedirectStandardError = true } };
        process.Start();
        return process;
    }
}
