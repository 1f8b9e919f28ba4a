namespace Rota.Tests.Architecture;

/// <summary>The rules of the house as functions from what was found to what is wrong with it, in words.</summary>
internal static class HouseRules
{
    /// <summary>Arrows that point up, and rooms that stand on no floor.</summary>
    public static IEnumerable<string> UpwardArrows(IEnumerable<Reference> references)
    {
        foreach (var (from, to, arrow) in Between(references))
        {
            var (source, target) = (FloorOf(HousePlan.Rooms, from), FloorOf(HousePlan.Rooms, to));
            if (source is null) yield return $"room {from} is on no floor of the plan: {arrow}";
            else if (target is null) yield return $"room {to} is on no floor of the plan: {arrow}";
            else if (target > source)
                yield return $"{from} ({HousePlan.Rooms[source.Value].Name}) imports {to} ({HousePlan.Rooms[target.Value].Name}) above it: {arrow}";
            else if (HousePlan.Rooms[source.Value].Name == HousePlan.Domains && target == source)
                yield return $"domain {from} imports domain {to}: {arrow}";
        }
    }

    /// <summary>What the entrance, the namespace <c>Rota</c> itself, imports: it may import nothing.</summary>
    public static IEnumerable<string> EntranceArrows(IEnumerable<Reference> references) =>
        from reference in references
        where reference.From.Namespace == "Rota" && RoomOf(reference.To.Namespace) is { Length: > 0 }
        select $"the entrance imports a room: {reference}";

    /// <summary>Rooms that reach themselves through others.</summary>
    public static IEnumerable<string> Circles(IEnumerable<Reference> references)
    {
        var imports = Between(references).ToLookup(arrow => arrow.From, arrow => arrow.To);
        foreach (var room in imports.Select(group => group.Key).Order(StringComparer.Ordinal))
            if (WayBack(imports, room) is { } way && string.CompareOrdinal(way.Min(StringComparer.Ordinal), room) >= 0)
                yield return $"circle: {string.Join(" -> ", way)}";
    }

    /// <summary>Referees that know a solver's code.</summary>
    public static IEnumerable<string> PartialReferees(IEnumerable<Reference> references) =>
        from reference in references
        let domain = RoomOf(reference.From.Namespace)
        where domain is { Length: > 0 } && IsReferee(reference.From)
        where IsInside(reference.To.Namespace, $"Rota.{domain}") && reference.To.Namespace.Split('.').Skip(2).Any(HousePlan.HiddenFromReferees.Contains)
        select $"the referee {reference.From} knows {reference.To}";

    /// <summary>Assemblies that import one of their own floor or above, or a package that is not theirs to know.</summary>
    public static IEnumerable<string> ForeignAssemblies(CompiledAssembly assembly, Func<string, bool> isFramework)
    {
        var floor = FloorOf(HousePlan.Assemblies, assembly.Name);
        if (floor is null) yield return $"assembly {assembly.Name} is on no floor of the plan";
        foreach (var use in assembly.Uses)
        {
            if (FloorOf(HousePlan.Assemblies, use) is { } below)
            {
                if (below >= floor) yield return $"{assembly.Name} imports {use}, which is not below it";
                continue;
            }
            if (floor == 0 && !isFramework(use)) yield return $"{assembly.Name} references the package {use}";
            foreach (var (package, owner) in HousePlan.HeavyPackages)
                if (use.StartsWith(package, StringComparison.Ordinal) && assembly.Name != owner)
                    yield return $"{assembly.Name} references {use}, which only {owner} may know";
        }
    }

    /// <summary>The room of a namespace: its second word; empty for <c>Rota</c> itself, null outside the house.</summary>
    public static string? RoomOf(string name)
    {
        var words = name.Split('.');
        return words[0] != "Rota" ? null : words.Length == 1 ? "" : words[1];
    }

    private static IEnumerable<(string From, string To, Reference Arrow)> Between(IEnumerable<Reference> references) =>
        from arrow in references
        let @from = RoomOf(arrow.From.Namespace)
        let to = RoomOf(arrow.To.Namespace)
        where @from is { Length: > 0 } && to is { Length: > 0 } && @from != to
        select (@from, to, arrow);

    private static int? FloorOf(IReadOnlyList<Floor> floors, string room)
    {
        for (var i = 0; i < floors.Count; i++)
            if (floors[i].Rooms.Contains(room)) return i;
        return null;
    }

    private static bool IsReferee(TypeName type) =>
        type.Name.EndsWith("Checker", StringComparison.Ordinal) || type.Namespace.Split('.').Contains("Checker");

    private static bool IsInside(string name, string outer) =>
        name == outer || name.StartsWith(outer + ".", StringComparison.Ordinal);

    /// <summary>A shortest way from a room back to itself, null when there is none.</summary>
    private static List<string>? WayBack(ILookup<string, string> imports, string room)
    {
        var ways = new Queue<List<string>>([[room]]);
        var seen = new HashSet<string>();
        while (ways.TryDequeue(out var way))
            foreach (var next in imports[way[^1]])
            {
                if (next == room) return [.. way, room];
                if (seen.Add(next)) ways.Enqueue([.. way, next]);
            }
        return null;
    }
}
