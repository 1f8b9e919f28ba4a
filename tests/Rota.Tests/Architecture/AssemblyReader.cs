using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Rota.Tests.Architecture;

/// <summary>
/// Reads a compiled assembly and lists every reference between types that is really in it: base types, interfaces, constraints, signatures,
/// attributes, locals, catch clauses and every token of every method body. What the compiler generates (closures, iterators) counts for the
/// outermost type that it was generated in.
/// </summary>
internal sealed class AssemblyReader
{
    private readonly MetadataReader metadata;
    private readonly PEReader image;
    private readonly TypeNames names;
    private readonly HashSet<Reference> found = [];
    private TypeName current;

    private AssemblyReader(PEReader image)
    {
        this.image = image;
        metadata = image.GetMetadataReader();
        names = new TypeNames(metadata);
    }

    /// <summary>Reads the assembly at <paramref name="path"/>.</summary>
    public static CompiledAssembly Read(string path)
    {
        using var image = new PEReader(File.OpenRead(path));
        var reader = new AssemblyReader(image);
        reader.Walk();
        var metadata = reader.metadata;
        return new(
            metadata.GetString(metadata.GetAssemblyDefinition().Name),
            [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))],
            [.. metadata.TypeDefinitions.Select(reader.names.OfDefinition).Distinct()],
            [.. reader.found]);
    }

    private void Walk()
    {
        foreach (var handle in metadata.TypeDefinitions)
        {
            var type = metadata.GetTypeDefinition(handle);
            current = names.OfDefinition(handle);
            Mention(type.BaseType);
            foreach (var implementation in type.GetInterfaceImplementations())
                Mention(metadata.GetInterfaceImplementation(implementation).Interface);
            Constraints(type.GetGenericParameters());
            Attributes(type.GetCustomAttributes());
            foreach (var field in type.GetFields())
            {
                Mention(metadata.GetFieldDefinition(field).DecodeSignature(names, null));
                Attributes(metadata.GetFieldDefinition(field).GetCustomAttributes());
            }
            foreach (var property in type.GetProperties()) Attributes(metadata.GetPropertyDefinition(property).GetCustomAttributes());
            foreach (var method in type.GetMethods()) Method(metadata.GetMethodDefinition(method));
        }
    }

    private void Method(MethodDefinition method)
    {
        Mention(method.DecodeSignature(names, null));
        Constraints(method.GetGenericParameters());
        Attributes(method.GetCustomAttributes());
        foreach (var parameter in method.GetParameters()) Attributes(metadata.GetParameter(parameter).GetCustomAttributes());
        if (method.RelativeVirtualAddress == 0) return;

        var body = image.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
            foreach (var local in metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(names, null)) Mention(local);
        foreach (var region in body.ExceptionRegions) Mention(region.CatchType);
        foreach (var token in MethodBody.Tokens(body.GetILReader()))
            Mention((EntityHandle)MetadataTokens.Handle(token));
    }

    private void Constraints(GenericParameterHandleCollection parameters)
    {
        foreach (var parameter in parameters)
            foreach (var constraint in metadata.GetGenericParameter(parameter).GetConstraints())
                Mention(metadata.GetGenericParameterConstraint(constraint).Type);
    }

    private void Attributes(CustomAttributeHandleCollection attributes)
    {
        foreach (var handle in attributes)
        {
            var attribute = metadata.GetCustomAttribute(handle);
            Mention(attribute.Constructor);
            var value = attribute.DecodeValue(names);
            foreach (var argument in value.FixedArguments) Mention(argument.Value);
            foreach (var argument in value.NamedArguments) Mention(argument.Value);
        }
    }

    private void Mention(EntityHandle handle)
    {
        if (handle.IsNil) return;
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition or HandleKind.TypeReference or HandleKind.TypeSpecification:
                Mention(names.Of(handle));
                break;
            case HandleKind.FieldDefinition:
                var field = metadata.GetFieldDefinition((FieldDefinitionHandle)handle);
                Mention(field.GetDeclaringType());
                Mention(field.DecodeSignature(names, null));
                break;
            case HandleKind.MethodDefinition:
                var method = metadata.GetMethodDefinition((MethodDefinitionHandle)handle);
                Mention(method.GetDeclaringType());
                Mention(method.DecodeSignature(names, null));
                break;
            case HandleKind.MethodSpecification:
                var generic = metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                Mention(generic.Method);
                foreach (var argument in generic.DecodeSignature(names, null)) Mention(argument);
                break;
            case HandleKind.MemberReference:
                var member = metadata.GetMemberReference((MemberReferenceHandle)handle);
                Mention(member.Parent);
                if (member.GetKind() == MemberReferenceKind.Field) Mention(member.DecodeFieldSignature(names, null));
                else Mention(member.DecodeMethodSignature(names, null));
                break;
            case HandleKind.StandaloneSignature:
                Mention(metadata.GetStandaloneSignature((StandaloneSignatureHandle)handle).DecodeMethodSignature(names, null));
                break;
        }
    }

    private void Mention(MethodSignature<ImmutableArray<TypeName>> signature)
    {
        Mention(signature.ReturnType);
        foreach (var parameter in signature.ParameterTypes) Mention(parameter);
    }

    private void Mention(object? argument)
    {
        if (argument is ImmutableArray<TypeName> types) Mention(types);
        else if (argument is ImmutableArray<CustomAttributeTypedArgument<ImmutableArray<TypeName>>> list)
            foreach (var element in list) Mention(element.Value);
    }

    private void Mention(ImmutableArray<TypeName> types)
    {
        foreach (var type in types)
            if (type != current) found.Add(new(current, type));
    }
}
