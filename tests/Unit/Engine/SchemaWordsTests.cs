using NJsonSchema;
using Orchestrator.Engine;

namespace Orchestrator.Tests.Unit.Engine;

public sealed class SchemaWordsTests
{
    [Fact]
    public async Task What_fits_no_possibility_is_told_what_each_of_them_asks_for()
    {
        var schema = await JsonSchema.FromJsonAsync(
            """{ "type": "object", "anyOf": [{ "required": ["host"] }, { "required": ["devices"] }] }""");

        var words = SchemaWords.Flatten(schema.Validate("{}")).Select(SchemaWords.Of);

        Assert.Equal(["fits none of what is possible: 'host' is required; or 'devices' is required."], words);
    }
}
