using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime.Descriptors;
using JintEngine = Jint.Engine;

namespace Orchestrator.Engine.Expressions;

/// <summary>The object <c>variables</c>: its members are the variables in scope, to read and to set.</summary>
internal sealed class VariablesObject : ObjectInstance
{
    private readonly HostFunctions _host;

    public VariablesObject(JintEngine engine, HostFunctions host)
        : base(engine)
    {
        _host = host;
        Prototype = engine.Object.PrototypeObject;
        Extensible = false;
    }

    public override JsValue Get(string propertyName) => _host.Get(propertyName);

    public override void Put(string propertyName, JsValue value, bool throwOnError) =>
        _host.SetVariable(propertyName, value);

    public override bool HasOwnProperty(string p) => _host.Knows(p);

    public override bool Delete(string propertyName, bool throwOnError) => false;

    public override PropertyDescriptor GetOwnProperty(string propertyName) => _host.Knows(propertyName)
        ? new PropertyDescriptor(_host.Get(propertyName), writable: true, enumerable: true, configurable: false)
        : PropertyDescriptor.Undefined;

    public override IEnumerable<KeyValuePair<string, PropertyDescriptor>> GetOwnProperties() =>
        _host.IsRunning ? _host.VariableNames().Select(name => KeyValuePair.Create(name, GetOwnProperty(name))) : [];
}
