class Article < ApplicationRecord
  belongs_to :author

  scope :published, -> { where.not(published_at: nil) }

  validates :title, presence: true
end
