using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Orchestrator.Engine;
using Orchestrator.Server.Grpc;
using Orchestrator.Server.Observability;

namespace Orchestrator.Server.Hosting;

/// <summary>What is asked over HTTP/1.1: /health, /version and /metrics.</summary>
internal sealed class HttpEndpoints(ServingStatus status, ActivationEngine engine, PrometheusMetrics metrics)
{
    /// <summary>Of this program.</summary>
    public static string Version { get; } =
        typeof(HttpEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            ?? "0";

    public Task HandleAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
            return AnswerAsync(
                context,
                StatusCodes.Status405MethodNotAllowed,
                new JsonObject { ["error"] = "Only GET is answered here." });

        return context.Request.Path.Value switch
        {
            "/health" => HealthAsync(context),
            "/version" => AnswerAsync(context, StatusCodes.Status200OK, VersionNow()),
            "/metrics" => MetricsAsync(context),
            _ => AnswerAsync(
                context,
                StatusCodes.Status404NotFound,
                new JsonObject { ["error"] = "There are /health, /version and /metrics." }),
        };
    }

    private Task HealthAsync(HttpContext context)
    {
        var state = status.Now.State;
        var isFine = state == ServingState.Serving && engine.IsJournalAvailable;
        var now = engine.Statistics;
        return AnswerAsync(
            context,
            isFine ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable,
            new JsonObject
            {
                ["status"] = isFine ? "SERVING" : "NOT_SERVING",
                ["state"] = state.ToString().ToUpperInvariant(),
                ["database"] = engine.IsJournalAvailable ? "AVAILABLE" : "UNAVAILABLE",
                ["activationsInMemory"] = now.ActivationsInMemory,
                ["callsInFlight"] = now.CallsInFlight,
                ["callsWaiting"] = now.CallsWaiting,
                ["oldestReadyStepSeconds"] = now.OldestReadyStep.TotalSeconds,
            });
    }

    private static JsonObject VersionNow() => new()
    {
        ["version"] = Version,
        ["runtime"] = RuntimeInformation.FrameworkDescription,
        ["os"] = RuntimeInformation.OSDescription,
    };

    private async Task MetricsAsync(HttpContext context)
    {
        var text = new StringWriter();
        metrics.Write(text);
        context.Response.ContentType = PrometheusMetrics.ContentType;
        await context.Response.WriteAsync(text.ToString(), context.RequestAborted).ConfigureAwait(false);
    }

    private static async Task AnswerAsync(HttpContext context, int code, JsonObject content)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(content.ToJsonString() + "\n", context.RequestAborted).ConfigureAwait(false);
    }
}
