using System.Text.Json.Nodes;
using Rota.Kubernetes.Double;
using Xunit;

namespace Rota.Kubernetes.Tests;

/// <summary>Plans that were killed in the middle, and limits of moves.</summary>
public sealed class PlanLogTests
{
    [Theory]
    [InlineData("bind")]
    [InlineData("evict")]
    public async Task A_plan_that_was_killed_is_finished_by_the_next_process(string killedAt)
    {
        await using var server = await World.Tight();
        using var file = new TemporaryFile();
        await Killed(server, file.Path, killedAt);
        var log = new PlanLog(file.Path);
        var said = await Resumed(server, log);
        Assert.StartsWith("went on with a plan of before", said, StringComparison.Ordinal);
        await server.Settle(World.Patience);
        Assert.Equal(3, server.Objects("Pod").Count(World.IsBound));
        Assert.All(server.Objects("Pod"), pod => Assert.Equal("Running", pod["status"]!["phase"]!.ToString()));
        Assert.Contains("\"event\":\"finished\"", File.ReadAllText(file.Path), StringComparison.Ordinal);
        Assert.Null(await Resumed(server, new PlanLog(file.Path)));
    }

    [Fact]
    public async Task A_plan_whose_cluster_has_changed_is_stopped_and_says_why()
    {
        await using var server = await World.Tight();
        using var file = new TemporaryFile();
        await Killed(server, file.Path, "bind");
        var large = server.Objects("Pod").Single(pod => pod["metadata"]!["name"]!.ToString().StartsWith("large", StringComparison.Ordinal));
        using var http = new HttpClient();
        (await http.DeleteAsync($"{server.Url}/api/v1/namespaces/default/pods/{large["metadata"]!["name"]}", World.Patience)).Dispose();
        await server.Settle(World.Patience);
        var said = await Resumed(server, new PlanLog(file.Path));
        Assert.Contains("is gone, the plan expected it pending", said, StringComparison.Ordinal);
        Assert.Contains("\"event\":\"stopped\"", File.ReadAllText(file.Path), StringComparison.Ordinal);
        Assert.Null(await Resumed(server, new PlanLog(file.Path)));
    }

