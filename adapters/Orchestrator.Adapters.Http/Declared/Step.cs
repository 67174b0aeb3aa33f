using Orchestrator.Adapters.Http.Declared.Answers;
using Orchestrator.Adapters.Http.Declared.Requests;
using Orchestrator.Adapters.Http.Declared.Values;

namespace Orchestrator.Adapters.Http.Declared;

/// <summary>A request, and what is made of its response.</summary>
/// <param name="Name">The response's name for what comes after, beside <c>response</c>; null for none.</param>
/// <param name="When">Where this is not so, the step is left out.</param>
/// <param name="Edit">What <c>edited</c> stands for in the request.</param>
/// <param name="Request">What is sent.</param>
/// <param name="IsRead">It has no effect.</param>
/// <param name="Rules">What responses mean, the step's own first.</param>
/// <param name="Poll">How one that is pending is asked for; null where there is no such thing.</param>
/// <param name="Take">Values of the response, by the names they get.</param>
internal sealed record Step(
    string? Name,
    IReadOnlyList<Condition> When,
    Edit? Edit,
    RequestTemplate Request,
    bool IsRead,
    IReadOnlyList<AnswerRule> Rules,
    Poll? Poll,
    IReadOnlyList<(string Name, Pointer At)> Take);

/// <summary>How a request that was accepted is asked for.</summary>
/// <param name="UrlAt">Where its response says whom to ask.</param>
/// <param name="Interval">Between two questions, where the system says nothing else.</param>
/// <param name="Rules">What the responses mean; <see cref="Meaning.Pending"/>: ask again.</param>
internal sealed record Poll(Pointer UrlAt, TimeSpan Interval, IReadOnlyList<AnswerRule> Rules);
