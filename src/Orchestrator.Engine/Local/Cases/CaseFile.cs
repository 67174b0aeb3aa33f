using System.Text.Json;
using System.Text.Json.Serialization;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;

namespace Orchestrator.Engine.Local.Cases;

/// <summary>
/// A file of cases beside a definition: <c>*.test.json</c>. Its schema is schema/workflow-test.schema.json.
/// </summary>
/// <param name="Workflow">The definition's file, from where this file is.</param>
/// <param name="Cases">At least one.</param>
public sealed record CaseFile(string Workflow, IReadOnlyList<WorkflowCase> Cases)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        ReadCommentHandling = JsonCommentHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Read by editors alone.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>Files of definitions that it refers to.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <exception cref="JsonException">It is not such a file; the message tells where.</exception>
    public static CaseFile Parse(string text) =>
        JsonSerializer.Deserialize<CaseFile>(text, Format) ?? throw new JsonException("The file holds null.");
}

/// <summary>One run, and what must come of it.</summary>
/// <param name="Name">A sentence.</param>
/// <param name="Expect">What must come of it.</param>
public sealed record WorkflowCase(string Name, Expected Expect)
{
    /// <summary>The workflow's inputs, an object.</summary>
    public Value Input { get; init; } = Value.EmptyObject;

    /// <summary>Calls that the sandbox is made to carry out first.</summary>
    public IReadOnlyList<GivenCall> Given { get; init; } = [];

    /// <summary>Events, each delivered when it is awaited; one that is not here is awaited for ever.</summary>
    public IReadOnlyList<GivenSignal> Signals { get; init; } = [];

    /// <summary>
    /// What calls of a step are answered, by the step's id or its activity's, one after the other. What is not here the
    /// sandbox answers.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ScriptedAnswer>> Answers { get; init; } =
        new Dictionary<string, IReadOnlyList<ScriptedAnswer>>();

    /// <summary>The same for calls that undo a step.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ScriptedAnswer>> UndoAnswers { get; init; } =
        new Dictionary<string, IReadOnlyList<ScriptedAnswer>>();

    /// <summary>What a person wants, one after the other, each when nothing moves any more.</summary>
    public IReadOnlyList<CaseCommand> Commands { get; init; } = [];
}

/// <summary>A call of an adapter that comes before the run.</summary>
public sealed record GivenCall(string Adapter, string Operation, Value Input);

/// <summary>An external event.</summary>
public sealed record GivenSignal(string Name)
{
    public Value Payload { get; init; }
}

/// <summary>What must come of a run; what is not named may be anything.</summary>
/// <param name="State">The activation's state.</param>
public sealed record Expected(ActivationState State)
{
    /// <summary>Ids of the steps that were done, in the order of their completion.</summary>
    public IReadOnlyList<string>? Steps { get; init; }

    /// <summary>
    /// Branches in the order in which they were taken: <c>activity: branch</c>, and
    /// <c>activity: outcome -> activity</c> for connections from other outcomes than Done.
    /// </summary>
    public IReadOnlyList<string>? Branches { get; init; }

    /// <summary>Ids of the steps that were undone, in order.</summary>
    public IReadOnlyList<string>? Compensations { get; init; }

    /// <summary>The workflow's outputs, an object, whole.</summary>
    public Value? Output { get; init; }

    /// <summary>What it wrote, in order.</summary>
    public IReadOnlyList<string>? Lines { get; init; }

    /// <summary>What failed and was not handled, in order: <c>activity: message</c>.</summary>
    public IReadOnlyList<string>? Incidents { get; init; }
}
