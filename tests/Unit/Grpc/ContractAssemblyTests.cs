using System.Reflection;
using System.Runtime.CompilerServices;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Compression;

namespace Orchestrator.Tests.Unit.Grpc;

/// <summary>
/// The contract assemblies stand in for the packages: whoever was compiled against those must not notice.
/// </summary>
public class ContractAssemblyTests
{
    private static readonly Assembly Api = typeof(CallInvoker).Assembly;
    private static readonly Assembly Common = typeof(ICompressionProvider).Assembly;

    public static TheoryData<Type> Users => [typeof(GrpcChannel), typeof(GrpcServiceOptions)];

    [Fact]
    public void They_have_the_names_that_references_are_bound_to()
    {
        Assert.Equal(
            "Grpc.Core.Api, Version=2.0.0.0, Culture=neutral, PublicKeyToken=d754f35622e28bad", Api.FullName);
        Assert.Equal(
            "Grpc.Net.Common, Version=2.0.0.0, Culture=neutral, PublicKeyToken=d754f35622e28bad", Common.FullName);
    }

    [Theory]
    [InlineData("Grpc.Core.Api")]
    [InlineData("Grpc.Net.Common")]
    public void They_offer_what_is_written_down(string name)
    {
        var approved = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Grpc", name + ".surface.txt"));

        var offered = PublicSurface.Of(Assembly.Load(name));

        Assert.Equal(approved, offered);
    }

    [Theory]
    [MemberData(nameof(Users))]
    public void Every_member_that_the_client_and_the_server_refer_to_exists(Type user)
    {
        var found = ContractReferences.Of(user.Assembly)
            .Select(token => Resolve(user.Module, token)?.DeclaringType?.Assembly)
            .ToHashSet();

        Assert.Equivalent(new[] { Api, Common }, found, strict: true);
    }

    [Theory]
    [MemberData(nameof(Users))]
    public void Every_type_of_the_client_and_the_server_loads_and_every_method_compiles(Type user)
    {
        const BindingFlags declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
            | BindingFlags.Static | BindingFlags.DeclaredOnly;

        var bodies = user.Assembly.GetTypes()
            .Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetMethods(declared).Cast<MethodBase>().Concat(type.GetConstructors(declared)))
            .Where(method => !method.IsAbstract && !method.ContainsGenericParameters && !IsOfTheSystem(method))
            .ToList();

        Assert.NotEmpty(bodies);
        Assert.All(bodies, method => RuntimeHelpers.PrepareMethod(method.MethodHandle));
    }

    private static bool IsOfTheSystem(MethodBase method) => method.Attributes.HasFlag(MethodAttributes.PinvokeImpl);

    // The types that a generic member is used with do not matter for whether it exists, so object stands for each.
    private static MemberInfo? Resolve(Module module, int token)
    {
        var anything = Enumerable.Repeat(typeof(object), 8).ToArray();
        return module.ResolveMember(token, anything, anything);
    }
}
