using System.Text;
using Grpc.Core.Utils;

namespace Grpc.Core;

/// <summary>Something known about the other side, such as a name in its certificate. It does not change.</summary>
public class AuthProperty
{
    private readonly byte[] _valueBytes;

    private AuthProperty(string name, byte[] valueBytes)
    {
        Name = GrpcPreconditions.CheckNotNull(name, nameof(name));
        _valueBytes = GrpcPreconditions.CheckNotNull(valueBytes, nameof(valueBytes));
    }

    /// <summary>What is known.</summary>
    public string Name { get; }

    /// <summary>The value as text, from UTF-8.</summary>
    public string Value => Encoding.UTF8.GetString(_valueBytes);

    /// <summary>A copy of the value's bytes.</summary>
    public byte[] ValueBytes => [.. _valueBytes];

    /// <summary>A property.</summary>
    /// <param name="name">What is known.</param>
    /// <param name="valueBytes">The value; it is copied.</param>
    /// <exception cref="ArgumentNullException">Either is null.</exception>
    public static AuthProperty Create(string name, byte[] valueBytes) =>
        new(name, [.. GrpcPreconditions.CheckNotNull(valueBytes, nameof(valueBytes))]);
}
