using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Orchestrator.Core.Values;

namespace Orchestrator.Engine;

/// <summary>
/// Keeps sensitive values out of the journal, logs and answers: in their place stands a token, which only a call to an
/// adapter has opened again. A token is <c>sealed:v1:</c>, the base64url of nonce, ciphertext and tag, and <c>;</c>.
/// AES-256-GCM.
/// </summary>
public sealed class Sealer
{
    /// <summary>Bytes of a key.</summary>
    public const int KeySize = 32;

    /// <summary>What people see instead.</summary>
    public const string Masked = "***";

    private const string Prefix = "sealed:v1:";
    private const int NonceSize = 12;

    /// <summary>What is shorter could be any part of a message.</summary>
    private const int RedactedLengthMin = 4;

    private const int TagSize = 16;

    private readonly byte[] _key;

    /// <exception cref="ArgumentException">The key has not <see cref="KeySize"/> bytes.</exception>
    public Sealer(ReadOnlySpan<byte> key)
    {
        if (key.Length != KeySize)
            throw new ArgumentException($"A sealing key has {KeySize} bytes, not {key.Length}.", nameof(key));

        _key = key.ToArray();
    }

    /// <summary>
    /// The key of that file; where there is none yet, a new key is made, which its owner alone may read.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is no key.</exception>
    public static Sealer FromFile(string path)
    {
        if (!File.Exists(path))
            CreateKey(path);

        var key = File.ReadAllBytes(path);
        return key.Length == KeySize
            ? new Sealer(key)
            : throw new InvalidDataException($"'{path}' is no sealing key: it has {key.Length} bytes instead of "
                + $"{KeySize}. Restore it from a backup.");
    }

    /// <summary>Stands for the key without telling it: equal where the keys are.</summary>
    public string Fingerprint => Convert.ToHexString(HMACSHA256.HashData(_key, "fingerprint"u8)[..8]);

    /// <summary>The token for a value of any kind.</summary>
    public string Seal(Value value)
    {
        var plain = ValueJson.ToBytes(value);
        var token = new byte[NonceSize + plain.Length + TagSize];
        var nonce = token.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(_key, TagSize);
        cipher.Encrypt(nonce, plain, token.AsSpan(NonceSize, plain.Length), token.AsSpan(NonceSize + plain.Length));
        return $"{Prefix}{Base64Url.EncodeToString(token)};";
    }

    /// <summary>
    /// The value with every token opened, at any depth. A text that is one token becomes the value that was sealed; a
    /// token within a longer text becomes its text. What looks like a token and is none of this key stays as it is.
    /// </summary>
    public Value Open(Value value) => Replace(value, (_key, IsMask: false));

    /// <summary>The value with every token replaced by <see cref="Masked"/>.</summary>
    public static Value Mask(Value value) => Replace(value, (null, IsMask: true));

    /// <summary>The text with every token replaced by <see cref="Masked"/>.</summary>
    public static string Mask(string text) =>
        text.Contains(Prefix, StringComparison.Ordinal) ? ReplaceIn(text, (null, IsMask: true)).AsString! : text;

    /// <summary>The text without what is sealed in a value: systems repeat what they were sent.</summary>
    /// <param name="text">What a system said.</param>
    /// <param name="sent">What it was sent, sealed as it is kept.</param>
    public string Redact(string text, Value sent)
    {
        if (text.Length == 0 || !HoldsToken(sent))
            return text;

        var secrets = new List<string>();
        AddSecrets(sent, false, secrets);
        // The longest first, for one may be a part of another.
        foreach (var secret in secrets.Where(one => one.Length >= RedactedLengthMin).OrderByDescending(one => one.Length))
            text = text.Replace(secret, Masked, StringComparison.Ordinal);
        return text;
    }

