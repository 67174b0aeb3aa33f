using Orchestrator.Core.Values;

namespace Orchestrator.Core.Sagas;

/// <summary>An activity that calls no adapter gave a result, which scripts may read from now on.</summary>
/// <param name="Activity">The activity's id.</param>
/// <param name="Result">Of another definition used as an activity: an object of its outputs so far.</param>
public sealed record ResultGiven(string Activity, Value Result) : SagaEvent;

/// <summary>The activation got an id that others know it by.</summary>
public sealed record CorrelationSet(string Activity, string? CorrelationId) : SagaEvent;

/// <summary>The activation got a name.</summary>
public sealed record NameSet(string Activity, string? Name) : SagaEvent;

/// <summary>
/// The workflow published an event: for itself, where it is kept like a signal until an Elsa.Event asks, and for
/// others.
/// </summary>
/// <param name="Activity">The activity's id.</param>
/// <param name="Name">The event's name: that of the signal.</param>
/// <param name="Payload">What comes with it.</param>
public sealed record EventPublished(string Activity, string Name, Value Payload) : SagaEvent
{
    /// <summary>Those of the others that it is for; null for all.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Whether it is for this activation alone.</summary>
    public bool IsLocal { get; init; }

    /// <summary>Whom it comes to.</summary>
    public EventReach Reach { get; init; }
}

/// <summary>Whom a published event comes to.</summary>
public enum EventReach
{
    /// <summary>The activation that publishes it; so it was always, once.</summary>
    Itself,

    /// <summary>The activation that publishes it, and all others that wait for it.</summary>
    Everybody,

    /// <summary>All others that wait for it: it is for another correlation id than the activation's own.</summary>
    Others,

    /// <summary>It is for this activation alone, and for another correlation id than its own.</summary>
    Nobody,
}

/// <summary>An event that the workflow published has come to everybody else that it is for.</summary>
/// <param name="Event">The number of the event EventPublished among the activation's events.</param>
/// <param name="Reached">Activations that waited for it, and have it now.</param>
/// <param name="Started">Activations that it started.</param>
public sealed record EventDelivered(long Event, int Reached, int Started) : SagaEvent;

/// <summary>The workflow waits until a person or another program has done a task.</summary>
/// <param name="Frame">The activity's frame.</param>
/// <param name="Activity">The activity's id.</param>
/// <param name="Parent">The frame that it runs in; -1 for the root.</param>
/// <param name="Task">The task's id: the signal of this name, with the result as its payload, answers it.</param>
/// <param name="Name">What is to be done.</param>
/// <param name="Payload">What is needed for it.</param>
public sealed record TaskRequested(int Frame, string Activity, int Parent, string Task, string Name, Value Payload)
    : SagaEvent;
