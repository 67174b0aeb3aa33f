using System.Text.Json;
using Orchestrator.Adapters.Declared;

namespace Orchestrator.Adapters.Sandbox;

/// <summary>
/// Makes instances of the kind <c>sandbox</c>: one of the simulated systems, by its name, or any system by the
/// declaration that the real one has.
/// </summary>
/// <param name="sandbox">The world they live in.</param>
public sealed class SandboxAdapterFactory(SandboxAdapters sandbox) : IAdapterFactory
{
    /// <inheritdoc/>
    public string Kind => "sandbox";

    /// <inheritdoc/>
    public string SettingsSchema =>
        $$"""
        { "type": "object", "additionalProperties": false, "properties": {
          "system": { "enum": [{{string.Join(", ", sandbox.Keys.Order(StringComparer.Ordinal).Select(key => $"\"{key}\""))}}],
            "description": "The simulated system, where no declaration is given." } } }
        """;

    /// <inheritdoc/>
    public string DeclarationSchema =>
        $$"""
        { "type": "object", "required": ["operations"], "properties": {
          "operations": { "type": "object", "minProperties": 1, "additionalProperties": {
            "type": "object", "properties": { {{DeclaredOperation.SchemaProperties}} } } } } }
        """;

    /// <inheritdoc/>
    public IAdapter Create(AdapterSetup setup)
    {
        var system = setup.Settings.TryGetProperty("system", out var named) ? named.GetString() : null;
        return (system, setup.Declaration) switch
        {
            (null, { } declaration) => sandbox.Declare(setup.Instance, declaration),
            ({ } name, null) => sandbox[name],
            _ => throw new AdapterSetupException(
                "/settings/system", "Name a system, or give a declaration: one of the two."),
        };
    }
}
