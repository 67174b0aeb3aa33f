using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Errors;
using Orchestrator.Server.Grpc.Paging;

namespace Orchestrator.Tests.Unit.Server;

public sealed class PageTokenTests
{
    private static readonly V1.ListActivationsRequest Filter =
        new() { Filter = new V1.ActivationFilter { Customer = "C-1" }, OldestFirst = true };

    [Fact]
    public void A_token_goes_on_where_the_page_ended()
    {
        var token = PageToken.Write("0123456789abc", Filter);

        Assert.True(PageToken.TryRead(token, Filter.Clone(), out var last));
        Assert.Equal("0123456789abc", last);
    }

    [Fact]
    public void A_token_is_good_for_its_own_filter_only()
    {
        var token = PageToken.Write("0123456789abc", Filter);

        Assert.False(PageToken.TryRead(token, new V1.ListActivationsRequest { OldestFirst = true }, out _));
        Assert.False(PageToken.TryRead(token, new V1.ListWorkflowsRequest(), out _));
    }

    [Fact]
    public void A_token_with_any_character_changed_is_refused()
    {
        var token = PageToken.Write("0123456789abc", Filter);

        for (var index = 0; index < token.Length; index++)
        {
            foreach (var character in "Ax_\0 ")
            {
                var changed = token[..index] + character + token[(index + 1)..];
                // The last character may carry bits that mean nothing; those decode to the same token.
                if (changed != token && PageToken.TryRead(changed, Filter, out var last))
                    Assert.Equal("0123456789abc", last);
                else if (changed != token && index < token.Length - 1)
                    Assert.False(PageToken.TryRead(changed, Filter, out _));
            }
        }
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AA")]
    [InlineData("=")]
    [InlineData("\0")]
    [InlineData("ü")]
    public void What_was_never_a_token_is_refused(string token) =>
        Assert.False(PageToken.TryRead(token, Filter, out _));

    [Theory]
    [InlineData(0, 50)]
    [InlineData(1, 1)]
    [InlineData(1000, 1000)]
    [InlineData(1001, 1000)]
    [InlineData(int.MaxValue, 1000)]
    public void A_page_has_fifty_by_default_and_a_thousand_at_most(int asked, int size)
    {
        var violations = new Violations();

        Assert.Equal(size, PageSize.Of(asked, violations));
        Assert.Empty(violations.Found);
    }

    [Fact]
    public void A_negative_page_size_is_refused()
    {
        var violations = new Violations();

        PageSize.Of(-1, violations);

        Assert.Equal([new FieldProblem("page_size", "must not be negative.")], violations.Found);
    }
}
