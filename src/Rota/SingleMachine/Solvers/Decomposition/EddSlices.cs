namespace Rota.SingleMachine.Solvers.Decomposition;

/// <summary>
/// The tables of a decomposition. Splitting at the longest job only ever leaves sets of this kind: the jobs not longer than some job whose place by due date lies in some
/// range. With the jobs of length rank at most k listed by due date, for every k, such a set is a slice [a, b) of list k, and sums over it are differences
/// of prefix sums: no set is ever copied. n^2 / 2 entries in all.
/// </summary>
internal sealed class EddSlices
{
    /// <summary>Most jobs; the tables of this many take 150 MB.</summary>
    public const int MostJobs = 4095;

    /// <summary>Entry of list k, place x: work of the places before x (x up to k + 1).</summary>
    public readonly int[] Before;

    /// <summary>Lateness if the list ran from 0: work up to and with the place, less the due date.</summary>
    public readonly int[] Lag;

    /// <summary>Due date plus processing time.</summary>
    public readonly int[] DueAndLength;

    /// <summary>Place by due date among all jobs.</summary>
    public readonly ushort[] Place;

    /// <summary>Jobs of length rank at most k among the first e by due date: entry k (n + 1) + e.</summary>
    public readonly ushort[] CountBelow;

    /// <summary>By length rank: place by due date, processing time, due date, and number in the problem.</summary>
    public readonly ushort[] PlaceOfRank;

    /// <summary>Processing time by length rank.</summary>
    public readonly int[] LengthOfRank;

    /// <summary>Due date by length rank.</summary>
    public readonly int[] DueOfRank;

    /// <summary>Number in the problem, by place by due date.</summary>
    public readonly int[] JobAtPlace;

    /// <summary>Number of jobs.</summary>
    public readonly int Count;

    /// <summary>Tardiness that no order avoids and that the tables leave out: jobs late even when they go first.</summary>
    public readonly long Unavoidable;

    /// <summary>Builds the tables of a plain problem.</summary>
    public EddSlices(TardinessProblem problem)
    {
        var jobs = problem.Jobs;
        var n = Count = jobs.Length;
        // A due date before the job could end, or after everything has ended, is as good as that time.
        var due = new int[n];
        for (var j = 0; j < n; j++)
        {
            due[j] = (int)Math.Clamp(jobs[j].Due, jobs[j].Processing, problem.TotalProcessing);
            Unavoidable += Math.Max(0, jobs[j].Processing - jobs[j].Due);
        }
        JobAtPlace = [.. Enumerable.Range(0, n)];
        Array.Sort(JobAtPlace, (a, b) => (due[a], jobs[a].Processing, a).CompareTo((due[b], jobs[b].Processing, b)));
        var byLength = Enumerable.Range(0, n).ToArray();
        Array.Sort(byLength, (a, b) => (jobs[JobAtPlace[a]].Processing, a).CompareTo((jobs[JobAtPlace[b]].Processing, b)));

        (PlaceOfRank, LengthOfRank, DueOfRank) = (new ushort[n], new int[n], new int[n]);
        var rankOfPlace = new ushort[n];
        for (var k = 0; k < n; k++)
        {
            var place = byLength[k];
            rankOfPlace[place] = (ushort)k;
            (PlaceOfRank[k], LengthOfRank[k], DueOfRank[k]) = ((ushort)place, (int)jobs[JobAtPlace[place]].Processing, due[JobAtPlace[place]]);
        }
        var entries = n == 0 ? 0 : Row(n);
        (Before, Lag, DueAndLength) = (new int[entries], new int[entries], new int[entries]);
        (Place, CountBelow) = (new ushort[entries], new ushort[n * (n + 1)]);
        for (var k = 0; k < n; k++) Fill(k, rankOfPlace);
    }

    /// <summary>Where list k begins in the tables; it has k + 1 jobs and one entry more.</summary>
    public static int Row(int k) => k * (k + 3) / 2;

    private void Fill(int k, ushort[] rankOfPlace)
    {
        var at = Row(k);
        var (work, count, below) = (0, 0, k * (Count + 1));
        for (var place = 0; place < Count; place++)
        {
            CountBelow[below + place] = (ushort)count;
            var rank = rankOfPlace[place];
            if (rank > k) continue;
            var (length, due) = (LengthOfRank[rank], DueOfRank[rank]);
            (Before[at], Place[at]) = (work, (ushort)place);
            work += length;
            (Lag[at], DueAndLength[at]) = (work - due, (int)Math.Min(int.MaxValue, (long)due + length));
            at++;
            count++;
        }
        CountBelow[below + Count] = (ushort)count;
        Before[at] = work;
    }
}
