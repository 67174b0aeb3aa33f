using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orchestrator.Engine.Ports;

/// <summary>What a node tells of its adapters, as it is kept.</summary>
public static class AdapterFiguresJson
{
    public static string Write(IReadOnlyList<AdapterFigures> figures) =>
        JsonSerializer.Serialize(figures, AdapterFiguresContext.Default.IReadOnlyListAdapterFigures);

    /// <summary>Empty where a later version of the program wrote what is not understood.</summary>
    public static IReadOnlyList<AdapterFigures> Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, AdapterFiguresContext.Default.IReadOnlyListAdapterFigures) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}

/// <summary>Made by the compiler: the first heartbeat is not to wait for it.</summary>
[JsonSerializable(typeof(IReadOnlyList<AdapterFigures>))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
internal sealed partial class AdapterFiguresContext : JsonSerializerContext;
