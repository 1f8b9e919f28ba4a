using System.Globalization;
using System.Text.Json.Nodes;

namespace Rota.Kubernetes;

/// <summary>
/// Leadership by a Lease: of several processes one works. Taken when free, released or expired, renewed in time, and released on leaving, so that the next need not wait.
/// </summary>
/// <param name="connection">The server.</param>
/// <param name="space">Namespace of the lease.</param>
/// <param name="name">Name of the lease.</param>
/// <param name="identity">Who this process is.</param>
/// <param name="time">The clock.</param>
public sealed class LeaderLease(KubeConnection connection, string space, string name, string identity, TimeProvider? time = null)
{
    /// <summary>How long a lease holds without being renewed.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(15);

    /// <summary>How often it is renewed, or tried for.</summary>
    public static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    private readonly TimeProvider clock = time ?? TimeProvider.System;
    private string seen = "";
    private long seenAt;

    /// <summary>True while this process leads.</summary>
    public bool Leads { get; private set; }

    /// <summary>One attempt to take or renew the lease.</summary>
    /// <returns>True when this process leads now.</returns>
    /// <exception cref="KubeException">The server could not say; a leader that cannot renew must stop before the lease expires.</exception>
    public async Task<bool> Try(CancellationToken cancellation)
    {
        var (path, list) = ($"/apis/coordination.k8s.io/v1/namespaces/{space}/leases/{name}", $"/apis/coordination.k8s.io/v1/namespaces/{space}/leases");
        try
        {
            JsonObject lease;
            try
            {
                lease = await connection.Get(path, cancellation);
            }
            catch (KubeException missing) when (missing.Code == 404)
            {
                await connection.Post(list, new JsonObject { ["apiVersion"] = "coordination.k8s.io/v1", ["kind"] = "Lease", ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = space }, ["spec"] = Spec(0, null) }, cancellation);
                return Leads = true;
            }
            var holder = lease["spec"]?["holderIdentity"]?.ToString() ?? "";
            // Clocks of others are not trusted: what counts is how long the lease has not changed before our eyes.
            var record = lease["spec"]?.ToJsonString() ?? "";
            if (record != seen) (seen, seenAt) = (record, clock.GetTimestamp());
            var seconds = int.TryParse(lease["spec"]?["leaseDurationSeconds"]?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : (int)Length.TotalSeconds;
            if (holder.Length > 0 && holder != identity && clock.GetElapsedTime(seenAt) < TimeSpan.FromSeconds(seconds)) return Leads = false;
            var transitions = int.TryParse(lease["spec"]?["leaseTransitions"]?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
            lease["spec"] = Spec(holder == identity ? transitions : transitions + 1, holder == identity ? lease["spec"]?["acquireTime"]?.ToString() : null);
            await connection.Put(path, lease, cancellation);
            return Leads = true;
        }
        catch (KubeException lost) when (lost.Code == 409)
        {
            // Somebody else wrote it in between.
            return Leads = false;
        }
    }

    /// <summary>Gives the lease up at once. The official client's elector leaves it, and the next waits until it expires.</summary>
    public async Task Release(CancellationToken cancellation)
    {
        if (!Leads) return;
        Leads = false;
        var path = $"/apis/coordination.k8s.io/v1/namespaces/{space}/leases/{name}";
        try
        {
            var lease = await connection.Get(path, cancellation);
            if (lease["spec"]?["holderIdentity"]?.ToString() != identity) return;
            lease["spec"]!["holderIdentity"] = "";
            lease["spec"]!["leaseDurationSeconds"] = 1;
            await connection.Put(path, lease, cancellation);
        }
        catch (KubeException)
        {
            // It will expire.
        }
    }

    private JsonObject Spec(int transitions, string? acquired) => new()
    {
        ["holderIdentity"] = identity,
        ["leaseDurationSeconds"] = (int)Length.TotalSeconds,
        ["acquireTime"] = acquired ?? Now(),
        ["renewTime"] = Now(),
        ["leaseTransitions"] = transitions,
    };

    private string Now() => clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
}
