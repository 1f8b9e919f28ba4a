// One file for two compilers: the library, and the build's inline task (no NET symbol there), which is why its C# is plain.
#nullable disable
#if !NET
using System;
using System.IO;
#endif
using System.Text;

namespace Rota.Torch.Native;

/// <summary>
/// TorchSharp's native library demands GLIBCXX_3.4.32 (gcc 13), which Debian 12 and Ubuntu 22.04 lack, and uses nothing of it. Setting the weak flag of that
/// one version need makes the loader accept the library (dotnet-stack, section 2).
/// </summary>
public static class GlibcxxNeed
{
    private const string Version = "GLIBCXX_3.4.32";
    private const int VersionNeeds = 0x6ffffffe, Weak = 2, MostNeeds = 256;

    /// <summary>Finds the need in an ELF file of 64 bits.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <returns>Where its flags are; -1 when there is no such need or this is no such file.</returns>
    public static int Find(byte[] file)
    {
        try
        {
            return FindUnchecked(file);
        }
        catch (ArgumentException)
        {
            // Offsets that point outside: no library this can mend.
            return -1;
        }
        catch (OverflowException)
        {
            return -1;
        }
    }

    /// <summary>True when the loader is already told that the need is weak.</summary>
    public static bool IsWeak(byte[] file, int flags)
    {
        return (BitConverter.ToUInt16(file, flags) & Weak) != 0;
    }

    /// <summary>Writes a library with the need weakened. The target may be the library itself; it is replaced as a whole.</summary>
    /// <returns>True when the target was written: the need was there and not weak, or the target is another file.</returns>
    public static bool Weaken(string library, string target)
    {
        var bytes = File.ReadAllBytes(library);
        var flags = Find(bytes);
        if ((flags < 0 || IsWeak(bytes, flags)) && library == target) return false;
        if (flags >= 0) bytes[flags] |= Weak;
        // A new file: the output may be a link to the package's own, which stays as it is.
        var temporary = target + "." + Guid.NewGuid().ToString("N");
        File.WriteAllBytes(temporary, bytes);
        if (File.Exists(target)) File.Delete(target);
        File.Move(temporary, target);
        return true;
    }

    private static int FindUnchecked(byte[] file)
    {
        if (file.Length < 64 || BitConverter.ToUInt32(file, 0) != 0x464c457f || file[4] != 2) return -1;
        var table = checked((int)BitConverter.ToUInt64(file, 0x28));
        int size = BitConverter.ToUInt16(file, 0x3a), count = BitConverter.ToUInt16(file, 0x3c);
        for (var s = 0; s < count; s++)
        {
            var section = table + (s * size);
            if (BitConverter.ToUInt32(file, section + 4) != VersionNeeds) continue;
            var names = table + ((int)BitConverter.ToUInt32(file, section + 40) * size);
            var strings = (int)BitConverter.ToUInt64(file, names + 24);
            var need = (int)BitConverter.ToUInt64(file, section + 24);
            for (var n = Math.Min(MostNeeds, (int)BitConverter.ToUInt32(file, section + 44)); n > 0; n--)
            {
                var entry = need + (int)BitConverter.ToUInt32(file, need + 8);
                for (int e = Math.Min(MostNeeds, (int)BitConverter.ToUInt16(file, need + 2)); e > 0; e--)
                {
                    if (Name(file, strings + (int)BitConverter.ToUInt32(file, entry + 8)) == Version) return entry + 4;
                    entry += (int)BitConverter.ToUInt32(file, entry + 12);
                }
                need += (int)BitConverter.ToUInt32(file, need + 12);
            }
        }
        return -1;
    }

    private static string Name(byte[] file, int at)
    {
        if (at < 0 || at > file.Length - Version.Length) return "";
        return Encoding.ASCII.GetString(file, at, Version.Length);
    }
}

#if !NET
public sealed class WeakenGlibcxx : Microsoft.Build.Utilities.Task
{
    [Microsoft.Build.Framework.Required]
    public string Library { get; set; }

    public override bool Execute()
    {
        GlibcxxNeed.Weaken(Library, Library);
        return true;
    }
}
#endif
