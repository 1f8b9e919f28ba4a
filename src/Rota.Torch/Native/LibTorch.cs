using System.Runtime.InteropServices;
using System.Runtime.Loader;
using TorchSharp;

namespace Rota.Torch.Native;

/// <summary>Gets libtorch going: one thread, and the library's one-bit fix where the build did not make it.</summary>
public static class LibTorch
{
    private static readonly Lazy<string> Started = new(Start);

    /// <summary>Loads libtorch, once, and sets one thread: more are slower for small networks and break run-to-run equality.</summary>
    /// <returns>What was loaded, in words.</returns>
    /// <exception cref="RotaException">It does not load here; the message says why and what to do.</exception>
    public static string Ensure() => Started.Value;

    /// <summary>Tensors in use beyond the scopes that are open: what leak tests hold flat.</summary>
    public static long LiveTensors => torch.Tensor.TotalCount;

    private static string Start()
    {
        var library = Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so");
        if (!File.Exists(library)) library = Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", "libLibTorchSharp.so");
        var how = "as it is";
        if (OperatingSystem.IsLinux() && File.Exists(library)) how = Mend(library);
        try
        {
            torch.set_num_threads(1);
            using var one = torch.ones(1);
            return $"libtorch {torch.__version__}, {how}, {torch.get_num_threads()} thread";
        }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or NotSupportedException or EntryPointNotFoundException)
        {
            throw new RotaException($"libtorch does not load here ({(e.InnerException ?? e).Message.Split('\n')[0]}): training needs linux-x64 with glibc 2.29 or newer, or a TorchSharp backend of this platform", e);
        }
    }

    /// <summary>The build has mended the file; where it came another way, a mended copy in the user's cache is loaded when the loader refuses the file itself.</summary>
    private static string Mend(string library)
    {
        var bytes = File.ReadAllBytes(library);
        var flags = GlibcxxNeed.Find(bytes);
        if (flags < 0) return "no fix needed";
        if (GlibcxxNeed.IsWeak(bytes, flags)) return "fixed by the build";
        var folder = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "rota", "libtorch");
        Directory.CreateDirectory(folder);
        var copy = Path.Combine(folder, $"libLibTorchSharp-{bytes.Length}.so");
        if (!File.Exists(copy)) GlibcxxNeed.Weaken(library, copy);
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (assembly, name) =>
        {
            if (!name.Contains("LibTorchSharp", StringComparison.Ordinal)) return IntPtr.Zero;
            // The copy looks for its neighbours by name: they must be there already.
            foreach (var needed in new[] { "libc10.so", "libtorch_cpu.so", "libtorch.so" })
                NativeLibrary.TryLoad(Path.Combine(Path.GetDirectoryName(library)!, needed), out _);
            return NativeLibrary.TryLoad(copy, out var handle) ? handle : IntPtr.Zero;
        };
        return $"fixed in {copy}";
    }
}
