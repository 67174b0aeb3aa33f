using Google.Protobuf.Reflection;

namespace Orchestrator.Server.Grpc;

/// <summary>The full names of all that a file defines.</summary>
internal static class Symbols
{
    /// <summary>All names, in no order.</summary>
    public static IEnumerable<string> In(FileDescriptor file) =>
    [
        .. file.Services.Select(service => service.FullName),
        .. file.Services.SelectMany(service => service.Methods).Select(method => method.FullName),
        .. MessagesIn(file).SelectMany(InMessage),
        .. file.EnumTypes.SelectMany(type => InEnum(type, file.Package)),
        .. ExtensionsIn(file).Select(extension => extension.FullName),
    ];

    /// <summary>All messages, nested ones included.</summary>
    public static IEnumerable<MessageDescriptor> MessagesIn(FileDescriptor file) =>
        file.MessageTypes.SelectMany(WithNested);

    /// <summary>All extensions, wherever in the file they stand.</summary>
    public static IEnumerable<FieldDescriptor> ExtensionsIn(FileDescriptor file) =>
        file.Extensions.UnorderedExtensions.Concat(
            MessagesIn(file).SelectMany(message => message.Extensions.UnorderedExtensions));

    private static IEnumerable<MessageDescriptor> WithNested(MessageDescriptor message) =>
        message.NestedTypes.SelectMany(WithNested).Prepend(message);

    private static IEnumerable<string> InMessage(MessageDescriptor message) =>
    [
        message.FullName,
        .. message.Fields.InDeclarationOrder().Select(field => field.FullName),
        .. message.Oneofs.Select(oneof => oneof.FullName),
        .. message.EnumTypes.SelectMany(type => InEnum(type, message.FullName)),
    ];

    // As in C++, an enum's values stand beside it and not in it.
    private static IEnumerable<string> InEnum(EnumDescriptor type, string scope) =>
        type.Values.Select(value => scope.Length == 0 ? value.Name : $"{scope}.{value.Name}").Prepend(type.FullName);
}
