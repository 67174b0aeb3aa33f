using System.Collections.Immutable;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Workflows.Reading.Activities;

/// <summary>Elsa.SendHttpRequest and Elsa.FlowSendHttpRequest, which differ in how one goes on from them.</summary>
internal static class HttpRequestReaders
{
    private static readonly PropertyDescription Url =
        new("url", new PropertyShape.Input(DataType.String), "An http or https address.") { IsRequired = true };

    private static readonly PropertyDescription Method =
        new("method", new PropertyShape.Input(DataType.String), "GET where it is left out.") { Default = "GET" };

    private static readonly PropertyDescription Content =
        new("content", new PropertyShape.Input(DataType.Object), "A text as it is; anything else goes as JSON.");

    private static readonly PropertyDescription ContentType =
        new("contentType", new PropertyShape.Input(DataType.String), "Of the content: application/json, text/plain.");

    private static readonly PropertyDescription Authorization =
        new("authorization", new PropertyShape.Input(DataType.String), "The value of the header Authorization.");

    private static readonly PropertyDescription Headers =
        new("requestHeaders", new PropertyShape.InputObject(), "More headers: each a text, or a list of texts.");

    private static readonly PropertyDescription Adapter = new(
        "adapter", new PropertyShape.Literal(), "The HTTP adapter instance that sends it.")
    {
        Default = HttpRequest.DefaultAdapter,
    };

    private static readonly PropertyDescription StatusCode =
        new("statusCode", new PropertyShape.Target(), "Where the answer's status is kept.");

    private static readonly PropertyDescription ParsedContent =
        new("parsedContent", new PropertyShape.Target(), "Where the answer's content is kept: JSON, or text.");

    private static readonly PropertyDescription ResponseHeaders =
        new("responseHeaders", new PropertyShape.Target(), "Where the answer's headers are kept.");

    private static readonly PropertyDescription ExpectedActivities = new(
        "expectedStatusCodes",
        new PropertyShape.Statuses(),
        "What runs after an answer of a status: statusCode and activity of each.");

    private static readonly PropertyDescription ExpectedCodes =
        new("expectedStatusCodes", new PropertyShape.Input(DataType.List), "Those that are outcomes of their own.");

    private static readonly PropertyDescription Unmatched =
        new("unmatchedStatusCode", new PropertyShape.Child(), "What runs after an answer of another status.");

    private static readonly PropertyDescription FailedToConnect =
        new("failedToConnect", new PropertyShape.Child(), "What runs when the other side was not reached.");

    private static readonly PropertyDescription TimedOut =
        new(
            "timeout",
            new PropertyShape.Child(),
            "What runs when no answer came in time, and the request is known to have had no effect.");

    private static readonly ImmutableArray<PropertyDescription> Common =
    [
        Url, Method, Content, ContentType, Authorization, Headers, StatusCode, ParsedContent, ResponseHeaders, Adapter,
        StepReader.Compensation, RetryReader.Property, StepReader.Lane,
    ];

    public static readonly ActivityDescription Send = new(
        "Elsa.SendHttpRequest",
        "Sends an HTTP request, and runs what its answer's status calls for.",
        [.. Common, ExpectedActivities, Unmatched, FailedToConnect, TimedOut],
        ReadSend)
    {
        Result = "result",
    };

    public static readonly ActivityDescription FlowSend = new(
        "Elsa.FlowSendHttpRequest",
        "Sends an HTTP request; its answer's status is the outcome.",
        [.. Common, StepReader.Timeout, ExpectedCodes],
        ReadFlowSend)
    {
        Outcomes = ["Done", "Unmatched status code", "Failed to connect", "Timeout"],
        Result = "result",
    };

    private static Activity ReadSend(ActivityReading reading)
    {
        if (ReadRequest(reading, timeout: null) is not { } request)
            return new UnknownActivity(reading.Header);

        var expected = ImmutableArray.CreateBuilder<ExpectedStatus>();
        foreach (var node in reading.Items(ExpectedActivities))
        {
            var activity = node["activity"] is { } child ? reading.ChildAt(child) : null;
            expected.Add(new(reading.Expressions.Read(node["statusCode"], DataType.Integer, "statusCode"), activity));
        }

        return new SendHttpRequest(reading.Header, request, Targets(reading), expected.ToImmutable())
        {
            Unmatched = reading.Child(Unmatched),
            FailedToConnect = reading.Child(FailedToConnect),
            Timeout = reading.Child(TimedOut),
        };
    }

    private static Activity ReadFlowSend(ActivityReading reading)
    {
        var timeout = reading.Duration(reading.Node, StepReader.Timeout);
        if (ReadRequest(reading, timeout) is not { } request)
            return new UnknownActivity(reading.Header);

        var expected = reading.Find(ExpectedCodes) is null
            ? new Expression.Literal(Value.Array(200))
            : reading.Input(ExpectedCodes);
        return new FlowSendHttpRequest(reading.Header, request, Targets(reading), expected);
    }

    private static HttpTargets Targets(ActivityReading reading) => new(
        reading.Target(StatusCode.Name), reading.Target(ParsedContent.Name), reading.Target(ResponseHeaders.Name));

    /// <summary>The step that sends; null past the limit of activities.</summary>
    private static StepActivity? ReadRequest(ActivityReading reading, TimeSpan? timeout)
    {
        var definition = reading.Definition;
        if (definition.Enter(reading.Node) is not { } index)
            return null;

        var method = reading.Find(Method) is null ? new Expression.Literal("GET") : reading.Input(Method);
        var changesNothing = method.Bare is Expression.Literal { Value.AsString: { } verb }
            && verb.ToUpperInvariant() is "GET" or "HEAD" or "OPTIONS";
        var step = new StepActivity(Hidden(reading.Header, index))
        {
            Adapter = reading.Words(reading.Node, Adapter) ?? HttpRequest.DefaultAdapter,
            Operation = changesNothing ? "fetch" : "send",
            Input = new Expression.Composite(
            [
                ("url", reading.Input(Url)),
                ("method", method),
                ("content", reading.Input(Content)),
                ("contentType", Optional(reading, ContentType)),
                ("authorization", Optional(reading, Authorization)),
                ("requestHeaders", reading.Expressions.Read(reading.Find(Headers), DataType.Object, Headers.Name)),
            ]),
            HasEffect = !changesNothing,
            IsOurs = false,
            Compensation = StepReader.ReadCompensation(reading, known: null, out _),
            Retry = RetryReader.Read(reading),
            Timeout = timeout ?? TimeSpan.FromSeconds(30),
            Lane = Lane(reading),
        };
        definition.Activities[index] = step;
        return step;
    }

    private static ActivityHeader Hidden(ActivityHeader header, int index) => header with
    {
        Index = index,
        Id = $"{header.Id}:request",
        Variables = [],
        ResultVariable = null,
        ResultOutput = null,
    };

    private static Expression Optional(ActivityReading reading, PropertyDescription property) =>
        reading.Find(property) is null ? new Expression.Literal(Value.Null) : reading.Input(property);

    private static Expression? Lane(ActivityReading reading) =>
        reading.Find(StepReader.Lane) is null ? null : reading.Input(StepReader.Lane);
}
