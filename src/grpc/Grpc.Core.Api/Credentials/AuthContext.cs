using Grpc.Core.Utils;

namespace Grpc.Core;

/// <summary>What is known about the other side of a call.</summary>
/// <param name="peerIdentityPropertyName">The property that says who it is; null where nobody proved it.</param>
/// <param name="properties">All that is known, by name.</param>
/// <exception cref="ArgumentNullException">The properties are null.</exception>
public class AuthContext(string? peerIdentityPropertyName, Dictionary<string, List<AuthProperty>> properties)
{
    private readonly Dictionary<string, List<AuthProperty>> _properties =
        GrpcPreconditions.CheckNotNull(properties, nameof(properties));

    /// <summary>Whether the other side proved who it is.</summary>
    public bool IsPeerAuthenticated => PeerIdentityPropertyName is not null;

    /// <summary>The property that says who the other side is; null where nobody proved it.</summary>
    public string? PeerIdentityPropertyName { get; } = peerIdentityPropertyName;

    /// <summary>Who the other side is, which may have several names; none where nobody proved it.</summary>
    public IEnumerable<AuthProperty> PeerIdentity =>
        PeerIdentityPropertyName is null ? [] : FindPropertiesByName(PeerIdentityPropertyName);

    /// <summary>All that is known.</summary>
    public IEnumerable<AuthProperty> Properties => _properties.Values.SelectMany(values => values);

    /// <summary>All that is known under a name; none where nothing is.</summary>
    /// <param name="propertyName">The name.</param>
    public IEnumerable<AuthProperty> FindPropertiesByName(string propertyName) =>
        _properties.GetValueOrDefault(propertyName) ?? [];
}
