using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Orchestrator.Engine.Auditing.Sorting;

/// <summary>Reads sorted runs of one file as one sorted sequence, a piece of each in memory.</summary>
internal sealed class RunMerge(SafeFileHandle file, IReadOnlyList<(long Begin, long End)> runs)
{
    private const int HeadLength = 8;

    public IEnumerable<SpoolRecord> Read()
    {
        var queue = new PriorityQueue<Reader, Reader>(Comparer<Reader>.Create(static (one, other) =>
            one.Now.Key.Span.SequenceCompareTo(other.Now.Key.Span) is not 0 and var order
                ? order
                : one.Number.CompareTo(other.Number)));
        for (var number = 0; number < runs.Count; number++)
        {
            var reader = new Reader(file, runs[number], number);
            if (reader.Next())
                queue.Enqueue(reader, reader);
        }

        while (queue.TryDequeue(out var reader, out _))
        {
            yield return reader.Now;
            if (reader.Next())
                queue.Enqueue(reader, reader);
        }
    }

    private sealed class Reader(SafeFileHandle file, (long Begin, long End) run, int number)
    {
        private byte[] _piece = new byte[64 * 1024];
        private long _next = run.Begin;
        private int _from;
        private int _to;

        public int Number => number;

        public SpoolRecord Now { get; private set; }

        public bool Next()
        {
            if (!Have(HeadLength))
                return false;

            var head = _piece.AsSpan(_from, HeadLength);
            var (key, content) = (
                BinaryPrimitives.ReadInt32LittleEndian(head), BinaryPrimitives.ReadInt32LittleEndian(head[4..]));
            if (!Have(HeadLength + key + content))
                throw new EndOfStreamException("The audit's temporary file ends within a record.");

            Now = new SpoolRecord(
                _piece.AsMemory(_from + HeadLength, key), _piece.AsMemory(_from + HeadLength + key, content));
            _from += HeadLength + key + content;
            return true;
        }

        private bool Have(int length)
        {
            while (_to - _from < length)
            {
                if (_next == run.End)
                    return false;

                _piece.AsSpan(_from, _to - _from).CopyTo(_piece);
                (_from, _to) = (0, _to - _from);
                if (length > _piece.Length)
                    Array.Resize(ref _piece, length);
                var wanted = (int)Math.Min(_piece.Length - _to, run.End - _next);
                var got = RandomAccess.Read(file, _piece.AsSpan(_to, wanted), _next);
                if (got == 0)
                    throw new EndOfStreamException("The audit's temporary file is shorter than it was.");
                (_to, _next) = (_to + got, _next + got);
            }

            return true;
        }
    }
}
