using System.Buffers.Binary;

namespace Orchestrator.Engine.Auditing.Sorting;

/// <summary>
/// Sorts any number of records in bounded memory: what does not fit is written to a temporary file as sorted runs, which
/// are merged while they are read. Records are in the order of the bytes of their keys; those with equal keys in the
/// order in which they came.
/// </summary>
/// <param name="folder">Where the temporary file is made; it is gone once this is disposed of.</param>
/// <param name="bytesMax">Of records in memory; from 4 KiB.</param>
internal sealed class SortedSpool(string folder, int bytesMax = SortedSpool.BytesMaxDefault) : IDisposable
{
    /// <summary>Two of them, and what is read of their runs, stay far below what an audit may use.</summary>
    public const int BytesMaxDefault = 8 * 1024 * 1024;

    private readonly List<(long Begin, long End)> _runs = [];
    private readonly List<Place> _places = [];
    private byte[] _bytes = new byte[64 * 1024];
    private int _length;
    private FileStream? _file;

    /// <summary>Records that were added.</summary>
    public long Count { get; private set; }

    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> content)
    {
        var length = key.Length + content.Length;
        if (_length > 0 && _length + length > bytesMax)
            WriteRun();
        if (_length + length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_length + length, Math.Min(_bytes.Length * 2, Math.Max(bytesMax, 4096))));
        key.CopyTo(_bytes.AsSpan(_length));
        content.CopyTo(_bytes.AsSpan(_length + key.Length));
        _places.Add(new Place(_length, key.Length, content.Length, _places.Count));
        _length += length;
        Count++;
    }

    /// <summary>All records in order. Nothing is added after that; what is read may be read again.</summary>
    public IEnumerable<SpoolRecord> Read()
    {
        if (_file is null)
        {
            Sort();
            return ReadMemory();
        }

        if (_length > 0)
            WriteRun();
        (_bytes, _places.Capacity) = ([], 0);
        return new RunMerge(_file.SafeFileHandle, _runs).Read();
    }

    public void Dispose() => _file?.Dispose();

    private IEnumerable<SpoolRecord> ReadMemory()
    {
        foreach (var place in _places)
        {
            yield return new SpoolRecord(
                _bytes.AsMemory(place.Begin, place.Key), _bytes.AsMemory(place.Begin + place.Key, place.Content));
        }
    }

    private void Sort() => _places.Sort((one, other) =>
        _bytes.AsSpan(one.Begin, one.Key).SequenceCompareTo(_bytes.AsSpan(other.Begin, other.Key)) is not 0 and var order
            ? order
            : one.Number.CompareTo(other.Number));

    private void WriteRun()
    {
        _file ??= Open();
        Sort();
        var begin = _file.Position;
        Span<byte> head = stackalloc byte[8];
        foreach (var place in _places)
        {
            BinaryPrimitives.WriteInt32LittleEndian(head, place.Key);
            BinaryPrimitives.WriteInt32LittleEndian(head[4..], place.Content);
            _file.Write(head);
            _file.Write(_bytes, place.Begin, place.Key + place.Content);
        }

        _file.Flush();
        _runs.Add((begin, _file.Position));
        _places.Clear();
        _length = 0;
    }

    private FileStream Open()
    {
        var path = Path.Combine(folder, $"audit-{Guid.NewGuid():N}.tmp");
        var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            BufferSize = 128 * 1024,
            Options = FileOptions.DeleteOnClose,
        });

        // Without a name it is gone however the process ends; where a name is needed, once it is closed.
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        return file;
    }

    private readonly record struct Place(int Begin, int Key, int Content, int Number);
}

/// <summary>A record as it is read; good until the next one is asked for.</summary>
internal readonly record struct SpoolRecord(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Content);
