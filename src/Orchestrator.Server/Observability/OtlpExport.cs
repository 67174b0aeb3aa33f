using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Orchestrator.Engine;
using Orchestrator.Engine.Telemetry;
using Orchestrator.Server.Hosting;

namespace Orchestrator.Server.Observability;

/// <summary>Sends traces and metrics by OTLP. Not even loaded unless an endpoint is configured.</summary>
internal sealed class OtlpExport : IDisposable
{
    private readonly TracerProvider _traces;
    private readonly MeterProvider _metrics;

    private OtlpExport(TracerProvider traces, MeterProvider metrics) => (_traces, _metrics) = (traces, metrics);

    public static OtlpExport Start(Uri endpoint)
    {
        var resource = ResourceBuilder.CreateDefault().AddService(
            "orchestrator", serviceVersion: HttpEndpoints.Version);
        return new OtlpExport(
            Sdk.CreateTracerProviderBuilder()
                .SetResourceBuilder(resource)
                .AddSource(EngineTracing.SourceName, "Microsoft.AspNetCore")
                .AddOtlpExporter(otlp => SendTo(otlp, endpoint, "v1/traces"))
                .Build(),
            Sdk.CreateMeterProviderBuilder()
                .SetResourceBuilder(resource)
                .AddMeter(
                    EngineMetrics.MeterName,
                    "Orchestrator.Server",
                    "System.Runtime",
                    "Microsoft.AspNetCore.Server.Kestrel")
                .AddOtlpExporter(otlp => SendTo(otlp, endpoint, "v1/metrics"))
                .Build());
    }

    /// <summary>Sends what is left.</summary>
    public void Dispose()
    {
        _traces.Dispose();
        _metrics.Dispose();
    }

    /// <summary>
    /// Over HTTP each signal has a path of its own, which is only added to an endpoint that comes from the environment.
    /// </summary>
    private static void SendTo(OtlpExporterOptions otlp, Uri endpoint, string path) =>
        otlp.Endpoint = otlp.Protocol == OtlpExportProtocol.HttpProtobuf
            ? new Uri(endpoint.AbsoluteUri.TrimEnd('/') + "/" + path)
            : endpoint;
}
