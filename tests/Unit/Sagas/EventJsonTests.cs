using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Orchestrator.Core.Sagas;
using Orchestrator.Tests.Unit.Architecture;
using Orchestrator.Core.Values;

namespace Orchestrator.Tests.Unit.Sagas;

public sealed class EventJsonTests
{
    private static readonly DateTimeOffset Noon = new(2031, 5, 1, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<int> Samples => [.. Enumerable.Range(0, EventSamples.All.Count)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_event_comes_back_as_it_was_written(int sample)
    {
        var written = EventSamples.All[sample];

        var read = EventJson.Read(EventJson.ToBytes([written]));

        Assert.Equal([FactText.Of(written)], read.Select(FactText.Of));
    }

    [Fact]
    public void Every_event_type_and_every_member_of_it_and_of_what_it_holds_has_a_sample()
    {
        var types = typeof(SagaEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(
            attribute => attribute.DerivedType);
        var samples = EventSamples.All.SelectMany(FactText.Within).ToLookup(fact => fact.GetType());

        var missing = types.Union(samples.Select(group => group.Key)).SelectMany(
            type => MissingIn(type, [.. samples[type]]));

        Assert.Empty(missing);
    }

    [Fact]
    public void Every_event_type_is_known_by_its_own_name()
    {
        var declared = typeof(SagaEvent).GetCustomAttributes<JsonDerivedTypeAttribute>()
            .ToDictionary(attribute => attribute.DerivedType, attribute => attribute.TypeDiscriminator);
        var existing = typeof(SagaEvent).Assembly.GetTypes().Where(
            type => type.IsSubclassOf(typeof(SagaEvent)) && !type.IsAbstract);

        Assert.Equal(
            existing.Select(type => (type, (object?)type.Name)).OrderBy(pair => pair.type.Name, StringComparer.Ordinal),
            declared.Select(pair => (pair.Key, pair.Value)).OrderBy(pair => pair.Key.Name, StringComparer.Ordinal));
    }

    [Fact]
    public void The_format_is_the_one_that_journals_out_there_hold()
    {
        var approved = Repository.PathOf("tests/Unit/Sagas/events.golden.jsonl");
        if (Environment.GetEnvironmentVariable("ORCHESTRATOR_APPROVE") == "1")
            File.WriteAllLines(
                approved, EventSamples.All.Select(sample => Encoding.UTF8.GetString(EventJson.ToBytes([sample]))));
        var golden = File.ReadAllLines(approved);

        Assert.Equal(golden, EventSamples.All.Select(sample => Encoding.UTF8.GetString(EventJson.ToBytes([sample]))));
        Assert.Equal(
            EventSamples.All.Select(FactText.Of),
            golden.Select(line => FactText.Of(EventJson.Read(Encoding.UTF8.GetBytes(line)).Single())));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void What_is_written_by_hand_is_what_would_be_generated(int sample)
    {
        var happened = EventSamples.All[sample];

        var generated = JsonSerializer.SerializeToElement(happened, EventJsonContext.Default.SagaEvent);
        var written = JsonElement.Parse(EventJson.ToBytes([happened]))[0];

        // Printed anew, for the generated one escapes more than the journal does.
        Assert.Equal(JsonSerializer.Serialize(generated), JsonSerializer.Serialize(written));
    }

    [Fact]
    public void Events_keep_their_order_in_one_array()
    {
        SagaEvent[] events = [new ActivationStarted(), new ActivityStarted(0, "root", -1), new ActivationStarted()];

        var json = EventJson.ToBytes(events);

        Assert.Equal(
            """[{"e":"ActivationStarted"},{"e":"ActivityStarted","activity":"root","parent":-1},{"e":"ActivationStarted"}]""",
            Encoding.UTF8.GetString(json));
        Assert.Equal(events, EventJson.Read(json));
    }

    [Fact]
    public void A_time_of_another_zone_is_written_in_utc()
    {
        var written = new DelayStarted(1, "wait", 0, Noon.ToOffset(TimeSpan.FromHours(5)));

        var read = Assert.IsType<DelayStarted>(EventJson.Read(EventJson.ToBytes([written])).Single());

        Assert.Equal((Noon, TimeSpan.Zero), (read.Until, read.Until.Offset));
    }

    [Fact]
    public void Values_as_deep_as_they_may_be_come_back()
    {
        Value deep = "core";
        for (var depth = 0; depth < ValueJson.DepthMax; depth++)
            deep = depth % 2 == 0 ? Value.Array(deep) : Value.Object(("in", deep));
        var frame = new FrameSnapshot(0, "root", -1) { Variables = new Dictionary<string, Value> { ["deep"] = deep } };
        SagaEvent[] events =
        [
            new ActivationAccepted(new ActivationOrder("c", "r", "h", "k") { Input = deep }, "w", 1),
            new RollbackStarted("Undone.") { Restore = new FlowSnapshot(1, [frame], null, null, null, deep) },
        ];

        var read = EventJson.Read(EventJson.ToBytes(events));

        Assert.Equal(events.Select(FactText.Of), read.Select(FactText.Of));
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_written_as_the_replacement_character()
    {
        var read = EventJson.Read(EventJson.ToBytes([new LineWritten("log", "a\ud83dz")]));

        Assert.Equal([new LineWritten("log", "a\ufffdz")], read);
    }

    [Fact]
    public void Members_that_a_later_version_adds_are_passed_over()
    {
        var read = EventJson.Read(
            """[{"e":"ActivationAccepted","order":{"caller":"c","new":{"a":[1]},"customer":"k"},"workflow":"w","version":1,"also":2}]"""u8);

        Assert.Equal(
            FactText.Of(new ActivationAccepted(new ActivationOrder("c", "", "", "k"), "w", 1)),
            FactText.Of(read.Single()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[null]")]
    [InlineData("[{}]")]
    [InlineData("""[{"e":"Nonsense"}]""")]
    [InlineData("""[{"e":"ActivationStarted"}""")]
    [InlineData("""[{"e":"StepFailed","then":"Nowhere"}]""")]
    [InlineData("""[{"e":"ActivationAccepted","order":{"channel":"Pigeon"}}]""")]
    [InlineData("""[{"e":"ActivationAccepted","order":{"priority":"high"}}]""")]
    public void What_is_no_history_is_refused(string json) =>
        Assert.ThrowsAny<JsonException>(() => EventJson.Read(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void A_failed_write_leaves_nothing_behind_for_the_next()
    {
        Assert.ThrowsAny<Exception>(() => EventJson.ToBytes([new ActivationStarted(), null!]));

        Assert.Equal("""[{"e":"ActivationStarted"}]"""u8.ToArray(), EventJson.ToBytes([new ActivationStarted()]));
    }

    private static IEnumerable<string> MissingIn(Type type, object[] samples) =>
        samples.Length == 0
            ? [type.Name]
            : FactText.MembersOf(type)
                .Where(member => samples.All(sample => IsDefault(member.PropertyType, member.GetValue(sample))))
                .Select(member => $"{type.Name}.{member.Name}");

    private static bool IsDefault(Type type, object? value) =>
        Equals(value, type.IsValueType ? Activator.CreateInstance(type) : null);
}
