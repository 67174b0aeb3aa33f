using System.Text.Json.Nodes;

namespace Orchestrator.TestKit.StandIns;

/// <summary>What a system does, as its documentation says.</summary>
public interface IStandIn
{
    IReadOnlyDictionary<string, string> Secrets { get; }

    /// <summary>All that it holds, without what is over: that it keeps for ever.</summary>
    string World();

    Reply Answer(Received request);
}

/// <summary>JSON for replies.</summary>
public static class Replies
{
    public static Reply Json(int status, JsonNode body) => new(status, body.ToJsonString());
}
