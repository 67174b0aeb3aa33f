using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Adapters.Declared;

namespace Orchestrator.Adapters.Http.Declared.Values;

/// <summary>
/// Makes a changed copy of a value, for systems whose whole document is read, changed and written back.
/// </summary>
/// <param name="Of">The value, in the scope.</param>
/// <param name="Changes">In order; their pointers begin at the value.</param>
internal sealed record Edit(Pointer Of, IReadOnlyList<Edit.Change> Changes)
{
    /// <exception cref="TemplateException">The value, or a place in it, is not there.</exception>
    public JsonElement Make(JsonElement scope)
    {
        var document = Of.Find(scope, scope) ?? throw new TemplateException("What was to be edited is not there.");
        foreach (var change in Changes)
            document = change.Make(document, scope);
        return document;
    }

    /// <summary>An item is added to an array, or something is removed, where it is there.</summary>
    public sealed record Change(Pointer At, JsonTemplate? Add)
    {
        public JsonElement Make(JsonElement document, JsonElement scope)
        {
            var way = At.Locate(document, scope, out _);
            if (way is null)
                return Add is null ? document : throw new TemplateException("The place to add to is not there.");

            var root = JsonNode.Parse(document.GetRawText())!;
            if (Add is null)
                Remove(Walk(root, way[..^1]), way[^1]);
            else if (Walk(root, way) is JsonArray items)
                items.Add(Add.Fill(scope));
            else
                throw new TemplateException("The place to add to is no array.");
            return JsonSerializer.SerializeToElement(root);
        }

        private static JsonNode Walk(JsonNode root, List<string> way)
        {
            foreach (var name in way)
                root = (root is JsonArray items ? items[Index(name)] : root[name])!;
            return root;
        }

        private static void Remove(JsonNode parent, string name)
        {
            if (parent is JsonArray items)
                items.RemoveAt(Index(name));
            else
                parent.AsObject().Remove(name);
        }

        private static int Index(string name) => int.Parse(name, System.Globalization.CultureInfo.InvariantCulture);
    }
}
