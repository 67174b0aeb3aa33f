using System.Text;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Tests.Conformance.Journal;

public sealed class EventPhrasesTests
{
    /// <summary>As a journal of the first version holds it. Never change it: it is what is in the field.</summary>
    private const string Kept =
        "\u0001c\u0002r\u0003h\u0004k\u0005s\u0006p\u0007o\u0008Api\u0009who\u000a\"port\":7}\u000bsaga\u000c1\u000dall"
        + "\u000e-1\u000f1\u0010one\u000a\u0011undo\"}]\u0012one\u0013\"a\":1}\u0014port\u0015r1/7\"}]\u0016,\"frame\":2"
        + "\u0017\u0018\u0019one\u001aone\"}]\u001bDOWN\u001cdown[\u001dFailed\"";

    private const string InFull =
        """
        [{"e":"ActivationAccepted","order":{"caller":"c","requestId":"r","requestHash":"h","customer":"k","service":"s",
        "product":"p","orderReference":"o","channel":"Api","requester":"who","input":{"port":7}},"workflow":"saga","version":1},
        {"e":"ActivationStarted"},{"e":"ActivityStarted","activity":"all","parent":-1},
        {"e":"StepRequested","frame":1,"activity":"one","input":{},"inverse":"undo"}]
        [{"e":"StepSucceeded","step":"one","output":{"a":1},"resources":[{"kind":"port","externalId":"r1/7"}]},
        {"e":"ActivityCompleted","frame":2},{"e":"ActivityStarted","frame":},{"e":"ActivationCompleted"}]},
        {"e":"CompensationRequested","step":"one[{"e":"CompensationSucceeded","step":"one"}],
        "error":{"code":"DOWN","message":"down[
        {"e":"StepFailed"
        """;

    [Fact]
    public void What_the_first_version_kept_is_read_for_ever() =>
        Assert.Equal(InFull.ReplaceLineEndings(""), Expand(Kept));

    [Fact]
    public void Text_without_phrases_stays_as_it_is() =>
        Assert.Equal("""[{"e":"New"}]""", Shorten("""[{"e":"New"}]"""));

    [Fact]
    public void Whatever_is_written_comes_back()
    {
        var random = new Random(20260101);
        for (var number = 0; number < 2_000; number++)
        {
            var text = new StringBuilder();
            while (random.Next(12) > 0)
            {
                var phrase = EventPhrases.All[random.Next(EventPhrases.All.Length)];
                var from = random.Next(3) == 0 ? random.Next(phrase.Length) : 0;
                var length = random.Next(3) == 0 ? random.Next(phrase.Length - from) : phrase.Length - from;
                text.Append(phrase, from, length).Append("é\"7"[random.Next(3)]);
            }

            var shortened = Shorten(text.ToString());

            Assert.Equal(text.ToString(), Expand(shortened));
            Assert.DoesNotContain(EventPhrases.All, phrase => shortened.Contains(phrase, StringComparison.Ordinal));
        }
    }

    private static string Expand(string text) =>
        Encoding.UTF8.GetString(EventPhrases.Expand(Encoding.UTF8.GetBytes(text)));

    private static string Shorten(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Encoding.UTF8.GetString(bytes, 0, EventPhrases.Shorten(bytes));
    }
}
