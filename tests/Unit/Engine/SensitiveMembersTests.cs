using Orchestrator.Core.Values;
using Orchestrator.Engine.Dispatch;

namespace Orchestrator.Tests.Unit.Engine;

public sealed class SensitiveMembersTests
{
    public static TheoryData<string, string, string> Schemas => new()
    {
        { """{"properties":{"pin":{"x-sensitive":true}}}""", """{"pin":1,"name":"a"}""", """{"pin":"*","name":"a"}""" },
        { """{"properties":{"pin":{"writeOnly":true}}}""", """{"name":"a"}""", """{"name":"a"}""" },
        { """{"properties":{"pin":{"x-sensitive":true}}}""", """{"pin":null}""", """{"pin":null}""" },
        {
            """{"properties":{"user":{"properties":{"pin":{"writeOnly":true}}}}}""",
            """{"user":{"pin":{"a":1},"id":2}}""",
            """{"user":{"pin":"*","id":2}}"""
        },
        {
            """{"properties":{"users":{"type":"array","items":{"properties":{"pin":{"writeOnly":true}}}}}}""",
            """{"users":[{"pin":1},{"id":2},3]}""",
            """{"users":[{"pin":"*"},{"id":2},3]}"""
        },
        { """{"properties":{"pins":{"items":{"x-sensitive":true}}}}""", """{"pins":[1,2]}""", """{"pins":["*","*"]}""" },
        {
            """{"definitions":{"secret":{"x-sensitive":true}},"properties":{"pin":{"$ref":"#/definitions/secret"}}}""",
            """{"pin":1}""",
            """{"pin":"*"}"""
        },
        { """{"allOf":[{"properties":{"pin":{"x-sensitive":true}}}]}""", """{"pin":1}""", """{"pin":"*"}""" },
        { """{"x-sensitive":true}""", """{"pin":1}""", "\"*\"" },
        {
            """{"definitions":{"node":{"properties":{"next":{"$ref":"#/definitions/node"},"pin":{"x-sensitive":true}}}},"$ref":"#/definitions/node"}""",
            """{"next":{"pin":1},"pin":2}""",
            """{"next":{"pin":"*"},"pin":"*"}"""
        },
    };

    [Theory]
    [MemberData(nameof(Schemas))]
    public void What_the_schema_marks_is_replaced_and_nothing_else(string schema, string value, string expected)
    {
        var sensitive = SensitiveMembers.Of(schema)!;

        var replaced = sensitive.Replace(ValueJson.Parse(value), _ => "*");

        Assert.Equal(expected, ValueJson.ToText(replaced));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"properties":{"pin":{"x-sensitive":false}}}""")]
    [InlineData("""{"properties":{"pin":{"description":"writeOnly"}}}""")]
    public void A_schema_without_secrets_costs_nothing(string schema) => Assert.Null(SensitiveMembers.Of(schema));
}
