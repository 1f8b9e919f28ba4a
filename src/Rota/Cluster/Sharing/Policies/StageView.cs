namespace Rota.Cluster.Sharing.Policies;

/// <summary>What a policy may know of a stage: estimates, never the work itself.</summary>
public sealed class StageView
{
    internal StageView(int number, int job, int user, PoolJob written)
    {
        (Number, JobNumber, UserNumber) = (number, job, user);
        (User, Job) = (written.User, written.Id);
    }

    /// <summary>Place in the order in which stages became known.</summary>
    public int Number { get; }

    /// <summary>Place of the job in the workload.</summary>
    public int JobNumber { get; }

    /// <summary>Place of the user in the order of first jobs.</summary>
    public int UserNumber { get; }

    /// <summary>The user's name.</summary>
    public string User { get; }

    /// <summary>The job's name.</summary>
    public string Job { get; }

    /// <summary>When the job was submitted, seconds.</summary>
    public double JobSubmitted { get; internal init; }

    /// <summary>Estimated core-seconds of the stage.</summary>
    public double Estimate { get; internal init; }

    /// <summary>Estimated core-seconds of the whole job, as it was submitted.</summary>
    public double JobEstimate { get; internal init; }

    /// <summary>Tasks that wait for a core.</summary>
    public int Waiting { get; internal set; }

    /// <summary>Tasks on cores.</summary>
    public int Running { get; internal set; }
}
