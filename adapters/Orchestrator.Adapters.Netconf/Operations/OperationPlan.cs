using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Orchestrator.Adapters.Declared;
using Orchestrator.Adapters.Netconf.Sessions;
using Orchestrator.Adapters.Netconf.Templates;
using Orchestrator.Adapters.Netconf.Trees;

namespace Orchestrator.Adapters.Netconf.Operations;

/// <summary>An operation, ready to be carried out.</summary>
/// <param name="Declared">As it was declared.</param>
/// <param name="Templates">Where its XML comes from.</param>
/// <param name="Outputs">What of the answer is its output.</param>
/// <param name="Device">The device's name; null: the input's member <c>device</c>, where it has one.</param>
/// <param name="Keys">What the declaration says of lists.</param>
internal sealed record OperationPlan(
    DeclaredOperation Declared,
    TemplateSource Templates,
    OutputReader Outputs,
    Template? Device,
    IReadOnlyList<JsonElement> Keys)
{
    public string Name => Declared.Description.Name;

    /// <summary>The sessions with the device that a call is for.</summary>
    /// <exception cref="UnfitEditException">There is no such device.</exception>
    /// <exception cref="TemplateException">A value is missing.</exception>
    public SessionPool FindDevice(JsonElement input, DeviceTable devices)
    {
        var name = Device?.Fill(ScopeOf(input)) ?? TextOf(input, "device") ?? "";
        return devices.Find(name) ?? throw new UnfitEditException(
            "UNKNOWN_DEVICE",
            name.Length == 0
                ? "The call names no device. Name one of those that are configured."
                : $"There is no device '{name}' here. Name one of those that are configured.");
    }

    /// <summary>The XML of a call, within an element of that name.</summary>
    /// <exception cref="TemplateException">A value is missing, or the template cannot be had.</exception>
    public XElement Fill(JsonElement input, XName root) => Templates.For(input).Fill(ScopeOf(input), root);

    public ListKeys KeysFor(JsonElement input) => ListKeys.Of(
        [.. Keys.Cast<JsonElement?>(), Templates.IsGiven && input.TryGetProperty("keys", out var keys) ? keys : null]);

    /// <summary>What a success of a call makes and releases.</summary>
    public IReadOnlyList<ResourceChange> ResourcesOf(JsonElement input, JsonElement output)
    {
        var scope = JsonSerializer.SerializeToElement(new JsonObject
        {
            ["input"] = JsonNode.Parse(input.GetRawText()),
            ["output"] = JsonNode.Parse(output.GetRawText()),
        });
        return [.. Declared.Resources.Select(resource => resource.Fill(scope))];
    }

    internal static JsonElement ScopeOf(JsonElement input) => JsonSerializer.SerializeToElement(new JsonObject
    {
        ["input"] = JsonNode.Parse(input.GetRawText()),
        ["parameters"] = input.TryGetProperty("parameters", out var parameters)
            ? JsonNode.Parse(parameters.GetRawText())
            : new JsonObject(),
    });

    internal static string? TextOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
