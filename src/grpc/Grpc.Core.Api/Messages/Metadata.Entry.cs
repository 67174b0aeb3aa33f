using System.Buffers;
using System.Text;
using Grpc.Core.Utils;

namespace Grpc.Core;

public sealed partial class Metadata
{
    /// <summary>A header or trailer: a key in lower case, and text or bytes. It does not change.</summary>
    public class Entry
    {
        // What the gRPC protocol allows in a key (Custom-Metadata, Header-Name).
        private static readonly SearchValues<char> KeyCharacters =
            SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz-_.");

        private readonly string? _text;
        private readonly byte[]? _bytes;

        /// <summary>An entry of bytes.</summary>
        /// <param name="key">One or more of A-Z (taken as lower case), a-z, 0-9, '-', '_', '.'; ends with
        /// "-bin".</param>
        /// <param name="valueBytes">The bytes; they are copied.</param>
        /// <exception cref="ArgumentNullException">The key or the value is null.</exception>
        /// <exception cref="ArgumentException">The key is not valid, or not that of a binary entry.</exception>
        public Entry(string key, byte[] valueBytes)
        {
            Key = Normalized(key);
            GrpcPreconditions.CheckArgument(
                IsBinary, $"The key '{key}' must end with '{BinaryHeaderSuffix}', for its value is binary.");
            _bytes = [.. GrpcPreconditions.CheckNotNull(valueBytes, nameof(valueBytes))];
        }

        /// <summary>An entry of text.</summary>
        /// <param name="key">One or more of A-Z (taken as lower case), a-z, 0-9, '-', '_', '.'; not ending with
        /// "-bin".</param>
        /// <param name="value">The text; only printable ASCII survives the wire.</param>
        /// <exception cref="ArgumentNullException">The key or the value is null.</exception>
        /// <exception cref="ArgumentException">The key is not valid, or that of a binary entry.</exception>
        public Entry(string key, string value)
        {
            Key = Normalized(key);
            GrpcPreconditions.CheckArgument(
                !IsBinary, $"The key '{key}' must not end with '{BinaryHeaderSuffix}', for its value is text.");
            _text = GrpcPreconditions.CheckNotNull(value, nameof(value));
        }

        /// <summary>The key, in lower case.</summary>
        public string Key { get; }

        /// <summary>The value as bytes: a copy of a binary one, the ASCII of a text.</summary>
        public byte[] ValueBytes => _bytes is null ? Encoding.ASCII.GetBytes(_text!) : [.. _bytes];

        /// <summary>The value as text.</summary>
        /// <exception cref="InvalidOperationException">The value is binary.</exception>
        public string Value
        {
            get
            {
                GrpcPreconditions.CheckState(_text is not null, $"The value of '{Key}' is binary: it has no text.");
                return _text;
            }
        }

        /// <summary>Whether the value is bytes, which the key's end decides.</summary>
        public bool IsBinary => Key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal);

        /// <summary>The entry as logs show it; bytes in base64, as on the wire.</summary>
        public override string ToString() =>
            $"[Entry: key={Key}, value={(_bytes is null ? _text : Convert.ToBase64String(_bytes))}]";

        private static string Normalized(string key)
        {
            var lower = GrpcPreconditions.CheckNotNull(key, nameof(key)).ToLowerInvariant();
            GrpcPreconditions.CheckArgument(
                lower.Length > 0 && !lower.AsSpan().ContainsAnyExcept(KeyCharacters),
                $"The metadata key '{key}' is not valid: it needs one or more letters, digits, '-', '_' or '.'.");
            return lower;
        }
    }
}
