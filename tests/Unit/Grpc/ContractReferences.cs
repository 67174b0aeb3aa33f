using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Orchestrator.Tests.Unit.Grpc;

/// <summary>The references of a compiled assembly to members of the contract assemblies.</summary>
internal static class ContractReferences
{
    /// <summary>Their metadata tokens.</summary>
    public static List<int> Of(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var reader = file.GetMetadataReader();
        return [.. reader.MemberReferences
            .Where(handle => IsOfContract(reader, reader.GetMemberReference(handle).Parent))
            .Select(handle => MetadataTokens.GetToken(handle))];
    }

    private static bool IsOfContract(MetadataReader reader, EntityHandle type) => type.Kind switch
    {
        HandleKind.TypeSpecification => IsOfContract(reader, GenericType(reader, (TypeSpecificationHandle)type)),
        HandleKind.TypeReference =>
            IsOfContract(reader, reader.GetTypeReference((TypeReferenceHandle)type).ResolutionScope),
        HandleKind.AssemblyReference =>
            reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)type).Name)
                is "Grpc.Core.Api" or "Grpc.Net.Common",
        _ => false,
    };

    // ECMA-335 II.23.2.14: a generic type is GENERICINST, CLASS or VALUETYPE, the type without arguments, and those.
    private static EntityHandle GenericType(MetadataReader reader, TypeSpecificationHandle handle)
    {
        var signature = reader.GetBlobReader(reader.GetTypeSpecification(handle).Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance) return default;

        signature.ReadCompressedInteger();
        return signature.ReadTypeHandle();
    }
}
