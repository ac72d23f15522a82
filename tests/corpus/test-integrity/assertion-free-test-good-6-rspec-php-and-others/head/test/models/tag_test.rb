require "test_helper"

class TagTest < ActiveSupport::TestCase
  test "names are unique" do
    assert_not Tag.new(name: tags(:one).name).valid?
  end

  test "merging removes the other" do
    assert_difference("Tag.count", -1) { tags(:one).merge(tags(:two)) }
  end

  def test_sorted
    _(Tag.sorted.map(&:name)).must_equal %w[a b]
  end
end
