using System.Text.RegularExpressions;
using Xunit;

namespace Rota.Tests.Architecture;

/// <summary>The page <c>docs/architecture.md</c> and the code agree.</summary>
public sealed partial class HousePageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(BuiltAssemblies.Root, "docs", "architecture.md"));

    public static TheoryData<string> Projects => [.. BuiltAssemblies.Projects];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_namespace_has_a_row_that_does_not_call_it_planned(string project) =>
        None("rooms without a row in docs/architecture.md", Namespaces(project).Except(RoomsOfPage(Page, planned: false)));

    [Fact]
    public void Every_row_is_a_namespace_unless_it_is_planned()
    {
        var built = BuiltAssemblies.Projects.SelectMany(Namespaces).ToHashSet();
        None("rows of docs/architecture.md without a room", RoomsOfPage(Page, planned: false).Except(built));
        None("rooms that docs/architecture.md calls planned", RoomsOfPage(Page, planned: true).Intersect(built));
    }

    [Fact]
    public void Every_type_the_page_names_exists()
    {
        var types = BuiltAssemblies.Projects.SelectMany(project => BuiltAssemblies.Read(project).Types)
            .Select(type => type.Name.Split('`')[0]).ToHashSet();
        var prose = RoomsTable().Replace(Page, row => row.Groups["planned"].Success ? "" : row.Value);
        var named = TypeInProse().Matches(prose).Select(match => match.Groups["type"].Value).Distinct();
        None("types of docs/architecture.md that do not exist", named.Where(name => !types.Contains(name) && Type.GetType($"System.{name}") is null));
    }

    [Fact]
    public void A_page_with_a_room_too_few_or_too_many_is_noticed()
    {
        const string page = """
            | room | what lives there |
            |---|---|
            | `Rota.Shop` | the model |
            | `Rota.Attic` | boxes · planned |
            """;
        Assert.Equal(["Rota.Shop"], RoomsOfPage(page, planned: false));
        Assert.Equal(["Rota.Attic"], RoomsOfPage(page, planned: true));
    }

    private static void None(string what, IEnumerable<string> names)
    {
        var found = names.Distinct().ToList();
        Assert.True(found.Count == 0, $"{what}: {string.Join(", ", found)}");
    }

    private static IEnumerable<string> Namespaces(string project) => BuiltAssemblies.Read(project).Types
        .Select(type => type.Namespace).Where(name => HouseRules.RoomOf(name) is not null).Distinct();

    private static IEnumerable<string> RoomsOfPage(string page, bool planned) =>
        from row in RoomsTable().Matches(page)
        where row.Groups["planned"].Success == planned
        select row.Groups["room"].Value;

    [GeneratedRegex(@"^\| `(?<room>Rota[A-Za-z.]*)` \|.*?(?<planned>· planned)? \|\s*$", RegexOptions.Multiline)]
    private static partial Regex RoomsTable();

    // A capitalised word in backquotes, with or without members: `Run`, `Run.Offer`, `Limit.Time(...)`. Rooms and files are not types.
    [GeneratedRegex(@"`(?:new )?(?<type>(?!Rota\b|Google\b)[A-Z][A-Za-z]*)(?:<[^`]*>)?(?:[.(](?!cs\b|md\b|txt\b)[^`/]*)?`")]
    private static partial Regex TypeInProse();
}
