namespace Rota.Cluster.Sharing;

/// <summary>
/// The unfinished jobs of one user by virtual finish, with sums of links below every node: a deadline is a prefix sum, and a job that comes moves all those behind it in logarithmic
/// time. A treap whose priorities are hashes of the jobs' numbers, so that every run is the same.
/// </summary>
internal sealed class JobTree
{
    private FairJob? root;

    public int Count => root?.Count ?? 0;

    public double Total => root?.Sum ?? 0;

    public bool AnyWaiting => root?.WaitingJobs > 0;

    public FairJob? First
    {
        get
        {
            var node = root;
            while (node?.Left is { } left) node = left;
            return node;
        }
    }

    public void Insert(FairJob job)
    {
        (job.Left, job.Right) = (null, null);
        job.Priority = Mix((ulong)job.Sequence);
        Update(job);
        Split(root, job, out var low, out var high);
        root = Merge(Merge(low, job), high);
    }

    public void Remove(FairJob job) => root = Without(root, job);

    /// <summary>Renews the sums above a job whose waiting items changed.</summary>
    public void Touch(FairJob job) => Touch(root, job);

    /// <summary>Links of all jobs up to and with this one, and their number.</summary>
    public (double Sum, int Count) Prefix(FairJob job)
    {
        var (sum, count) = (0.0, 0);
        var node = root;
        while (node is not null)
        {
            var order = Compare(job, node);
            if (order < 0)
            {
                node = node.Left;
                continue;
            }
            sum += (node.Left?.Sum ?? 0) + node.Link;
            count += (node.Left?.Count ?? 0) + 1;
            if (order == 0) return (sum, count);
            node = node.Right;
        }
        throw new InvalidOperationException("the job is not in the tree");
    }

    /// <summary>The first job with waiting items.</summary>
    public FairJob? FirstWaiting()
    {
        var node = root;
        if (node is not { WaitingJobs: > 0 }) return null;
        while (true)
        {
            if (node.Left is { WaitingJobs: > 0 } left) node = left;
            else if (node.Waiting > 0) return node;
            else node = node.Right!;
        }
    }

    private static int Compare(FairJob a, FairJob b) =>
        a.UserFinish.CompareTo(b.UserFinish) is var order and not 0 ? order : a.Sequence.CompareTo(b.Sequence);

    private static void Split(FairJob? node, FairJob at, out FairJob? low, out FairJob? high)
    {
        if (node is null)
        {
            (low, high) = (null, null);
            return;
        }
        if (Compare(node, at) < 0)
        {
            Split(node.Right, at, out var middle, out high);
            node.Right = middle;
            low = node;
        }
        else
        {
            Split(node.Left, at, out low, out var middle);
            node.Left = middle;
            high = node;
        }
        Update(node);
    }

    private static FairJob? Merge(FairJob? low, FairJob? high)
    {
        if (low is null) return high;
        if (high is null) return low;
        if (low.Priority >= high.Priority)
        {
            low.Right = Merge(low.Right, high);
            Update(low);
            return low;
        }
        high.Left = Merge(low, high.Left);
        Update(high);
        return high;
    }

    private static FairJob? Without(FairJob? node, FairJob job)
    {
        if (node is null) throw new InvalidOperationException("the job is not in the tree");
        var order = Compare(job, node);
        if (order == 0) return Merge(node.Left, node.Right);
        if (order < 0) node.Left = Without(node.Left, job);
        else node.Right = Without(node.Right, job);
        Update(node);
        return node;
    }

    private static void Touch(FairJob? node, FairJob job)
    {
        if (node is null) throw new InvalidOperationException("the job is not in the tree");
        var order = Compare(job, node);
        if (order < 0) Touch(node.Left, job);
        else if (order > 0) Touch(node.Right, job);
        Update(node);
    }

    private static void Update(FairJob node)
    {
        node.Sum = (node.Left?.Sum ?? 0) + node.Link + (node.Right?.Sum ?? 0);
        node.Count = (node.Left?.Count ?? 0) + 1 + (node.Right?.Count ?? 0);
        node.WaitingJobs = (node.Left?.WaitingJobs ?? 0) + (node.Waiting > 0 ? 1 : 0) + (node.Right?.WaitingJobs ?? 0);
    }

    private static ulong Mix(ulong value)
    {
        value = (value + 0x9E3779B97F4A7C15UL) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
