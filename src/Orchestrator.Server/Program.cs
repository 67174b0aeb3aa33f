using Orchestrator.Server.Demonstration;
using Orchestrator.Server.Hosting;
using Orchestrator.Server.Observability;
using Orchestrator.Server.Settings;

try
{
    if (SettingsLoader.Load(args, Environment.GetEnvironmentVariables(), Console.Out) is not { } settings)
        return 0;

    using var logs = Logs.Create(settings);
    using var export = settings.OtlpEndpoint is { } endpoint ? OtlpExport.Start(endpoint) : null;
    await using var server = await ServerHost.StartAsync(settings, Database.OpenAsync, logs);
    await using var demo = settings.Demo ? new DemoRun(server) : null;
    var isAsked = await server.WaitAsync();
    await server.StopAsync();
    return isAsked ? 0 : 1;
}
catch (SettingsException wrong)
{
    Console.Error.WriteLine($"orchestrator-server: {wrong.Message}");
    return 2;
}
