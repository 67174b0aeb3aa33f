using Orchestrator.Core.Values;

namespace Orchestrator.Core.Workflows.Reading;

/// <summary>
/// A value of a JSON document that knows where it stands. Names of members are found without regard to case, as Elsa
/// does.
/// </summary>
internal sealed class Node
{
    private readonly Node? _parent;
    private readonly int _index;
    private readonly Value _scalar;
    private Node[] _children = [];

    public Node(Node? parent, string? name, int index, ValueKind kind, int offset, Value scalar = default)
    {
        _parent = parent;
        _index = index;
        _scalar = scalar;
        Name = name;
        Kind = kind;
        Offset = offset;
    }

    public ValueKind Kind { get; }

    /// <summary>The name of the member whose value it is; null in an array and for the whole.</summary>
    public string? Name { get; }

    /// <summary>Where it begins in the document, in bytes.</summary>
    public int Offset { get; }

    /// <summary>
    /// Whether it is the root of a document that stands as text within another one; its place is that of the text.
    /// </summary>
    public bool IsEmbedded { get; init; }

    public bool IsObject => Kind == ValueKind.Object;

    public bool IsArray => Kind == ValueKind.Array;

    /// <summary>Items of an array or members of an object, in order; empty for a scalar.</summary>
    public ReadOnlySpan<Node> Children => _children;

    /// <summary>The content of a string; null for any other kind.</summary>
    public string? Text => _scalar.AsString;

    /// <summary>A member that is there and not null; of several of one name, the last.</summary>
    public Node? this[string name]
    {
        get
        {
            if (Kind != ValueKind.Object)
                return null;

            for (var index = _children.Length - 1; index >= 0; index--)
            {
                if (string.Equals(_children[index].Name, name, StringComparison.OrdinalIgnoreCase))
                    return _children[index].Kind == ValueKind.Null ? null : _children[index];
            }

            return null;
        }
    }

    /// <summary>JSON pointer (RFC 6901).</summary>
    public string Pointer
    {
        get
        {
            if (_parent is null)
                return "";
            if (IsEmbedded)
                return _parent.Pointer;
            if (Within() is { } host)
                return host.Pointer;

            var step = Name is null ? _index.ToString(System.Globalization.CultureInfo.InvariantCulture) : Escape(Name);
            return $"{_parent.Pointer}/{step}";
        }
    }

    /// <summary>What a JSON pointer from here leads to, or as far as it leads.</summary>
    public Node Deepest(string pointer)
    {
        var node = this;
        foreach (var step in pointer.Split('/').Skip(1))
        {
            var name = step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            var next = node.IsArray && int.TryParse(name, out var index) && index < node._children.Length
                ? node._children[index]
                : node[name];
            if (next is null)
                break;
            node = next;
        }

        return node;
    }

    public void Adopt(Node[] children) => _children = children;

    public Value ToValue()
    {
        switch (Kind)
        {
            case ValueKind.Array:
                var items = new Value[_children.Length];
                for (var index = 0; index < items.Length; index++)
                    items[index] = _children[index].ToValue();
                return Value.Array(items);
            case ValueKind.Object:
                var members = new (string, Value)[_children.Length];
                for (var index = 0; index < members.Length; index++)
                    members[index] = (_children[index].Name!, _children[index].ToValue());
                return Value.Object(members);
            default:
                return _scalar;
        }
    }

    private Node? Within()
    {
        for (var node = _parent; node is not null; node = node._parent)
        {
            if (node.IsEmbedded)
                return node._parent;
        }

        return null;
    }

    private static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
