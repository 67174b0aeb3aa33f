using System.Diagnostics;
using Orchestrator.Adapters.Sandbox;
using Orchestrator.V1;
using State = Orchestrator.V1.Activation.Types.State;
using StepState = Orchestrator.V1.Step.Types.State;

namespace Orchestrator.Tests.EndToEnd.Processes;

/// <summary>A maintenance window that a server reads from its settings, by the machine's own clock.</summary>
public sealed class WindowTests : IAsyncLifetime
{
    /// <summary>In seconds, from one opening to the next.</summary>
    private const int Period = 30;

    private readonly int _second = (DateTime.UtcNow.Second + (Period / 2)) % Period;
    private ServerSite _site = null!;

    /// <summary>It opens for one second twice a minute: it is never open for long, and is soon.</summary>
    public async Task InitializeAsync()
    {
        _site = new ServerSite()
            .With("Windows__short__Cron", $"{_second}/{Period} * * ? * *")
            .With("Windows__short__Duration", "00:00:01")
            .With("Windows__short__Zone", "Europe/Vienna")
            .With("Lanes__post-*__Windows", "short");
        await _site.StartAsync();
        await _site.PublishAsync("laned");
    }

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task A_step_is_called_only_when_its_window_has_opened_and_until_then_everybody_sees_what_it_waits_for()
    {
        var seen = await SeenWaitingAsync();
        var events = await _site.WatchAsync(seen.Activation.Name);

        var step = Assert.Single(seen.Activation.Steps);
        var opens = step.NextAttemptTime.ToDateTime();
        Assert.Equal((StepState.Pending, "short", 0, 0), (step.State, step.Window, step.Attempts, seen.Calls));
        Assert.Equal((_second, 0), (opens.Second % Period, opens.Millisecond));
        Assert.Equal(
            (StepDelay.Types.Kind.Window, step.NextAttemptTime, "The window 'short' is closed."),
            (step.Delay.Kind, step.Delay.UntilTime, step.Delay.Message));
        Assert.StartsWith("Step 'mailbox' waits for the window 'short' until ", seen.Summary, StringComparison.Ordinal);
        Assert.Contains("window short", seen.Page, StringComparison.Ordinal);
        var begun = events.Single(one => one.Type == "StepStarted").Time.ToDateTime();
        Assert.True(
            begun >= opens && begun.Second % Period == _second,
            $"It began at {begun:O}, and the window opened at {opens:O}.");
        Assert.Equal(State.Completed, events[^1].State);
        Assert.All(SandboxRecord.Read(_site.Sandbox), call => Assert.Equal(1, call.Applied));
    }

    /// <summary>
    /// An order that comes while it is open does not wait, and one may have waited before everybody has looked at it:
    /// then the next one is.
    /// </summary>
    private async Task<(Activation Activation, string Summary, string Page, int Calls)> SeenWaitingAsync()
    {
        for (var number = 0; ; number++)
        {
            var id = $"order-{number}";
            var name = (await _site.Activations.StartActivationAsync(
                Orders.Order("laned", id, ("address", $"{id}@example.org")))).Name;
            var first = (await _site.WatchAsync(name, 0, until: ["WindowAwaited", "StepStarted", "StepSucceeded"]))[^1];
            if (first.Type == "StepStarted")
                Assert.Equal(_second, first.Time.ToDateTime().Second % Period);
            if (first.Type != "WindowAwaited")
                continue;

            var activation = await _site.Activations.GetActivationAsync(new GetActivationRequest { Name = name });
            var page = await CommandLineAsync("activation", "get", name);
            var calls = SandboxRecord.Read(_site.Sandbox).Count(
                call => call.Key.StartsWith(name["activations/".Length..], StringComparison.Ordinal));
            if (activation.Steps[0].NextAttemptTime?.ToDateTime() > DateTime.UtcNow)
                return (activation, first.Summary, page, calls);
        }
    }

    private async Task<string> CommandLineAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(
            "dotnet", ["exec", BuiltServer.CommandLine, .. arguments, "--server", _site.Address])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(ServerSite.StartMax);
        Assert.Equal((0, ""), (process.ExitCode, await error));
        return await output;
    }
}
