using System.Buffers;
using System.Text;
using Grpc.Core;

namespace Orchestrator.Tests.Unit.Grpc;

public class MarshallerTests
{
    private static readonly byte[] Bytes = "grün"u8.ToArray();

    [Fact]
    public void Text_travels_as_utf8()
    {
        Assert.Equal(Bytes, Marshallers.StringMarshaller.Serializer("grün"));
        Assert.Equal("grün", Marshallers.StringMarshaller.Deserializer(Bytes));
    }

    [Fact]
    public void A_marshaller_of_arrays_can_be_used_in_place()
    {
        var context = new Recorded();

        Marshallers.StringMarshaller.ContextualSerializer("grün", context);

        Assert.Equal(Bytes, context.Payload);
        Assert.Equal("grün", Marshallers.StringMarshaller.ContextualDeserializer(new Given(Bytes)));
    }

    [Fact]
    public void A_marshaller_in_place_can_be_used_with_arrays()
    {
        var marshaller = Marshallers.Create(WriteInPlace, context =>
        {
            Assert.Equal(context.PayloadLength, context.PayloadAsNewBuffer().Length);
            return Encoding.UTF8.GetString(context.PayloadAsReadOnlySequence());
        });

        Assert.Equal(Bytes, marshaller.Serializer("grün"));
        Assert.Equal([], marshaller.Serializer(""));
        Assert.Equal("grün", marshaller.Deserializer(Bytes));
    }

    [Fact]
    public void A_marshaller_in_place_may_also_complete_with_an_array()
    {
        var marshaller = Marshallers.Create<string>(
            (text, context) => context.Complete(Encoding.UTF8.GetBytes(text)), _ => "");

        Assert.Equal(Bytes, marshaller.Serializer("grün"));
    }

    [Fact]
    public void A_message_that_is_not_completed_once_is_refused()
    {
        var never = Marshallers.Create<string>((_, context) => context.GetBufferWriter(), _ => "");
        var twice = Marshallers.Create<string>(
            (_, context) =>
            {
                context.Complete([1]);
                context.Complete([1]);
            },
            _ => "");

        Assert.Throws<InvalidOperationException>(() => never.Serializer("text"));
        Assert.Throws<InvalidOperationException>(() => twice.Serializer("text"));
    }

    [Fact]
    public void Null_functions_are_refused()
    {
        Assert.Throws<ArgumentNullException>(() => new Marshaller<string>((Func<string, byte[]>)null!, _ => ""));
        Assert.Throws<ArgumentNullException>(() => new Marshaller<string>(_ => [], null!));
        Assert.Throws<ArgumentNullException>(() => new Marshaller<string>(WriteInPlace, null!));
    }

    [Fact]
    public void What_a_library_does_not_support_it_says()
    {
        var context = new Bare();

        context.SetPayloadLength(5);

        Assert.Throws<NotImplementedException>(context.Complete);
        Assert.Throws<NotImplementedException>(() => context.Complete([]));
        Assert.Throws<NotImplementedException>(context.GetBufferWriter);
        Assert.Throws<NotImplementedException>(() => new Unread().PayloadAsNewBuffer());
    }

    [Fact]
    public void A_payload_in_place_is_by_default_a_copy()
    {
        Assert.Equal(Bytes, new Given(Bytes).PayloadAsReadOnlySequence().ToArray());
    }

    private static void WriteInPlace(string text, SerializationContext context)
    {
        context.SetPayloadLength(Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, context.GetBufferWriter());
        context.Complete();
    }

    private sealed class Bare : SerializationContext;

    private sealed class Recorded : SerializationContext
    {
        public byte[]? Payload { get; private set; }

        public override void Complete(byte[] payload) => Payload = payload;
    }

    private sealed class Unread : DeserializationContext
    {
        public override int PayloadLength => 0;
    }

    private sealed class Given(byte[] payload) : DeserializationContext
    {
        public override int PayloadLength => payload.Length;

        public override byte[] PayloadAsNewBuffer() => payload;
    }
}
