using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;
using Orchestrator.Adapters.Netconf.Messages;
using Orchestrator.Adapters.Netconf.Trees;

namespace Orchestrator.Adapters.Netconf.Sessions;

/// <summary>
/// A session that has locked what it edits. Whatever happens in between, changes that were not committed are discarded
/// and the locks are given back at the end; where that fails the session is ended, which has the same effect.
/// </summary>
internal sealed class EditSession : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan CleanUpMax = TimeSpan.FromSeconds(10);

    private readonly SessionPool _pool;
    private readonly List<string> _locked = [];
    private NetconfSession _session = null!;
    private bool _isDirty;

    private EditSession(SessionPool pool) => _pool = pool;

    /// <summary>Whether edits are tried on a candidate before they count.</summary>
    public bool HasCandidate { get; private set; }

    /// <summary>Whether a change was sent of which it is not known that it was made, or that it was not.</summary>
    public bool IsDoubtful { get; private set; }

    private string Target => HasCandidate ? "candidate" : "running";

    /// <exception cref="NetconfException">The device is not reached, or somebody else has the lock.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public static async Task<EditSession> BeginAsync(SessionPool pool, CancellationToken cancellation)
    {
        await pool.EditTurn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var session = await BeginAsync(pool, isFresh: false, cancellation).ConfigureAwait(false);
            return session ?? (await BeginAsync(pool, isFresh: true, cancellation).ConfigureAwait(false))!;
        }
        catch
        {
            pool.EditTurn.Release();
            throw;
        }
    }

    /// <summary>What the datastore that is edited has of a scope.</summary>
    public Task<XElement> ReadAsync(XElement scope, CancellationToken cancellation) =>
        ReadAsync(Target, scope, cancellation);

    /// <summary>What counts on the device.</summary>
    public Task<XElement> ReadRunningAsync(XElement scope, CancellationToken cancellation) =>
        ReadAsync("running", scope, cancellation);

    /// <summary>On a candidate, where it does not count; has it checked by the device.</summary>
    public async Task TryAsync(XElement config, CancellationToken cancellation)
    {
        _isDirty = true;
        await EditAsync(config, cancellation).ConfigureAwait(false);
        if (_session.Hello.HasValidate)
            await CallAsync("validate", cancellation, Source(Target)).ConfigureAwait(false);
    }

    /// <summary>Makes the candidate what running is.</summary>
    public async Task DiscardAsync(CancellationToken cancellation)
    {
        await CallAsync("discard-changes", cancellation).ConfigureAwait(false);
        _isDirty = false;
    }

    /// <summary>Edits running itself: all of it, or nothing where the device can roll back.</summary>
    public async Task EditRunningAsync(XElement config, CancellationToken cancellation)
    {
        IsDoubtful = true;
        try
        {
            await EditAsync(config, cancellation).ConfigureAwait(false);
        }
        catch (RpcErrorException) when (_session.Hello.HasRollbackOnError)
        {
            IsDoubtful = false;
            throw;
        }
    }

    /// <summary>On a candidate that is about to be committed.</summary>
    public async Task EditCandidateAsync(XElement config, CancellationToken cancellation)
    {
        _isDirty = true;
        await EditAsync(config, cancellation).ConfigureAwait(false);

        // Where the edit has tested it already, that was enough: there are devices that forget an edit once they have
        // validated the candidate.
        if (_session.Hello is { HasValidate: true, HasTestThenSet: false })
            await CallAsync("validate", cancellation, Source(Target)).ConfigureAwait(false);
    }

    /// <summary>Commits; for good only once it is right, where the device can take a commit back.</summary>
    /// <returns>False where it was not right, and was taken back.</returns>
    public async Task<bool> CommitAsync(Func<Task<bool>> isRight, CancellationToken cancellation)
    {
        if (!_session.IsAlive)
            throw new ConnectionLostException($"{_pool.Device} broke off before the commit. Look whether it is up.");

        var isConfirmed = _session.Hello.HasConfirmedCommit && _pool.Settings.ConfirmMax > TimeSpan.Zero;
        IsDoubtful = true;
        try
        {
            await CallAsync("commit", cancellation, isConfirmed ? Confirmed() : []).ConfigureAwait(false);
        }
        catch (RpcErrorException)
        {
            IsDoubtful = false;
            throw;
        }

        _isDirty = false;
        if (!await isRight().ConfigureAwait(false))
        {
            if (isConfirmed)
                await TakeBackAsync(cancellation).ConfigureAwait(false);
            return false;
        }

        if (isConfirmed)
            await CallAsync("commit", cancellation).ConfigureAwait(false);
        IsDoubtful = false;
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(CleanUpMax);
            if (_session.IsAlive && _isDirty)
                await DiscardAsync(limit.Token).ConfigureAwait(false);
            while (_session.IsAlive && _locked.Count > 0)
            {
                await CallAsync("unlock", limit.Token, TargetOf(_locked[^1])).ConfigureAwait(false);
                _locked.RemoveAt(_locked.Count - 1);
            }
        }
        catch (Exception failure) when (failure is NetconfException or OperationCanceledException)
        {
            _session.Dispose();
        }
        finally
        {
            _pool.GiveBack(_session);
            _pool.EditTurn.Release();
        }
    }

    /// <summary>Null where a session that had been kept was found to be dead.</summary>
    private static async Task<EditSession?> BeginAsync(SessionPool pool, bool isFresh, CancellationToken cancellation)
    {
        var edit = new EditSession(pool)
        {
            _session = await pool.TakeAsync(isFresh, cancellation).ConfigureAwait(false),
        };
        try
        {
            await edit.LockAsync(cancellation).ConfigureAwait(false);
            return edit;
        }
        catch (Exception failure)
        {
            edit._session.Dispose(); // Its locks go with it.
            pool.GiveBack(edit._session);
            if (failure is ConnectionLostException && !isFresh)
                return null;

            throw;
        }
    }

    private async Task LockAsync(CancellationToken cancellation)
    {
        HasCandidate = _pool.Settings.Target == NetconfTarget.Candidate
            || (_pool.Settings.Target == NetconfTarget.Auto && _session.Hello.HasCandidate);
        await LockAsync("running", cancellation).ConfigureAwait(false);
        if (!HasCandidate)
            return;

        // A lock on a candidate that somebody had changed is refused; what a device that grants it nevertheless has
        // left there must not be committed with ours.
        await LockAsync("candidate", cancellation).ConfigureAwait(false);
        await DiscardAsync(cancellation).ConfigureAwait(false);
    }

    private async Task LockAsync(string datastore, CancellationToken cancellation)
    {
        var waited = Stopwatch.StartNew();
        for (var pause = FirstPause; ; pause *= 2)
        {
            try
            {
                await CallAsync("lock", cancellation, TargetOf(datastore)).ConfigureAwait(false);
                _locked.Add(datastore);
                return;
            }
            catch (RpcErrorException refused)
                when (refused.Code == RpcErrorException.DeviceLocked
                    && waited.Elapsed + pause < _pool.Settings.LockWaitMax)
            {
                await Task.Delay(pause, cancellation).ConfigureAwait(false);
            }
        }
    }

    private async Task<XElement> ReadAsync(string datastore, XElement scope, CancellationToken cancellation)
    {
        var reply = await CallAsync("get-config", cancellation, Source(datastore), scope).ConfigureAwait(false);
        return Xml.Tidy(reply.Element(Xml.Base + "data") ?? new XElement(Xml.Base + "data"));
    }

    private Task<XElement> EditAsync(XElement config, CancellationToken cancellation) => CallAsync(
        "edit-config",
        cancellation,
        TargetOf(Target),
        _session.Hello.HasTestThenSet ? new XElement(Xml.Base + "test-option", "test-then-set") : null,
        _session.Hello.HasRollbackOnError ? new XElement(Xml.Base + "error-option", "rollback-on-error") : null,
        config);

    private Task<XElement> TakeBackAsync(CancellationToken cancellation) => _session.Hello.HasCancelCommit
        ? CallAsync("cancel-commit", cancellation)
        : CallAsync("close-session", cancellation);

    private Task<XElement> CallAsync(string operation, CancellationToken cancellation, params object?[] parts) =>
        _session.CallAsync(new XElement(Xml.Base + operation, parts), cancellation);

    private object?[] Confirmed() =>
    [
        new XElement(Xml.Base + "confirmed"),
        new XElement(
            Xml.Base + "confirm-timeout",
            ((int)Math.Ceiling(_pool.Settings.ConfirmMax.TotalSeconds)).ToString(CultureInfo.InvariantCulture)),
    ];

    private static XElement TargetOf(string datastore) =>
        new(Xml.Base + "target", new XElement(Xml.Base + datastore));

    private static XElement Source(string datastore) => new(Xml.Base + "source", new XElement(Xml.Base + datastore));
}
