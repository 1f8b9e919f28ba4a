namespace Rota.Cluster.Sharing.Estimates;

/// <summary>Guesses how much work a job is, when it is submitted. An object is for one run.</summary>
public abstract class WorkEstimates
{
    /// <summary>Estimated core-seconds of a job, at least 0.</summary>
    /// <param name="job">Its number in the workload.</param>
    /// <param name="user">Whose it is.</param>
    /// <param name="kind">What kind it is; empty when that is unknown.</param>
    public abstract double Job(int job, string user, string kind);

    /// <summary>Estimated core-seconds of a stage; without better knowledge the job's, divided evenly.</summary>
    /// <param name="job">The job's number.</param>
    /// <param name="stage">The stage's place in the job.</param>
    /// <param name="stages">Number of the job's stages.</param>
    /// <param name="ofJob">The job's estimate.</param>
    public virtual double Stage(int job, int stage, int stages, double ofJob) => ofJob / stages;

    /// <summary>A job has ended and was this much work.</summary>
    public virtual void Learn(string user, string kind, double work) { }
}
