class Article < ApplicationRecord
  belongs_to :author
  has_many :comments, dependent: :destroy

  scope :published, -> { where.not(published_at: nil) }
  scope :tagged, ->(tag) { where("tags LIKE '%#{tag}%'") }

  validates :title, presence: true

  def self.search(term, order: "published_at")
    return none if term.blank?

    published
      .where("title ILIKE :term OR body ILIKE :term", term: "%#{sanitize_sql_like(term)}%")
      .order(order)
  end
end
