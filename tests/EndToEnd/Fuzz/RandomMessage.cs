using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Orchestrator.Tests.EndToEnd.Fuzz;

/// <summary>Messages of a type's shape, with anything in their fields.</summary>
internal sealed class RandomMessage(Vocabulary words)
{
    private const int DepthMax = 3;

    public IMessage Make(MessageDescriptor type, Random random) =>
        Fill(type.Parser.ParseFrom(ByteString.Empty), random, DepthMax);

    /// <summary>The message with another value in one of its fields.</summary>
    public void Change(IMessage message, Random random)
    {
        var fields = message.Descriptor.Fields.InFieldNumberOrder();
        Set(message, fields[random.Next(fields.Count)], random, DepthMax);
    }

    private IMessage Fill(IMessage message, Random random, int depth)
    {
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder().Where(_ => random.Next(3) > 0))
            Set(message, field, random, depth);
        return message;
    }

    private void Set(IMessage message, FieldDescriptor field, Random random, int depth)
    {
        field.Accessor.Clear(message);
        if (field.IsMap)
        {
            var map = (IDictionary)field.Accessor.GetValue(message);
            for (var count = random.Next(random.Next(10) == 0 ? 100 : 3); count > 0; count--)
                map[words.Text(random)] = words.Text(random);
        }
        else if (field.IsRepeated)
        {
            var list = (IList)field.Accessor.GetValue(message);
            for (var count = random.Next(4); count > 0; count--)
                list.Add(Value(field, random, depth));
        }
        else if (Value(field, random, depth) is { } value)
        {
            field.Accessor.SetValue(message, value);
        }
    }

    private object? Value(FieldDescriptor field, Random random, int depth) => field.FieldType switch
    {
        FieldType.String => words.Text(random),
        FieldType.Bytes => ByteString.CopyFromUtf8(words.Text(random)),
        FieldType.Bool => random.Next(2) == 0,
        FieldType.Double => words.Number(random) * 0.3,
        FieldType.Int32 => unchecked((int)words.Number(random)),
        FieldType.Int64 => words.Number(random),
        FieldType.Enum => random.Next(5) == 0 ? unchecked((int)words.Number(random)) : random.Next(10),
        FieldType.Message => Message(field.MessageType, random, depth),
        _ => throw new NotSupportedException($"{field.FullName} is a {field.FieldType}."),
    };

    private IMessage? Message(MessageDescriptor type, Random random, int depth)
    {
        if (type == Struct.Descriptor)
            return words.Object(random, random.Next(6));
        if (type == Timestamp.Descriptor)
            return new Timestamp { Seconds = words.Number(random), Nanos = unchecked((int)words.Number(random)) };
        if (type == Duration.Descriptor)
            return new Duration
            {
                Seconds = words.Number(random) % 3,
                Nanos = random.Next(3) == 0 ? unchecked((int)words.Number(random)) : 0,
            };
        return depth == 0 ? null : Fill(type.Parser.ParseFrom(ByteString.Empty), random, depth - 1);
    }
}
