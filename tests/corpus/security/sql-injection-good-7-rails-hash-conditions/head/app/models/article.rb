class Article < ApplicationRecord
  belongs_to :author

  SORTS = { "new" => "published_at DESC", "title" => "title ASC" }.freeze

  scope :published, -> { where.not(published_at: nil) }
  scope :tagged, ->(tag) { where("tags LIKE ?", "%#{sanitize_sql_like(tag)}%") }
  scope :in_section, ->(section) { where(section: section) }

  validates :title, presence: true

  def self.sorted(key)
    order(Arel.sql(SORTS.fetch(key, SORTS["new"])))
  end

  def self.of_authors(ids)
    where("author_id IN (?)", ids)
  end
end
