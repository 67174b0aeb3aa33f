using System.Text.Json;
using Orchestrator.Adapters;
using Orchestrator.Adapters.Netconf;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.RealSystems.Netconf;

/// <summary>
/// The adapter on a real device. Mishaps are arranged by a program that stands between the adapter and ssh, and loses
/// the call's commit, or the answer to it.
/// </summary>
public sealed class NetconfTrial : AdapterTrial
{
    private readonly NetconfDevice _device;
    private readonly string _mishapFile;

    /// <summary>A trial of what is declared, or of what needs no declaration.</summary>
    public NetconfTrial(
        NetconfDevice device, bool isDeclared = true, MemoryRecords? records = null, TimeProvider? time = null)
    {
        _device = device;
        _mishapFile = device.PathOf($"mishap-{Guid.NewGuid():N}");
        Adapter = Make(
            device, records ?? new MemoryRecords(), WrapperOf(_mishapFile), isDeclared: isDeclared, time: time);
    }

    public override IAdapter Adapter { get; }

    /// <summary>An adapter for the device, as the file <c>lines.json</c> declares it.</summary>
    public static IAdapter Make(
        NetconfDevice device,
        IAdapterRecords records,
        string sshProgram = "ssh",
        string settings = "",
        bool isDeclared = true,
        TimeProvider? time = null)
    {
        using var parsed = JsonDocument.Parse(
            $$"""
            { "host": "127.0.0.1", "port": {{device.Port}}, "user": "root", "identityFile": "userkey",
              "knownHostsFile": "known_hosts", "sshProgram": "{{sshProgram}}",
              "sshOptions": { "KexAlgorithms": "curve25519-sha256" }
              {{(settings.Length > 0 ? settings : ", \"lockWaitSeconds\": 20")}} }
            """);
        using var declaration = JsonDocument.Parse(File.ReadAllText(device.PathOf("lines.json")));
        return new NetconfAdapterFactory().Create(new AdapterSetup(
            "network", parsed.RootElement.Clone(), device.Folder, new SecretReader(device.Folder), records)
        {
            Declaration = isDeclared ? declaration.RootElement.Clone() : null,
            DeclarationFolder = device.Folder,
            Time = time ?? TimeProvider.System,
        });
    }

    public override Task<string> WorldAsync() => _device.View.DumpAsync();

    public override AdapterCall Arrange(Mishap mishap, AdapterCall call)
    {
        File.WriteAllText(_mishapFile, mishap.ToString());
        return call;
    }

    /// <summary>Waits until the mishap has happened.</summary>
    public async Task BefallenAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (File.Exists(_mishapFile))
            await Task.Delay(10, patience.Token);
    }

    public override async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)Adapter).DisposeAsync();
        await _device.ClearAsync();
    }

    /// <summary>A program that is ssh, but for what the mishap's file says.</summary>
    private static string WrapperOf(string mishapFile)
    {
        var path = $"{mishapFile}.ssh";
        var program = Path.Combine(AppContext.BaseDirectory, "Netconf", "lossy-ssh.py");
        File.WriteAllText(path, $"#!/bin/sh\nexec python3 -I -S {program} {mishapFile} \"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return path;
    }
}
