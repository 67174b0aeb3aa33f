using Orchestrator.Adapters;
using Orchestrator.TestKit;
using Orchestrator.TestKit.StandIns;

namespace Orchestrator.Tests.Conformance.Adapters.DeclaredHttp;

/// <summary>A declared adapter on trial against a stand-in, for systems that nobody can start here.</summary>
internal sealed class StandInTrial : AdapterTrial
{
    private readonly IStandIn _standIn;
    private readonly HttpStandIn _http;
    private readonly DeclaredAdapter _adapter;
    private readonly Lock _lock = new();
    private readonly ManualResetEventSlim _end = new();
    private Mishap? _mishap;

    public StandInTrial(string declaration, IStandIn standIn)
    {
        _standIn = standIn;
        _http = new HttpStandIn(Answer);
        _adapter = new DeclaredAdapter(DeclaredAdapter.Text(declaration), _http.Address, standIn.Secrets);
    }

    public override IAdapter Adapter => _adapter.Adapter;

    public override Task<string> WorldAsync()
    {
        lock (_lock)
            return Task.FromResult(_standIn.World());
    }

    public override AdapterCall Arrange(Mishap mishap, AdapterCall call)
    {
        _mishap = mishap;
        return call;
    }

    public override async ValueTask DisposeAsync()
    {
        _end.Set();
        _adapter.Dispose();
        await _http.DisposeAsync();
    }

    private Reply? Answer(Received request)
    {
        Mishap? mishap;
        lock (_lock)
        {
            mishap = request.Method == "GET" ? null : _mishap;
            _mishap = request.Method == "GET" ? _mishap : null;
            if (mishap is null or Mishap.LostAnswer)
            {
                var reply = _standIn.Answer(request);
                return mishap is null ? reply : null;
            }
        }

        if (mishap == Mishap.Hang)
            _end.Wait();
        return null;
    }
}
