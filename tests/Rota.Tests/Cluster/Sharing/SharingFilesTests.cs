using Rota.Cluster.Sharing;
using Rota.Cluster.Sharing.Formats;
using Rota.Cluster.Sharing.Generators;
using Rota.Formats;
using Xunit;

namespace Rota.Tests.Cluster.Sharing;

public sealed class SharingFilesTests
{
    public const string SparkLog = """
        {"Event":"SparkListenerLogStart","Spark Version":"3.5.5"}
        {"Event":"SparkListenerApplicationStart","App Name":"shared","Timestamp":1000,"User":"bob"}
        {"Event":"SparkListenerJobStart","Job ID":0,"Submission Time":2000,"Stage Infos":[{"Stage ID":0,"Number of Tasks":2,"Parent IDs":[]},{"Stage ID":1,"Number of Tasks":1,"Parent IDs":[0]}],"Stage IDs":[0,1],"Properties":{"spark.jobGroup.id":"etl","user.name":"ann","spark.job.description":"nightly"}}
        {"Event":"SparkListenerTaskEnd","Stage ID":0,"Stage Attempt ID":0,"Task Type":"ShuffleMapTask","Task End Reason":{"Reason":"Success"},"Task Info":{"Task ID":0},"Task Metrics":{"Executor Run Time":1000}}
        {"Event":"SparkListenerTaskEnd","Stage ID":0,"Stage Attempt ID":0,"Task Type":"ShuffleMapTask","Task End Reason":{"Reason":"ExceptionFailure"},"Task Info":{"Task ID":1}}
        {"Event":"SparkListenerTaskEnd","Stage ID":0,"Stage Attempt ID":0,"Task Type":"ShuffleMapTask","Task End Reason":{"Reason":"Success"},"Task Info":{"Task ID":2},"Task Metrics":{"Executor Run Time":2000}}
        {"Event":"SparkListenerTaskEnd","Stage ID":1,"Stage Attempt ID":0,"Task Type":"ResultTask","Task End Reason":{"Reason":"Success"},"Task Info":{"Task ID":3},"Task Metrics":{"Executor Run Time":1000}}
        {"Event":"SparkListenerJobEnd","Job ID":0,"Completion Time":5000,"Job Result":{"Result":"JobSucceeded"}}
        {"Event":"SparkListenerJobStart","Job ID":1,"Submission Time":5500,"Stage Infos":[{"Stage ID":2,"Number of Tasks":2,"Parent IDs":[]},{"Stage ID":3,"Number of Tasks":1,"Parent IDs":[2]}],"Stage IDs":[2,3],"Properties":{"spark.jobGroup.id":"etl","user.name":"ann"}}
        {"Event":"SparkListenerTaskEnd","Stage ID":3,"Stage Attempt ID":0,"Task Type":"ResultTask","Task End Reason":{"Reason":"Success"},"Task Info":{"Task ID":4},"Task Metrics":{"Executor Run Time":500}}
        {"Event":"SparkListenerJobStart","Job ID":2,"Submission Time":6000,"Stage Infos":[{"Stage ID":4,"Number of Tasks":1,"Parent IDs":[]}],"Stage IDs":[4],"Properties":{}}
        {"Event":"SparkListenerTaskEnd","Stage ID":4,"Stage Attempt ID":0,"Task Type":"ResultTask","Task End Reason":{"Reason":"Success"},"Task Info":{"Task ID":5},"Task Metrics":{"Executor Run Time":250}}
        """;

    private const string Head = "user,group,submit_ms,stage_core_s,group_core_s\n";

    [Fact]
    public void Rows_of_one_group_are_stages_of_one_job()
    {
        var workload = Read(Head + "a,g1,100,2,5\na,g1,100,3,5\nb,g2,250,1,1\n");
        Assert.Equal([2, 1], workload.Jobs.Select(job => job.Stages.Length));
        Assert.Equal((0.1, 5.0, "a"), (workload.Jobs[0].Submit, workload.Jobs[0].Work, workload.Jobs[0].User));
        Assert.Empty(workload.Notes);
    }

