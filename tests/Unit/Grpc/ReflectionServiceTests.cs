using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Reflection.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Server.Grpc;
using Orchestrator.V1;
using ActivationService = Orchestrator.V1.ActivationService;
using WorkflowService = Orchestrator.V1.WorkflowService;
using Alpha = Grpc.Reflection.V1Alpha;

namespace Orchestrator.Tests.Unit.Grpc;

/// <summary>Server reflection, under both of its names, over a real connection.</summary>
public sealed class ReflectionServiceTests : IAsyncLifetime
{
    private LoopbackServer _server = null!;
    private GrpcChannel _channel = null!;

    public async Task InitializeAsync()
    {
        _server = await LoopbackServer.StartAsync(
            app =>
            {
                app.MapGrpcService<ReflectionService>();
                app.MapGrpcService<ReflectionV1AlphaService>();
            },
            services => services.AddSingleton(new DescriptorCatalog(
            [
                WorkflowService.Descriptor, ActivationService.Descriptor, ServerReflection.Descriptor,
                Alpha.ServerReflection.Descriptor, SampleContract.Service,
            ])));
        _channel = _server.Channel();
    }

    public async Task DisposeAsync()
    {
        _channel.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_services_are_listed_in_order()
    {
        var request = new ServerReflectionRequest { Host = "here", ListServices = "*" };

        var expected = new ServerReflectionResponse
        {
            ValidHost = "here",
            OriginalRequest = request,
            ListServicesResponse = new()
            {
                Service =
                {
                    new ServiceResponse { Name = "grpc.reflection.v1.ServerReflection" },
                    new ServiceResponse { Name = "grpc.reflection.v1alpha.ServerReflection" },
                    new ServiceResponse { Name = "orchestrator.v1.ActivationService" },
                    new ServiceResponse { Name = "orchestrator.v1.WorkflowService" },
                    new ServiceResponse { Name = "sample.Sample" },
                },
            },
        };
        Assert.Equal(expected, await Ask(request));
    }

    [Fact]
    public async Task A_file_comes_with_all_that_it_imports_itself_first()
    {
        var request = new ServerReflectionRequest { FileByFilename = SampleContract.Full.Name };

        Assert.Equal([SampleContract.Full, SampleContract.Base], FilesIn(await Ask(request)));
    }

    [Fact]
    public async Task What_comes_is_enough_to_build_the_contract_from()
    {
        var answer = await Ask(new ServerReflectionRequest
        {
            FileContainingSymbol = "orchestrator.v1.ActivationService",
        });

        var files = FilesIn(answer);
        var built = FileDescriptor.BuildFromByteStrings(files.OrderBy(Depth).Select(file => file.ToByteString()));
        Assert.Equal(ActivationService.Descriptor.File.ToProto(), files[0]);
        Assert.Contains("google/protobuf/timestamp.proto", built.Select(file => file.Name));

        int Depth(FileDescriptorProto file) => 1 + file.Dependency
            .Select(name => Depth(files.Single(other => other.Name == name)))
            .DefaultIfEmpty(0)
            .Max();
    }

    [Theory]
    [InlineData("sample.Sample")]
    [InlineData("sample.Sample.Do")]
    [InlineData("sample.Outer")]
    [InlineData("sample.Outer.field")]
    [InlineData("sample.Outer.choice")]
    [InlineData("sample.Outer.choice_field")]
    [InlineData("sample.Outer.Inner")]
    [InlineData("sample.Outer.Inner.inner_field")]
    [InlineData("sample.Outer.Level")]
    [InlineData("sample.Outer.HIGH")]
    [InlineData("sample.Outer.nested_extension")]
    [InlineData("sample.Colour")]
    [InlineData("sample.RED")]
    [InlineData("sample.extension")]
    public async Task Everything_that_has_a_name_is_found_by_it(string symbol)
    {
        var answer = await Ask(new ServerReflectionRequest { FileContainingSymbol = symbol });

        Assert.Equal([SampleContract.Full, SampleContract.Base], FilesIn(answer));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(101)]
    public async Task An_extension_is_found_by_its_number(int number)
    {
        var answer = await Ask(new ServerReflectionRequest
        {
            FileContainingExtension = new() { ContainingType = "sample.Extensible", ExtensionNumber = number },
        });

        Assert.Equal([SampleContract.Full, SampleContract.Base], FilesIn(answer));
    }

    [Theory]
    [InlineData("sample.Extensible", new[] { 100, 101 })]
    [InlineData("sample.Outer.Inner", new int[0])]
    public async Task The_extensions_of_a_message_are_numbered(string type, int[] numbers)
    {
        var answer = await Ask(new ServerReflectionRequest { AllExtensionNumbersOfType = type });

        Assert.Equal(
            new ExtensionNumberResponse { BaseTypeName = type, ExtensionNumber = { numbers } },
            answer.AllExtensionNumbersResponse);
    }

    public static TheoryData<ServerReflectionRequest, StatusCode, string> Refused => new()
    {
        { new() { FileByFilename = "none.proto" }, StatusCode.NotFound, "There is no file 'none.proto' here." },
        {
            new() { FileContainingSymbol = "Sample" }, StatusCode.NotFound,
            "Nothing here is called 'Sample'. Give a full name, with its package."
        },
        {
            new() { FileContainingExtension = new() { ContainingType = "sample.Extensible", ExtensionNumber = 102 } },
            StatusCode.NotFound, "There is no extension 102 of 'sample.Extensible' here."
        },
        {
            new() { FileContainingExtension = new() { ContainingType = "sample.None", ExtensionNumber = 100 } },
            StatusCode.NotFound, "There is no extension 100 of 'sample.None' here."
        },
        {
            new() { AllExtensionNumbersOfType = "sample.RED" }, StatusCode.NotFound,
            "There is no message 'sample.RED' here."
        },
        { new(), StatusCode.InvalidArgument, "The request asks for nothing: set one of message_request." },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_is_not_there_is_an_answer_after_which_the_stream_goes_on(
        ServerReflectionRequest request, StatusCode code, string message)
    {
        var answers = await Ask(request, new ServerReflectionRequest { AllExtensionNumbersOfType = "sample.Outer" });

        var expected = new ServerReflectionResponse
        {
            OriginalRequest = request,
            ErrorResponse = new() { ErrorCode = (int)code, ErrorMessage = message },
        };
        Assert.Equal(expected, answers[0]);
        Assert.Equal("sample.Outer", answers[1].AllExtensionNumbersResponse.BaseTypeName);
    }

    [Fact]
    public async Task The_older_name_answers_the_same()
    {
        ServerReflectionRequest[] requests =
        [
            new() { Host = "here", ListServices = "" },
            new() { FileContainingSymbol = "sample.Sample" },
            new() { FileByFilename = "none.proto" },
            new() { AllExtensionNumbersOfType = "sample.Extensible" },
        ];

        using var call = new Alpha.ServerReflection.ServerReflectionClient(_channel).ServerReflectionInfo();
        foreach (var request in requests)
        {
            await call.RequestStream.WriteAsync(Alpha.ServerReflectionRequest.Parser.ParseFrom(request.ToByteString()));
        }

        await call.RequestStream.CompleteAsync();
        var answers = await call.ResponseStream.ReadAllAsync().ToListAsync();

        Assert.Equal(
            (await Ask(requests)).Select(answer => answer.ToByteString()),
            answers.Select(answer => answer.ToByteString()));
    }

    private async Task<ServerReflectionResponse> Ask(ServerReflectionRequest request) =>
        Assert.Single(await Ask([request]));

    private async Task<List<ServerReflectionResponse>> Ask(params ServerReflectionRequest[] requests)
    {
        using var call = new ServerReflection.ServerReflectionClient(_channel).ServerReflectionInfo();
        foreach (var request in requests) await call.RequestStream.WriteAsync(request);
        await call.RequestStream.CompleteAsync();
        return await call.ResponseStream.ReadAllAsync().ToListAsync();
    }

    private static List<FileDescriptorProto> FilesIn(ServerReflectionResponse answer) =>
        [.. answer.FileDescriptorResponse.FileDescriptorProto.Select(FileDescriptorProto.Parser.ParseFrom)];
}
