using Grpc.Core;

namespace Orchestrator.Tests.Unit.Grpc;

public class MetadataTests
{
    [Theory]
    [InlineData("x-request-id", "x-request-id")]
    [InlineData("X-Request-ID", "x-request-id")]
    [InlineData("a.b_c-9", "a.b_c-9")]
    public void A_key_is_taken_in_lower_case(string given, string kept)
    {
        Assert.Equal(kept, new Metadata.Entry(given, "").Key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData(":path")]
    [InlineData("a\n")]
    [InlineData("-BIN ")]
    public void A_key_that_could_not_be_sent_is_refused(string key)
    {
        Assert.Throws<ArgumentException>(() => new Metadata.Entry(key, "value"));
    }

    [Fact]
    public void Null_is_refused_as_key_and_as_value()
    {
        Assert.Throws<ArgumentNullException>(() => new Metadata.Entry(null!, "value"));
        Assert.Throws<ArgumentNullException>(() => new Metadata.Entry("key", (string)null!));
        Assert.Throws<ArgumentNullException>(() => new Metadata.Entry("key-bin", (byte[])null!));
        Assert.Throws<ArgumentNullException>(() => new Metadata { (Metadata.Entry)null! });
    }

    [Fact]
    public void The_end_of_the_key_decides_between_text_and_bytes()
    {
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("key-bin", "text"));
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("key", [1]));
        Assert.True(new Metadata.Entry("KEY-BIN", [1]).IsBinary);
        Assert.False(new Metadata.Entry("key", "text").IsBinary);
    }

    [Fact]
    public void The_bytes_of_an_entry_are_its_own()
    {
        byte[] given = [1, 2, 3];
        var entry = new Metadata.Entry("key-bin", given);

        given[0] = 9;
        entry.ValueBytes[1] = 9;

        Assert.Equal([1, 2, 3], entry.ValueBytes);
    }

    [Fact]
    public void Text_can_be_read_as_bytes_and_bytes_not_as_text()
    {
        Assert.Equal("text"u8.ToArray(), new Metadata.Entry("key", "text").ValueBytes);
        Assert.Throws<InvalidOperationException>(() => new Metadata.Entry("key-bin", [1]).Value);
    }

    [Fact]
    public void Of_entries_with_one_key_the_last_is_got_and_all_can_be()
    {
        var metadata = new Metadata { { "a", "1" }, { "b", "2" }, { "a", "3" }, { "c-bin", [4] } };

        Assert.Equal("3", metadata.GetValue("a"));
        Assert.Equal("3", metadata.Get("a")?.Value);
        Assert.Equal(["1", "3"], metadata.GetAll("a").Select(entry => entry.Value));
        Assert.Equal([4], metadata.GetValueBytes("c-bin"));
        Assert.Null(metadata.Get("d"));
        Assert.Null(metadata.GetValue("d"));
        Assert.Null(metadata.GetValueBytes("d"));
        Assert.Empty(metadata.GetAll("d"));
    }

    [Fact]
    public void It_is_a_list()
    {
        Metadata.Entry a = new("a", "1"), b = new("b", "2"), c = new("c", "3"), other = new("a", "1");
        var metadata = new Metadata { a, b };

        metadata.Insert(1, c);
        metadata[0] = other;
        metadata.RemoveAt(2);

        Assert.Equal([other, c], metadata);
        Assert.Equal(2, metadata.Count);
        Assert.Equal(1, metadata.IndexOf(c));
        Assert.DoesNotContain(a, metadata);
        Assert.True(metadata.Remove(c));
        Assert.False(metadata.Remove(c));
        metadata.Clear();
        Assert.Empty(metadata);
    }

    [Fact]
    public void Empty_stays_empty()
    {
        var entry = new Metadata.Entry("a", "1");

        Assert.True(Metadata.Empty.IsReadOnly);
        Assert.Empty(Metadata.Empty);
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Add(entry));
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Insert(0, entry));
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Remove(entry));
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.RemoveAt(0));
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty[0] = entry);
        Assert.Throws<InvalidOperationException>(Metadata.Empty.Clear);
    }

    [Fact]
    public void A_log_shows_text_as_it_is_and_bytes_as_they_travel()
    {
        Assert.Equal("[Entry: key=a, value=1]", new Metadata.Entry("a", "1").ToString());
        Assert.Equal("[Entry: key=a-bin, value=AQI=]", new Metadata.Entry("a-bin", [1, 2]).ToString());
    }
}