    [Fact]
    public void Disorder_and_wrong_totals_are_told()
    {
        var workload = Read(Head + "a,g1,300,2,9\nb,g2,250,1,1\n");
        Assert.Equal(["g2", "g1"], workload.Jobs.Select(job => job.Id));
        Assert.Collection(workload.Notes, note => Assert.Contains("sorted", note, StringComparison.Ordinal), note => Assert.Contains("group 'g1' 9 against 2", note, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a,g1,100,-2,5", "test.csv:2:4: read '-2', expected core-seconds from 0 to 1000000000000; nearest 0")]
    [InlineData("a,g1,100,NaN,5", "test.csv:2:4: read 'NaN'")]
    [InlineData("a,g1,-1,2,5", "test.csv:2:3: read '-1', expected milliseconds")]
    [InlineData(",g1,1,2,5", "test.csv:2:1: is empty, expected a user")]
    [InlineData("a,g1,1,2,5\na,g1,2,3,5", "test.csv:3:3: read '2', expected the submission of group 'g1' as before, 1")]
    [InlineData("a,g1,1", "test.csv:2:4: the line ends, expected 'stage_core_s'")]
    public void A_fault_is_named_with_line_and_field(string rows, string message) =>
        Assert.StartsWith(message, Assert.Throws<InputException>(() => Read(Head + rows + "\n")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_weight_is_greater_than_0_and_the_same_in_every_row()
    {
        const string head = "user,group,submit_ms,stage_core_s,weight\n";
        Assert.Contains("test.csv:2:5", Assert.Throws<InputException>(() => Read(head + "a,g1,1,2,0\n")).Message, StringComparison.Ordinal);
        Assert.Contains("as before, 2", Assert.Throws<InputException>(() => Read(head + "a,g1,1,2,2\na,g2,1,2,3\n")).Message, StringComparison.Ordinal);
        Assert.Equal(2, Read(head + "a,g1,1,2,2\n").WeightOf("a"));
    }

    [Theory]
    [InlineData("pool-json")]
    [InlineData("pool-csv")]
    public void What_is_written_reads_back_the_same(string format)
    {
        var workload = HeavyTailWorkloads.Create(new() { Jobs = 20, Seed = 5 });
        using var text = new StringWriter { NewLine = "\n" };
        SharingFiles.Write(workload, format, text);
        var again = Read(text.ToString());
        Assert.Equal(workload.Jobs.Select(job => (job.User, job.Id, job.Kind, job.Work)), again.Jobs.Select(job => (job.User, job.Id, job.Kind, job.Work)));
        foreach (var (one, other) in workload.Jobs.Zip(again.Jobs)) Assert.Equal(one.Submit, other.Submit, 9);
    }

    [Fact]
    public void Json_keeps_what_waits_for_what()
    {
        var workload = MicroWorkloads.Create("two-large-two-small");
        using var text = new StringWriter { NewLine = "\n" };
        Assert.Contains("wait for others", Assert.Throws<RotaException>(() => SharingFiles.Write(workload, "pool-csv", text)).Message, StringComparison.Ordinal);
        SharingFiles.Write(workload, null, text);
        Assert.Equal(workload.Jobs.Select(job => job.Follows), Read(text.ToString()).Jobs.Select(job => job.Follows));
    }

    [Fact]
    public void Faults_in_json_are_named()
    {
        Assert.Contains("has no 'work'", Assert.Throws<InputException>(() => Read("{\"jobs\": [{\"user\": \"a\", \"stages\": [{}]}]}")).Message, StringComparison.Ordinal);
        Assert.Contains("an earlier stage", Assert.Throws<InputException>(() => Read("{\"jobs\": [{\"user\": \"a\", \"stages\": [{\"work\": 1, \"after\": [0]}]}]}")).Message, StringComparison.Ordinal);
        Assert.Contains("a weight", Assert.Throws<InputException>(() => Read("{\"weights\": {\"a\": 0}, \"jobs\": [{\"user\": \"a\", \"stages\": [{\"work\": 1}]}]}")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Swf_takes_run_time_times_processors_and_leaves_out_what_never_ran()
    {
        var workload = Read("; Version: 2.2\n 1 10 5 100 4 -1 -1 4 -1 -1 1 7 1 -1 1 -1 -1 -1\n 2 20 5 -1 4 -1 -1 4 -1 -1 0 8 1 -1 1 -1 -1 -1\n");
        var job = Assert.Single(workload.Jobs);
        Assert.Equal(("7", 0.0, 400.0, 4), (job.User, job.Submit, job.Work, job.Stages[0].Tasks));
        Assert.Contains("1 jobs never ran", Assert.Single(workload.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Sparks_event_log_gives_groups_their_stages_and_what_these_wait_for()
    {
        var workload = Read(SparkLog);
        Assert.Equal([("ann", "etl", 0.0, "nightly"), ("bob", "job 2", 4.0, "")], workload.Jobs.Select(job => (job.User, job.Id, job.Submit, job.Kind)));
        // Stage 2 is skipped; stage 3 begins a Spark job that was submitted when the first of its group had ended.
        Assert.Equal([(3.0, 2, ""), (1.0, 1, "0"), (0.5, 1, "0,1")], workload.Jobs[0].Stages.Select(stage => (stage.Work, stage.Tasks ?? 0, string.Join(',', stage.After))));
        Assert.Equal(0.25, Assert.Single(workload.Jobs[1].Stages).Work);
        Assert.Contains("1 tasks failed", Assert.Single(workload.Notes), StringComparison.Ordinal);
        Assert.Contains("test.csv:1:1", Assert.Throws<InputException>(() => Read(SparkLog.Split('\n')[5])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workflow_trace_makes_a_job_of_every_workflow()
    {
        var workload = Read("workflow_id,ts_submit,task_id,runtime,resource_amount_requested,user_id\n9,5000,1,2000,0.5,-1\n9,6000,2,4000,1,-1\n3,7000,1,1000,1,u\n");
        Assert.Equal([("unknown", 0.0, 5.0), ("u", 2.0, 1.0)], workload.Jobs.Select(job => (job.User, job.Submit, job.Work)));
    }

    [Fact]
    public void Anything_else_is_refused() =>
        Assert.Contains("is no file of pool jobs", Assert.Throws<InputException>(() => Read("hello world\n")).Message, StringComparison.Ordinal);

    private static PoolWorkload Read(string text) => SharingFiles.Read(TextInput.OfText(text, "test.csv"));
}
