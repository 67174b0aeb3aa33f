using NJsonSchema;
using Orchestrator.Adapters;
using Xunit;

namespace Orchestrator.TestKit;

/// <content>What it says of itself, of what it would do and of what there is, is true.</content>
public abstract partial class AdapterConformance
{
    [Fact]
    public void It_describes_itself_fully()
    {
        var names = Adapter.Description.Operations.Select(operation => operation.Name).ToList();

        Assert.Matches("^[a-z][a-z0-9-]*$", Adapter.Description.Name);
        Assert.Matches("^[a-z][a-z0-9-]*$", Description.Name);
        Assert.Single(names, Operation);
        Assert.Matches("^[A-Z].*[.]$", Description.Summary);
        Assert.True(Description.CanRead && Description.CanPreview);
        Assert.True(Description.Inverse is null || (Description.HasEffect && names.Contains(Description.Inverse)));
    }

    [Fact]
    public async Task What_alters_in_place_what_it_made_can_be_undone_and_takes_the_same_input()
    {
        var schema = await SchemaAsync(Description.InputSchema);
        Assert.All(Description.NamedBy, name => Assert.True(schema.Properties.ContainsKey(name), name));
        if (Description.ChangedBy is not { } name)
            return;

        var change = Adapter.Description.Find(name);

        Assert.NotNull(change?.Inverse);
        Assert.NotEmpty(Description.NamedBy);
        Assert.Empty((await SchemaAsync(change.InputSchema)).Validate(NewCall().Input.GetRawText()));
    }

    [Fact]
    public async Task Its_schemas_describe_every_field()
    {
        var schemas = new[] { await SchemaAsync(Description.InputSchema), await SchemaAsync(Description.OutputSchema) };

        Assert.All(schemas, schema => Assert.Equal(JsonObjectType.Object, schema.Type));
        Assert.All(
            schemas.SelectMany(schema => schema.Properties),
            field => Assert.True(field.Value.Description?.Length > 0, $"{field.Key} has no description"));
    }

    [Fact]
    public async Task What_it_takes_and_gives_fits_its_schemas()
    {
        var call = NewCall();

        var output = (await SucceedAsync(call)).Output;

        Assert.Empty((await SchemaAsync(Description.InputSchema)).Validate(call.Input.GetRawText()));
        Assert.Empty((await SchemaAsync(Description.OutputSchema)).Validate(output?.GetRawText() ?? "{}"));
    }

    [Fact]
    public async Task An_operation_that_it_does_not_have_is_refused()
    {
        var answer = await ExecuteAsync(NewCall() with { Operation = "no-such-operation" });

        Assert.Equal("UNKNOWN_OPERATION", Assert.IsType<Answer.Permanent>(answer).Code);
    }

    [Fact]
    public async Task A_preview_says_what_would_change_and_changes_nothing()
    {
        var world = await Trial.WorldAsync();
        var call = NewCall();

        var preview = await PreviewAsync(call);

        Assert.Equal(Description.HasEffect, preview != "changes nothing");
        Assert.False(string.IsNullOrWhiteSpace(preview));
        Assert.Equal(world, await Trial.WorldAsync());
        Assert.IsType<ReadAnswer.NotDone>(await ReadAsync(call));
    }

    [Fact]
    public async Task The_list_has_what_it_made_and_not_what_it_released()
    {
        var before = await ListAsync();

        var changes = (await SucceedAsync(NewCall())).Resources;

        var list = await ListAsync();
        if (!Adapter.Description.CanList)
        {
            Assert.Empty(list);
            return;
        }

        Assert.All(changes, change => Assert.NotEqual(change.Released, list.Contains(Name(change.Resource))));
        Assert.Subset(changes.Select(change => Name(change.Resource)).ToHashSet(), list.Except(before).ToHashSet());
        Assert.Subset(changes.Select(change => Name(change.Resource)).ToHashSet(), before.Except(list).ToHashSet());
    }
}
