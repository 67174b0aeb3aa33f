using System.Buffers;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Storage.Rows;

/// <summary>
/// The events of a batch as a column keeps them, in a few large arrays that are used again and again. A slice stays as
/// it is until the buffer is cleared.
/// </summary>
internal sealed class EventBuffer : IBufferWriter<byte>
{
    private const int ChunkLength = 64 * 1024;
    private const int ChunksKept = 16;

    private readonly List<byte[]> _chunks = [new byte[ChunkLength]];
    private int _chunk;
    private int _start;
    private int _end;

    /// <summary>The events in their short form, until <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Add(IReadOnlyList<SagaEvent> events)
    {
        _start = _end;
        EventJson.Write(this, events);
        _end = _start + EventPhrases.Shorten(_chunks[_chunk].AsSpan(_start, _end - _start));
        return _chunks[_chunk].AsMemory(_start, _end - _start);
    }

    public void Clear()
    {
        // One enormous batch must not be remembered for ever.
        _chunks.RemoveAll(chunk => chunk.Length > ChunkLength);
        if (_chunks.Count > ChunksKept)
            _chunks.RemoveRange(ChunksKept, _chunks.Count - ChunksKept);
        if (_chunks.Count == 0)
            _chunks.Add(new byte[ChunkLength]);
        (_chunk, _start, _end) = (0, 0, 0);
    }

    public void Advance(int count) => _end += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _chunks[_chunk].AsMemory(_end);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>What was begun moves on to the next chunk as a whole where this one has no room for it.</summary>
    private void Reserve(int length)
    {
        if (_chunks[_chunk].Length - _end >= length)
            return;

        var begun = _chunks[_chunk].AsSpan(_start, _end - _start);
        var needed = begun.Length + length;
        if (_chunk + 1 == _chunks.Count || _chunks[_chunk + 1].Length < needed)
            _chunks.Insert(_chunk + 1, new byte[Math.Max(ChunkLength, needed + (needed / 2))]);

        begun.CopyTo(_chunks[_chunk + 1]);
        (_chunk, _start, _end) = (_chunk + 1, 0, begun.Length);
    }
}
