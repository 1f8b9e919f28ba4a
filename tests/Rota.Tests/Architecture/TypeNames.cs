using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Rota.Tests.Architecture;

/// <summary>
/// Decodes signatures to the types they mention: <c>Dictionary&lt;A, B[]&gt;</c> is Dictionary, A and B. Primitive types and generic parameters
/// mention nothing.
/// </summary>
internal sealed class TypeNames(MetadataReader metadata)
    : ISignatureTypeProvider<ImmutableArray<TypeName>, object?>, ICustomAttributeTypeProvider<ImmutableArray<TypeName>>
{
    private readonly string self = metadata.GetString(metadata.GetAssemblyDefinition().Name);

    /// <summary>The types that a type handle of any kind mentions.</summary>
    public ImmutableArray<TypeName> Of(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeDefinition => [OfDefinition((TypeDefinitionHandle)handle)],
        HandleKind.TypeReference => [OfReference((TypeReferenceHandle)handle)],
        _ => metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, null),
    };

    /// <summary>The outermost type around a definition.</summary>
    public TypeName OfDefinition(TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        while (!type.GetDeclaringType().IsNil) type = metadata.GetTypeDefinition(type.GetDeclaringType());
        return new(self, metadata.GetString(type.Namespace), metadata.GetString(type.Name));
    }

    public ImmutableArray<TypeName> GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        [OfDefinition(handle)];

    public ImmutableArray<TypeName> GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        [OfReference(handle)];

    public ImmutableArray<TypeName> GetTypeFromSpecification(
        MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) => Of(handle);

    public ImmutableArray<TypeName> GetGenericInstantiation(
        ImmutableArray<TypeName> genericType, ImmutableArray<ImmutableArray<TypeName>> typeArguments) =>
        [.. genericType, .. typeArguments.SelectMany(argument => argument)];

    public ImmutableArray<TypeName> GetFunctionPointerType(MethodSignature<ImmutableArray<TypeName>> signature) =>
        [.. signature.ReturnType, .. signature.ParameterTypes.SelectMany(parameter => parameter)];

    public ImmutableArray<TypeName> GetModifiedType(
        ImmutableArray<TypeName> modifier, ImmutableArray<TypeName> unmodifiedType, bool isRequired) => [.. modifier, .. unmodifiedType];

    public ImmutableArray<TypeName> GetArrayType(ImmutableArray<TypeName> elementType, ArrayShape shape) => elementType;

    public ImmutableArray<TypeName> GetByReferenceType(ImmutableArray<TypeName> elementType) => elementType;

    public ImmutableArray<TypeName> GetPinnedType(ImmutableArray<TypeName> elementType) => elementType;

    public ImmutableArray<TypeName> GetPointerType(ImmutableArray<TypeName> elementType) => elementType;

    public ImmutableArray<TypeName> GetSZArrayType(ImmutableArray<TypeName> elementType) => elementType;

    public ImmutableArray<TypeName> GetPrimitiveType(PrimitiveTypeCode typeCode) => [];

    public ImmutableArray<TypeName> GetGenericMethodParameter(object? genericContext, int index) => [];

    public ImmutableArray<TypeName> GetGenericTypeParameter(object? genericContext, int index) => [];

    public ImmutableArray<TypeName> GetSystemType() => [new("System.Runtime", "System", "Type")];

    public bool IsSystemType(ImmutableArray<TypeName> type) => type is [{ Namespace: "System", Name: "Type" }];

    /// <summary>An attribute's <c>typeof(X)</c>, which metadata keeps as text: namespace, name, and the assembly unless it is this one.</summary>
    public ImmutableArray<TypeName> GetTypeFromSerializedName(string name)
    {
        var parts = name.Split(',', 3, StringSplitOptions.TrimEntries);
        var outermost = parts[0].Split('+', '[')[0];
        var dot = outermost.LastIndexOf('.');
        return [new(parts.Length > 1 ? parts[1] : self, dot < 0 ? "" : outermost[..dot], outermost[(dot + 1)..])];
    }

    /// <summary>The width of an enum among an attribute's arguments. Enums of Rota and of the framework's attributes are all 32 bits wide.</summary>
    public PrimitiveTypeCode GetUnderlyingEnumType(ImmutableArray<TypeName> type) => PrimitiveTypeCode.Int32;

    private TypeName OfReference(TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        while (type.ResolutionScope.Kind == HandleKind.TypeReference)
            type = metadata.GetTypeReference((TypeReferenceHandle)type.ResolutionScope);
        var assembly = type.ResolutionScope.Kind == HandleKind.AssemblyReference
            ? metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name)
            : self;
        return new(assembly, metadata.GetString(type.Namespace), metadata.GetString(type.Name));
    }
}
