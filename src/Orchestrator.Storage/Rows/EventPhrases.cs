using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace Orchestrator.Storage.Rows;

/// <summary>
/// Events as a column keeps them: JSON, in which a control character stands for a phrase that nearly every activation
/// has. JSON itself never holds a control character, so text without phrases is its own short form, and no other phrase
/// can be meant. That halves the journal; the view journal_events shows it in full.
/// </summary>
internal static class EventPhrases
{
    /// <summary>
    /// The first one is U+0001, and so on. What was written once is read for ever: one may be added at the end, up to
    /// U+001F, with a migration that makes the view anew; none changes. Each is ASCII, and longer than three
    /// characters.
    /// </summary>
    public static readonly string[] All = """
        [{"e":"ActivationAccepted","order":{"caller":"
        ","requestId":"
        ","requestHash":"
        ","customer":"
        ","service":"
        ","product":"
        ","orderReference":"
        ","channel":"
        ","requester":"
        ","input":{
        },"workflow":"
        ","version":
        },{"e":"ActivationStarted"},{"e":"ActivityStarted","activity":"
        ","parent":
        },{"e":"StepRequested","frame":
        ,"activity":"
        },"inverse":"
        [{"e":"StepSucceeded","step":"
        ","output":{
        ,"resources":[{"kind":"
        ","externalId":"
        },{"e":"ActivityCompleted"
        },{"e":"ActivityStarted","frame":
        },{"e":"ActivationCompleted"}]
        },{"e":"CompensationRequested","step":"
        [{"e":"CompensationSucceeded","step":"
        ,"error":{"code":"
        ","message":"
        {"e":"Step
        """.Split('\n');

    private const int ShortestLength = 4;
    private const int Buckets = 256;
    private const int PhrasesPerStage = 8;

    private static readonly byte[][] Utf8 = [.. All.Select(Encoding.ASCII.GetBytes)];
    private static readonly byte[][] ByBeginning = FindByBeginning();
    private static readonly SearchValues<byte> Marks = SearchValues.Create(
        [.. Enumerable.Range(1, All.Length).Select(mark => (byte)mark)]);

    /// <summary>Puts phrases' marks for phrases, in place.</summary>
    /// <returns>How long it is now.</returns>
    public static int Shorten(Span<byte> json)
    {
        var length = 0;
        for (var read = 0; read < json.Length;)
        {
            var mark = MarkAt(json[read..]);
            json[length++] = mark == 0 ? json[read] : mark;
            read += mark == 0 ? 1 : Utf8[mark - 1].Length;
        }

        return length;
    }

    /// <summary>The JSON, from its short form or from itself.</summary>
    public static byte[] Expand(byte[] events)
    {
        if (events.AsSpan().IndexOfAny(Marks) < 0)
            return events;

        var json = new ArrayBufferWriter<byte>(events.Length * 4);
        Expand(events, json);
        return json.WrittenSpan.ToArray();
    }

    /// <summary>The same, into a buffer that may be used again.</summary>
    public static void Expand(ReadOnlySpan<byte> events, IBufferWriter<byte> json)
    {
        for (var rest = events; !rest.IsEmpty;)
        {
            var mark = rest.IndexOfAny(Marks);
            json.Write(mark < 0 ? rest : rest[..mark]);
            if (mark >= 0)
                json.Write(Utf8[rest[mark] - 1]);
            rest = mark < 0 ? [] : rest[(mark + 1)..];
        }
    }

    /// <summary>
    /// A query of the journal with its events in full, which both databases understand. It goes by stages:
    /// the SQLite that systems bring (3.40) reads no expression as deep as all phrases at once, nor a schema that has one.
    /// </summary>
    /// <param name="character">The function that makes a character of its number.</param>
    public static string JournalInFull(string character)
    {
        var stages = Enumerable.Range(1, All.Length).Chunk(PhrasesPerStage).Select((marks, stage) => Stage(
            stage, marks.Aggregate("events", (events, mark) => $"replace({events}, {character}({mark}), '{All[mark - 1]}')")));
        return $"with {string.Join(", ", stages)} select * from stage{(All.Length - 1) / PhrasesPerStage}";
    }

    private static string Stage(int number, string events) =>
        $"stage{number} as (select activation, sequence, time, {events} as events "
        + $"from {(number == 0 ? "journal" : $"stage{number - 1}")})";

    /// <summary>
    /// The mark of the phrase that a text begins with; the longest, where there are several. 0 for none.
    /// </summary>
    private static byte MarkAt(ReadOnlySpan<byte> text)
    {
        if (text.Length < ShortestLength)
            return 0;

        foreach (var mark in ByBeginning[BucketOf(text)])
        {
            if (text.StartsWith(Utf8[mark - 1]))
                return mark;
        }

        return 0;
    }

    private static uint BucketOf(ReadOnlySpan<byte> text) => (MemoryMarshal.Read<uint>(text) * 2654435761u) >> 24;

    private static byte[][] FindByBeginning()
    {
        var marks = Enumerable.Range(1, All.Length).OrderByDescending(mark => All[mark - 1].Length).ToLookup(
            mark => BucketOf(Utf8[mark - 1]));
        return [.. Enumerable.Range(0, Buckets).Select(
            bucket => marks[(uint)bucket].Select(mark => (byte)mark).ToArray())];
    }
}
