using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;
using Question = Grpc.Reflection.V1.ServerReflectionRequest.MessageRequestOneofCase;

namespace Orchestrator.Server.Grpc;

/// <summary>The answers of gRPC server reflection. Errors are answers too: the stream goes on after them.</summary>
internal static class ReflectionAnswers
{
    /// <summary>The answer to one question.</summary>
    public static ServerReflectionResponse To(ServerReflectionRequest request, DescriptorCatalog catalog)
    {
        var response = request.MessageRequestCase switch
        {
            Question.FileByFilename => Files(
                catalog.FileNamed(request.FileByFilename), $"There is no file '{request.FileByFilename}' here."),
            Question.FileContainingSymbol => Files(
                catalog.FileDefining(request.FileContainingSymbol),
                $"Nothing here is called '{request.FileContainingSymbol}'. Give a full name, with its package."),
            Question.FileContainingExtension => Extension(request.FileContainingExtension, catalog),
            Question.AllExtensionNumbersOfType => ExtensionNumbers(request.AllExtensionNumbersOfType, catalog),
            Question.ListServices => Services(catalog),
            _ => Error(StatusCode.InvalidArgument, "The request asks for nothing: set one of message_request."),
        };
        response.ValidHost = request.Host;
        response.OriginalRequest = request;
        return response;
    }

    private static ServerReflectionResponse Services(DescriptorCatalog catalog)
    {
        var services = catalog.Services
            .Order(StringComparer.Ordinal)
            .Select(name => new ServiceResponse { Name = name });
        return new() { ListServicesResponse = new() { Service = { services } } };
    }

    private static ServerReflectionResponse Extension(ExtensionRequest request, DescriptorCatalog catalog) => Files(
        catalog.ExtensionsOf(request.ContainingType)?.GetValueOrDefault(request.ExtensionNumber),
        $"There is no extension {request.ExtensionNumber} of '{request.ContainingType}' here.");

    private static ServerReflectionResponse ExtensionNumbers(string type, DescriptorCatalog catalog) =>
        catalog.ExtensionsOf(type) is not { } extensions
            ? Error(StatusCode.NotFound, $"There is no message '{type}' here.")
            : new()
            {
                AllExtensionNumbersResponse = new() { BaseTypeName = type, ExtensionNumber = { extensions.Keys } },
            };

    // With all imports, so that a client has what it needs after one question.
    private static ServerReflectionResponse Files(FileDescriptor? file, string missing) => file is null
        ? Error(StatusCode.NotFound, missing)
        : new()
        {
            FileDescriptorResponse = new()
            {
                FileDescriptorProto = { DescriptorCatalog.WithImports(file).Select(part => part.SerializedData) },
            },
        };

    private static ServerReflectionResponse Error(StatusCode code, string message) =>
        new() { ErrorResponse = new() { ErrorCode = (int)code, ErrorMessage = message } };
}
