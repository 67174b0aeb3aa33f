namespace Orchestrator.Engine.Ports;

/// <summary>How a journal is best written to.</summary>
/// <param name="WritersMax">
/// Batches that are written at the same time, at most. How many it is follows the time that a flush takes. From 1 to
/// 64.
/// </param>
/// <param name="BesideMin">
/// Writes that make it worth while to begin a batch beside one that is being written: few where the database works on
/// both, many where it takes one after the other. At least 1.
/// </param>
public sealed record JournalPace(int WritersMax, int BesideMin);
