using System.Runtime.InteropServices;

namespace Rota.CpSat.Solving;

/// <summary>
/// Lets a thread and all threads it starts yield to others. On Linux priority belongs to threads and is inherited, so a solver of others can be kept from starving the
/// threads beside it: eight CP-SAT workers would otherwise leave one tabu thread a ninth of two cores. Elsewhere nothing happens.
/// </summary>
internal static partial class Niceness
{
    private const int Process = 0;

    /// <summary>Sets the calling thread's niceness, 0 (normal) to 19 (only what others leave).</summary>
    public static void Lower(int nice)
    {
        if (nice <= 0 || !OperatingSystem.IsLinux()) return;
        // Refused is as good as not asked: it only costs speed.
        _ = SetPriority(Process, 0, nice);
    }

    [LibraryImport("libc", EntryPoint = "setpriority", SetLastError = true)]
    private static partial int SetPriority(int which, uint who, int priority);
}
