using Xunit;

namespace ChatGateway.Tests.Catalog;

/// <summary>Lists made of lists.</summary>
public sealed class ModelAllowlistTests
{
    private static readonly string[] Ids = ["a", "b", "c", "d"];

    private static readonly Dictionary<string, ModelAllowlist> Lists = new()
    {
        ["ab"] = ModelAllowlist.Of("a", "b"),
        ["bc"] = ModelAllowlist.Of("b", "c"),
        ["any"] = ModelAllowlist.Any,
        ["not a"] = ModelAllowlist.Any.Without("a"),
        ["not bc"] = ModelAllowlist.Any.Without("b", "c"),
        ["none"] = ModelAllowlist.Of(),
    };

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (string left in Lists.Keys)
            {
                foreach (string right in Lists.Keys) pairs.Add(left, right);
            }
            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void UnionAndIntersect_OfAnyTwo_AllowWhatEitherOrBothAllow(string left, string right)
    {
        ModelAllowlist union = Lists[left].Union(Lists[right]);
        ModelAllowlist both = Lists[left].Intersect(Lists[right]);

        Assert.All(Ids, id =>
        {
            Assert.Equal(Lists[left].Allows(id) || Lists[right].Allows(id), union.Allows(id));
            Assert.Equal(Lists[left].Allows(id) && Lists[right].Allows(id), both.Allows(id));
        });
    }

    [Fact]
    public void NarrowedTo_WhatIsOffered_KeepsWhatIsAllowed()
    {
        ModelAllowlist list = ModelAllowlist.FreeTier.NarrowedTo([new ModelInfo { Id = "gpt-4o-mini" }, new ModelInfo { Id = "gpt-4" }, new ModelInfo { Id = "team" }]);

        Assert.Equal(["gpt-4o-mini"], list.Models!.Select(model => model.Value));
        Assert.Equal("FreeTier, as offered", list.ToString());
        Assert.Empty(ModelAllowlist.Any.NarrowedTo([]).Models!);
        Assert.Equal(["x"], ModelAllowlist.Any.NarrowedTo([new ModelInfo { Id = "x" }]).Models!.Select(model => model.Value));
    }

    [Fact]
    public void Names_TellWhatAListIsMadeOf() =>
        Assert.Equal("FreeTier or a custom list", ModelAllowlist.FreeTier.Union(ModelAllowlist.Of("team")).ToString());

    [Fact]
    public void Names_OfChangedLists_AreNotThoseOfTheOthers()
    {
        Assert.Equal("FreeTier, changed", ModelAllowlist.FreeTier.Without(ModelId.Gpt4o).ToString());
        Assert.Equal("FreeTier, changed", ModelAllowlist.FreeTier.Without(ModelId.Gpt4o).With("team").ToString());
        Assert.Equal("Any, changed", ModelAllowlist.Any.Without("team").ToString());
    }
}
