using Google.Protobuf.WellKnownTypes;
using Orchestrator.Core.Sagas;
using Orchestrator.Server.Grpc.Conversion;
using Value = Orchestrator.Core.Values.Value;

namespace Orchestrator.Server.Grpc.Rendering;

/// <summary>Shows what may be shown: sealed values, wherever they stand, as ***.</summary>
/// <param name="mask">Replaces sealed values, in texts and within objects.</param>
internal sealed class Mask(Func<Value, Value> mask)
{
    public string Text(string text) => mask(text).AsString ?? "";

    /// <summary>The members of an object; null where it has none.</summary>
    public Struct? Object(Value value) => StructConversion.ToStruct(mask(value));

    public V1.StepError? Error(StepError? error) => error is null
        ? null
        : new V1.StepError { Code = error.Code, Message = Text(error.Message), Retryable = error.Retryable };
}