    private static Value Replace(Value value, (byte[]? Key, bool IsMask) how)
    {
        if (!HoldsToken(value))
            return value;

        return value.Kind switch
        {
            ValueKind.String => ReplaceIn(value.AsString!, how),
            ValueKind.Array => Value.Array(value.Items.ToArray().Select(item => Replace(item, how))),
            ValueKind.Object => Value.Object(
                [.. value.Members.Select(member => (member.Name, Replace(member.Value, how)))]),
            _ => value,
        };
    }

    private static bool HoldsToken(Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.String:
                return value.AsString!.Contains(Prefix, StringComparison.Ordinal);
            case ValueKind.Array:
                foreach (var item in value.Items)
                {
                    if (HoldsToken(item))
                        return true;
                }

                return false;
            case ValueKind.Object:
                for (var index = 0; index < value.Members.Count; index++)
                {
                    if (HoldsToken(value.Members[index].Value))
                        return true;
                }

                return false;
            default:
                return false;
        }
    }

    private static Value ReplaceIn(string text, (byte[]? Key, bool IsMask) how)
    {
        var result = new StringBuilder();
        var at = 0;
        foreach (var (begin, end) in TokensIn(text))
        {
            Value content = Masked;
            if (!how.IsMask && !TryOpen(how.Key!, Encoded(text, begin, end), out content))
                content = text[begin..(end + 1)];
            if (begin == 0 && end == text.Length - 1)
                return content;

            result.Append(text, at, begin - at).Append(content.AsString ?? ValueJson.ToText(content));
            at = end + 1;
        }

        return result.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>What may not be told: the texts and numbers that are sealed in the value, at any depth.</summary>
    private void AddSecrets(Value value, bool isSecret, List<string> secrets)
    {
        switch (value.Kind)
        {
            case ValueKind.String when isSecret:
                secrets.Add(value.AsString!);
                break;
            case ValueKind.String:
                var text = value.AsString!;
                foreach (var (begin, end) in TokensIn(text))
                {
                    if (TryOpen(_key, Encoded(text, begin, end), out var content))
                        AddSecrets(content, true, secrets);
                }

                break;
            case ValueKind.Number when isSecret:
                secrets.Add(ValueJson.ToText(value));
                break;
            case ValueKind.Array:
                foreach (var item in value.Items)
                    AddSecrets(item, isSecret, secrets);
                break;
            case ValueKind.Object:
                foreach (var member in value.Members)
                    AddSecrets(member.Value, isSecret, secrets);
                break;
        }
    }

    /// <summary>The first and the last character of each token.</summary>
    private static IEnumerable<(int Begin, int End)> TokensIn(string text)
    {
        var at = 0;
        while (text.IndexOf(Prefix, at, StringComparison.Ordinal) is >= 0 and var begin
            && text.IndexOf(';', begin) is >= 0 and var end)
        {
            yield return (begin, end);
            at = end + 1;
        }
    }

    private static ReadOnlySpan<char> Encoded(string text, int begin, int end) =>
        text.AsSpan(begin + Prefix.Length, end - begin - Prefix.Length);

    private static bool TryOpen(byte[] key, ReadOnlySpan<char> encoded, out Value value)
    {
        value = default;
        try
        {
            var token = Base64Url.DecodeFromChars(encoded);
            if (token.Length < NonceSize + TagSize)
                return false;

            var plain = new byte[token.Length - NonceSize - TagSize];
            using var cipher = new AesGcm(key, TagSize);
            cipher.Decrypt(
                token.AsSpan(0, NonceSize),
                token.AsSpan(NonceSize, plain.Length),
                token.AsSpan(NonceSize + plain.Length),
                plain);
            value = ValueJson.Parse(plain);
            return true;
        }
        catch (Exception wrong) when (wrong is FormatException or CryptographicException)
        {
            return false;
        }
    }

    /// <summary>
    /// Written aside and moved, so that no half a key is ever there; of two processes at once, one key stays.
    /// </summary>
    private static void CreateKey(string path)
    {
        var aside = $"{path}.{Guid.NewGuid():n}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(aside, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(KeySize));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(aside, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(aside);
        }
    }
}
