using Xunit;

namespace Rota.Tests.Architecture;

/// <summary>The reader, on two made-up rooms compiled into the tests.</summary>
public sealed class AssemblyReaderTests
{
    private const string Lower = "Rota.Tests.Architecture.Lower";
    private const string Upper = "Rota.Tests.Architecture.Upper";
    private static readonly CompiledAssembly Tests = AssemblyReader.Read(typeof(AssemblyReaderTests).Assembly.Location);

    [Theory]
    [InlineData("ByBaseAttribute", "PlankAttribute")]
    [InlineData("ByInterface", "IPlank")]
    [InlineData("ByConstraint`1", "IPlank")]
    [InlineData("ByField", "Nail")]
    [InlineData("BySignature", "Nail")]
    [InlineData("ByAttribute", "PlankAttribute")]
    [InlineData("ByAttributeArgument", "Nail")]
    [InlineData("ByLambda", "Nail")]
    [InlineData("ByIterator", "Nail")]
    [InlineData("ByLocal", "Nail")]
    [InlineData("ByGenericArgument", "Nail")]
    [InlineData("ByCatch", "Nail")]
    [InlineData("ByTypeOf", "Nail")]
    public void Finds_a_reference_made_in_one_way_only(string from, string to) =>
        Assert.Contains(Tests.References, reference =>
            reference.From is { Namespace: Upper } && reference.From.Name == from
            && reference.To is { Namespace: Lower } && reference.To.Name == to);

    [Fact]
    public void Finds_no_reference_in_a_text() =>
        Assert.DoesNotContain(Tests.References, reference => reference.From.Name == "ByNothing" && reference.To.Namespace == Lower);

    [Fact]
    public void Finds_no_arrow_from_the_lower_room_to_the_upper() =>
        Assert.DoesNotContain(Tests.References, reference => reference.From.Namespace == Lower && reference.To.Namespace == Upper);

    [Fact]
    public void Names_the_assembly_a_reference_goes_to()
    {
        var to = Tests.References.Select(reference => reference.To).First(type => type.Name == "RotaException");
        Assert.Equal("Rota", to.Assembly);
        Assert.Contains("Rota", Tests.Uses);
    }

    [Fact]
    public void Every_type_of_the_tests_is_listed() =>
        Assert.Contains(new TypeName("Rota.Tests", Upper, "ByNothing"), Tests.Types);
}
