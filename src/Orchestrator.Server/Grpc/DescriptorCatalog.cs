using System.Collections.Frozen;
using Google.Protobuf.Reflection;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Orchestrator.Server.Grpc;

/// <summary>
/// What this process offers over gRPC: its services, and the files that define them, found by what is in them. It does
/// not change.
/// </summary>
public sealed class DescriptorCatalog
{
    private readonly FrozenDictionary<string, FileDescriptor> _byName;
    private readonly FrozenDictionary<string, FileDescriptor> _bySymbol;
    private readonly FrozenDictionary<string, SortedList<int, FileDescriptor>> _byExtendedType;

    /// <summary>A catalog of services, and of all that the files which define them import.</summary>
    /// <param name="services">The services that are mapped, including reflection and health.</param>
    public DescriptorCatalog(IEnumerable<ServiceDescriptor> services)
    {
        var offered = services.ToList();
        var files = offered.SelectMany(service => WithImports(service.File)).DistinctBy(file => file.Name).ToList();

        Services = offered.Select(service => service.FullName).ToFrozenSet();
        _byName = files.ToFrozenDictionary(file => file.Name);
        _bySymbol = files
            .SelectMany(file => Symbols.In(file).Select(symbol => (symbol, file)))
            .DistinctBy(found => found.symbol)
            .ToFrozenDictionary(found => found.symbol, found => found.file);
        _byExtendedType = ExtensionsIn(files);
    }

    /// <summary>The services' full names.</summary>
    public IReadOnlySet<string> Services { get; }

    /// <summary>The file of a name such as "google/protobuf/timestamp.proto", or null.</summary>
    /// <param name="name">The name by which other files import it.</param>
    public FileDescriptor? FileNamed(string name) => _byName.GetValueOrDefault(name);

    /// <summary>
    /// The file that defines a service, method, message, field, oneof, enum, value or extension, or null.
    /// </summary>
    /// <param name="symbol">Its full name.</param>
    public FileDescriptor? FileDefining(string symbol) => _bySymbol.GetValueOrDefault(symbol);

    /// <summary>
    /// The extensions of a message: the file that defines each, by its number; null for an unknown message.
    /// </summary>
    /// <param name="type">The message's full name.</param>
    public IReadOnlyDictionary<int, FileDescriptor>? ExtensionsOf(string type) =>
        _byExtendedType.GetValueOrDefault(type);

    /// <summary>A file, and then all that it imports, directly or not, each once.</summary>
    /// <param name="file">The file.</param>
    public static IEnumerable<FileDescriptor> WithImports(FileDescriptor file)
    {
        List<FileDescriptor> found = [file];
        for (var next = 0; next < found.Count; next++)
        {
            foreach (var import in found[next].Dependencies)
            {
                if (!found.Contains(import)) found.Add(import);
            }
        }

        return found;
    }

    private static FrozenDictionary<string, SortedList<int, FileDescriptor>> ExtensionsIn(List<FileDescriptor> files)
    {
        var byType = files.SelectMany(Symbols.MessagesIn)
            .ToDictionary(message => message.FullName, _ => new SortedList<int, FileDescriptor>());
        foreach (var extension in files.SelectMany(Symbols.ExtensionsIn))
        {
            byType[extension.ExtendeeType.FullName][extension.FieldNumber] = extension.File;
        }

        return byType.ToFrozenDictionary();
    }
}
