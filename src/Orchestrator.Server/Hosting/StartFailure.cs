using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Settings;

namespace Orchestrator.Server.Hosting;

/// <summary>What keeps the server from starting, as a line for the person who starts it.</summary>
internal static class StartFailure
{
    /// <summary>Null where the failure is none of the operator's making.</summary>
    public static SettingsException? Of(Exception failure) => failure switch
    {
        SettingsException known => known,
        ShardsOwnedException owned => new SettingsException(
            $"Another server works on the same database. {owned.Message}"),
        JournalUnavailableException away => new SettingsException($"The database cannot be used. {WithCause(away)}"),
        EngineUnavailableException away => new SettingsException($"The database cannot be used. {WithCause(away)}"),
        IOException { InnerException: AddressInUseException } inUse =>
            new SettingsException(
                $"{inUse.Message.TrimEnd('.')}. Stop what listens there, or give --grpc or --http another port."),
        SocketException cannot => new SettingsException($"It cannot listen as it was told: {cannot.Message}."),
        _ => null,
    };

    private static string WithCause(Exception away) =>
        away.InnerException is { } cause && !away.Message.Contains(cause.Message, StringComparison.Ordinal)
            ? $"{away.Message.TrimEnd('.')}: {cause.Message.ReplaceLineEndings(" ")}"
            : away.Message;
}
