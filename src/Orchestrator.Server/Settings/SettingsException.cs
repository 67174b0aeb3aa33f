namespace Orchestrator.Server.Settings;

/// <summary>
/// The server cannot start as it was asked to. The message is one line for the person who started it; the exit code is
/// 2.
/// </summary>
public sealed class SettingsException(string message) : Exception(message);