    [Fact]
    public async Task A_line_that_was_cut_off_does_not_count_and_a_line_of_others_is_refused()
    {
        await using var server = await World.Tight();
        using var file = new TemporaryFile();
        await Killed(server, file.Path, "bind");
        var text = File.ReadAllText(file.Path);
        File.WriteAllText(file.Path, text + "{\"at\":\"2026-01-0");
        Assert.True(new PlanLog(file.Path).IsUnfinished);
        // Read again, with the cut line in the middle.
        Assert.True(new PlanLog(file.Path).IsUnfinished);
        File.WriteAllText(file.Path, text + "hello\n");
        Assert.Contains("is no line of a journal of plans", Assert.Throws<RotaException>(() => new PlanLog(file.Path)).Message, StringComparison.Ordinal);
        Assert.Contains("--journal", Assert.Throws<RotaException>(() => new PlanLog("/does/not/exist/journal")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Moves_are_limited_by_plan_and_by_hour_and_workloads_rest()
    {
        await using var server = await World.Tight();
        foreach (var options in (KubeSchedulerOptions[])[new() { MaxMoves = 0 }, new() { MaxMovesPerWorkload = 0 }, new() { MaxMovesPerHour = 0 }])
            Assert.Equal(0, await Rebalanced(server, options));
        Assert.Equal(2, server.Objects("Pod").Count(World.IsBound));
        using var file = new TemporaryFile();
        Assert.True(await Rebalanced(server, new() { Log = new PlanLog(file.Path), MaxMoves = 1, MaxMovesPerWorkload = 1, MaxMovesPerHour = 1 }) > 0);
        await server.Settle(World.Patience);
        Assert.Equal(3, server.Objects("Pod").Count(World.IsBound));
        // The journal tells the next process what was moved within the hour.
        var said = new List<string>();
        server.Load(World.Deployment("more", 1, "1800m"));
        await server.Settle(World.Patience);
        Assert.Equal(0, await Rebalanced(server, new() { Log = new PlanLog(file.Path), MaxMovesPerHour = 1, Warn = said.Add }));
        Assert.Contains("1 pods were moved in the last hour", Assert.Single(said), StringComparison.Ordinal);
        Assert.Equal(0, await Rebalanced(server, new() { Log = new PlanLog(file.Path), Cooldown = TimeSpan.FromHours(1) }));
    }

    [Fact]
    public void An_hour_later_there_is_room_for_moves_again()
    {
        var clock = new HandClock();
        var ledger = new MoveLedger(clock);
        ledger.Add("s/ReplicaSet r");
        ledger.Add("s/ReplicaSet r", clock.GetUtcNow() - TimeSpan.FromMinutes(50));
        Assert.Equal(2, ledger.OfLastHour);
        clock.Now += TimeSpan.FromMinutes(20);
        Assert.Equal((1, TimeSpan.FromMinutes(20)), (ledger.OfLastHour, ledger.Ages()["s/ReplicaSet r"]));
    }

    [Fact]
    public async Task A_snapshot_that_cannot_be_read_is_told_once_with_its_reason()
    {
        await using var server = await KubernetesDouble.Start();
        server.Load(World.Pod("lost", "100m"));
        var said = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var record = new StringWriter();
        await KubeSchedulerTests.Running(server, new() { Warn = said.Enqueue, Record = record }, async scheduler => Assert.True(await World.Until(server, _ => scheduler.Metrics["snapshots_failed"] > 2)));
        Assert.Contains("snapshot-failed", Assert.Single(said), StringComparison.Ordinal);
        Assert.Contains("has no nodes", said.Single(), StringComparison.Ordinal);
        Assert.Contains("\"action\":\"snapshot-failed\"", record.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_has_gone_and_one_that_says_nothing_yet_do_not_blind_it()
    {
        await using var server = await KubernetesDouble.Start();
        server.Load(World.Node("n1"));
        var fresh = World.Node("n2");
        fresh["status"] = new JsonObject();
        server.Load(fresh);
        server.Load(World.Pod("left", "100m", node: "n0"));
        server.Load(World.Pod("new", "100m"));
        var said = new List<string>();
        await KubeSchedulerTests.Running(server, new() { Warn = said.Add }, async _ => Assert.True(await World.Until(server, s => s.Objects("Pod").All(World.IsBound))));
        Assert.Equal("n1", server.Objects("Pod").Single(pod => pod["metadata"]!["name"]!.ToString() == "new")["spec"]!["nodeName"]!.ToString());
        Assert.Empty(said);
    }

    /// <summary>Begins a plan and is killed when it is about to do a step of a kind.</summary>
    private static async Task Killed(KubernetesDouble server, string path, string at)
    {
        using var kill = new CancellationTokenSource();
        using var record = new Killer(kill, $"\"action\":\"{at}\"");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Rebalanced(server, new() { Log = new PlanLog(path), Record = record }, kill));
        Assert.Contains("\"event\":\"plan\"", File.ReadAllText(path), StringComparison.Ordinal);
    }

    private static async Task<int> Rebalanced(KubernetesDouble server, KubeSchedulerOptions options, CancellationTokenSource? kill = null)
    {
        var steps = 0;
        await With(server, options, async scheduler => steps = await scheduler.Rebalance(kill?.Token ?? World.Patience));
        return steps;
    }

    private static async Task<string?> Resumed(KubernetesDouble server, PlanLog log)
    {
        string? said = null;
        await With(server, new() { Log = log }, async scheduler => said = await scheduler.Resume(World.Patience));
        return said;
    }

    private static async Task With(KubernetesDouble server, KubeSchedulerOptions options, Func<KubeScheduler, Task> work)
    {
        using var connection = KubeConnection.To(server.Url);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(World.Patience);
        var scheduler = new KubeScheduler(connection, options with { PlanTime = TimeSpan.FromSeconds(2), EvictionRetry = TimeSpan.FromMilliseconds(100) });
        var following = scheduler.Cache.Run(stop.Token);
        try
        {
            await scheduler.Cache.Synced.WaitAsync(World.Patience);
            await work(scheduler);
        }
        finally
        {
            await stop.CancelAsync();
            await following;
        }
    }

    /// <summary>Cancels when a line with a word is written.</summary>
    private sealed class Killer(CancellationTokenSource kill, string word) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            if (value?.Contains(word, StringComparison.Ordinal) == true) kill.Cancel();
        }
    }

    private sealed class TemporaryFile : IDisposable
    {
        public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"rota-journal-{Guid.NewGuid():N}.jsonl");

        public void Dispose() => File.Delete(Path);
    }

    private sealed class HandClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
